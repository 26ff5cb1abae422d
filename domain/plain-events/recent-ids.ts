/** Pairs of places; the identifiers of some thousand visits in progress find one each. 512 KiB. */
const PAIRS = 8192;

/** 32-bit words of one place: the first tells type and length, the others hold the ID. */
const PLACE_WORDS = 8;

/** Longest ID remembered, in bytes. */
export const RECENT_ID_BYTES_MAX = (PLACE_WORDS - 1) * 4;

const MIX = 0x9e3779b1;

/**
 * Remembers identifiers seen lately by their very bytes, so that none is ever taken for another. Each has
 * one of two places; of three that share them the oldest is forgotten.
 */
export class RecentIds {
  readonly #places = new Int32Array(PAIRS * 2 * PLACE_WORDS);
  /** The identifier in question, as it stands in a place. */
  readonly #sought = new Int32Array(PLACE_WORDS);

  /** Whether the ID was seen lately with this type (0 to 32,767); from now on it was. */
  see(type: number, bytes: Uint8Array, from: number, end: number): boolean {
    const sought = this.#sought;
    const words = 1 + ((end - from + 3) >> 2);
    // Never 0, which marks a free place: an ID is not empty.
    let word = (type << 16) | (end - from);
    let hash = Math.imul(word, MIX);
    sought[0] = word;
    let at = from;
    for (let index = 1; index < words; index += 1) {
      word =
        (bytes[at] ?? 0) |
        ((bytes[at + 1] ?? 0) << 8) |
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 24);
      at += 4;
      // What stands behind the ID is not of it.
      if (at > end) word &= 0xffff_ffff >>> ((at - end) * 8);
      sought[index] = word;
      hash = Math.imul(hash ^ (hash >>> 15) ^ word, MIX);
    }
    hash ^= hash >>> 15;
    const young = (hash & (PAIRS - 1)) * 2 * PLACE_WORDS;
    const old = young + PLACE_WORDS;
    if (this.#stands(young, words) || this.#stands(old, words)) return true;
    const places = this.#places;
    for (let index = 0; index < PLACE_WORDS; index += 1) {
      places[old + index] = places[young + index] ?? 0;
      places[young + index] = sought[index] ?? 0;
    }
    return false;
  }

  forget(): void {
    this.#places.fill(0);
  }

  #stands(place: number, words: number): boolean {
    for (let index = 0; index < words; index += 1) {
      if (this.#places[place + index] !== this.#sought[index]) return false;
    }
    return true;
  }
}
