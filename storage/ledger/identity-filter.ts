/** Bits per key: about 5 in 1,000 foreign keys pass, which costs one read of the exact table each. */
const BITS_PER_KEY = 12;

const BLOCK_WORDS = 8;
const BLOCK_BITS = BLOCK_WORDS * 32;
export const FILTER_BLOCK_BYTES = BLOCK_WORDS * 4;

/** Apache Parquet, "Split block Bloom filters": the odd constants that spread a key over a block. */
const SALTS = Int32Array.of(
  0x47b6137b,
  0x44974d91,
  0x8824ad5b,
  0xa2b7289d,
  0x705495c7,
  0x2df1424b,
  0x9efc4947,
  0x5c6bfb31,
);

/**
 * A split block Bloom filter as Parquet describes it: a key touches one block of 32 bytes, so a miss costs
 * one cache line. `words` are its blocks one after another.
 */
export class IdentityFilter {
  readonly words: Int32Array;
  readonly #blocks: number;

  constructor(words: Int32Array) {
    this.words = words;
    this.#blocks = words.length / BLOCK_WORDS;
  }

  static forKeys(count: number): IdentityFilter {
    const blocks = Math.max(1, Math.ceil((count * BITS_PER_KEY) / BLOCK_BITS));
    return new IdentityFilter(new Int32Array(blocks * BLOCK_WORDS));
  }

  add(low: number, high: number): void {
    const block = this.#blockOf(high);
    for (let word = 0; word < BLOCK_WORDS; word += 1) {
      this.words[block + word] = (this.words[block + word] ?? 0) | bitOf(low, word);
    }
  }

  /** False only when the key was never added. */
  mayHave(low: number, high: number): boolean {
    const block = this.#blockOf(high);
    for (let word = 0; word < BLOCK_WORDS; word += 1) {
      if (((this.words[block + word] ?? 0) & bitOf(low, word)) === 0) return false;
    }
    return true;
  }

  #blockOf(high: number): number {
    return Math.floor(((high >>> 0) / 0x1_0000_0000) * this.#blocks) * BLOCK_WORDS;
  }
}

function bitOf(low: number, word: number): number {
  return 1 << (Math.imul(low, SALTS[word] ?? 0) >>> 27);
}
