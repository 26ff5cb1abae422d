import { TracewellError } from "#domain/errors.ts";

/**
 * Bounds the bytes of request bodies in memory, over all requests: received, decompressed or
 * waiting for an answer. Beyond it a request is refused before its body is read.
 */
export class BodyBudget {
  readonly #bytesMax: number;
  #reservedBytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Takes `bytes`; throws `overloaded`. */
  reserve(bytes: number): BodyReservation {
    if (this.#reservedBytes + bytes > this.#bytesMax) {
      throw new TracewellError(
        "overloaded",
        `Request bodies already take ${this.#reservedBytes} of ${this.#bytesMax} bytes. Send again in a second.`,
      );
    }
    this.#reservedBytes += bytes;
    let held = bytes;
    const hold = (next: number): void => {
      this.#reservedBytes += next - held;
      held = next;
    };
    return {
      shrinkTo: (size) => hold(Math.min(held, size)),
      release: () => hold(0),
    };
  }

  get reservedBytes(): number {
    return this.#reservedBytes;
  }
}

export interface BodyReservation {
  /** Once the size is known. */
  shrinkTo(bytes: number): void;
  /** Idempotent. */
  release(): void;
}
