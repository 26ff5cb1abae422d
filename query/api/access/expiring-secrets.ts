import { createHash } from "node:crypto";

/** Bits of a secret made by us: cannot be guessed, whatever the rate. */
const SECRET_BYTES = 32;

export interface ExpiringSecretsOptions {
  readonly lifetimeMs: number;
  /** The oldest are forgotten beyond it. */
  readonly countMax: number;
  readonly nowMs: () => number;
  readonly randomBytes: (length: number) => Buffer;
}

/**
 * Random secrets that end by themselves. Only their SHA-256 is kept, so neither memory dumps nor
 * the timing of a look-up reveal one.
 */
export class ExpiringSecrets {
  readonly #options: ExpiringSecretsOptions;
  /** Hash → end. In order of making, which is the order of ending. */
  readonly #ends = new Map<string, number>();

  constructor(options: ExpiringSecretsOptions) {
    this.#options = options;
  }

  create(): { secret: string; expiresAtMs: number } {
    this.#forgetEnded();
    const secret = this.#options.randomBytes(SECRET_BYTES).toString("base64url");
    const expiresAtMs = this.#options.nowMs() + this.#options.lifetimeMs;
    this.#ends.set(hashOf(secret), expiresAtMs);
    if (this.#ends.size > this.#options.countMax) {
      const [oldest] = this.#ends.keys();
      if (oldest !== undefined) this.#ends.delete(oldest);
    }
    return { secret, expiresAtMs };
  }

  /** When the secret ends; null when it is unknown or has ended. */
  expiresAtMs(secret: string): number | null {
    const end = this.#ends.get(hashOf(secret));
    return end === undefined || end <= this.#options.nowMs() ? null : end;
  }

  /** Ends it. False when it was unknown or had ended: of two callers one gets true. */
  take(secret: string): boolean {
    const valid = this.expiresAtMs(secret) !== null;
    this.#ends.delete(hashOf(secret));
    return valid;
  }

  #forgetEnded(): void {
    for (const [hash, end] of this.#ends) {
      if (end > this.#options.nowMs()) return;
      this.#ends.delete(hash);
    }
  }
}

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
