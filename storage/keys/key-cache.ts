/** Unwrapped keys kept at hand: about 3 MiB. A busy hour of one shop has fewer customers. */
export const SUBJECT_KEYS_CACHED_MAX = 16_384;

/** The least recently used keys leave first. */
export class KeyCache {
  readonly #keys = new Map<string, Buffer>();
  readonly #keysMax: number;

  constructor(keysMax = SUBJECT_KEYS_CACHED_MAX) {
    this.#keysMax = keysMax;
  }

  get(subject: string): Buffer | undefined {
    const key = this.#keys.get(subject);
    if (key === undefined) return undefined;
    this.#keys.delete(subject);
    this.#keys.set(subject, key);
    return key;
  }

  set(subject: string, key: Buffer): void {
    this.#keys.delete(subject);
    this.#keys.set(subject, key);
    for (const oldest of this.#keys.keys()) {
      if (this.#keys.size <= this.#keysMax) return;
      this.#keys.delete(oldest);
    }
  }

  delete(subject: string): void {
    this.#keys.delete(subject);
  }

  clear(): void {
    this.#keys.clear();
  }
}
