/** Bytes that came in several chunks and wait for their end; joined once, copied only when in parts. */
export class HeldBytes {
  #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  join(): Buffer {
    const only = this.#parts[0];
    return only !== undefined && this.#parts.length === 1 ? only : Buffer.concat(this.#parts);
  }

  /** The bytes, which are then no longer held. */
  take(): Buffer {
    const bytes = this.join();
    this.#parts = [];
    this.#length = 0;
    return bytes;
  }
}
