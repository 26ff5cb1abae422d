/**
 * Tells two sets of identities of a segment apart without holding them: their number, and sums that do not
 * depend on their order. Chance alone makes two of them equal, one in 2^64; nobody chooses hashes, they are keyed.
 */
export class IdentityDigest {
  #count = 0;
  #low = 0;
  #high = 0;

  /** An identity's hash, and its record, counted from the segment's first. Odd factors lose nothing. */
  add(low: number, high: number, index: number): void {
    this.#count += 1;
    this.#low = (this.#low + Math.imul(low ^ Math.imul(index, 0x9e3779b1), 0x85ebca6b)) | 0;
    this.#high = (this.#high + Math.imul(high ^ Math.imul(index, 0xc2b2ae35), 0x27d4eb2f)) | 0;
  }

  equals(other: IdentityDigest): boolean {
    return this.#count === other.#count && this.#low === other.#low && this.#high === other.#high;
  }
}
