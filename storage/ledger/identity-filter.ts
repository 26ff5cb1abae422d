/** Bits per key: about 5 in 1,000 foreign keys pass, which costs one read of the exact table each. */
const BITS_PER_KEY = 12;

/**
 * The same for the few files that hold most keys: 4 in 100 pass. Filters of 100 million keys so stay below
 * 96 MiB, a fifth of what a service may take.
 */
const BITS_PER_KEY_LARGE = 7.5;

/** Keys from which a file is large: fewer than so many are in all the small ones together. */
const LARGE_KEYS = 8_000_000;

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
    const bits = count < LARGE_KEYS ? BITS_PER_KEY : BITS_PER_KEY_LARGE;
    const blocks = Math.max(1, Math.ceil((count * bits) / BLOCK_BITS));
    // Shared, so that another thread may be given it without a copy.
    const bytes = new SharedArrayBuffer(blocks * FILTER_BLOCK_BYTES);
    return new IdentityFilter(new Int32Array(bytes));
  }

  add(low: number, high: number): void {
    const { words } = this;
    const block = this.#blockOf(high);
    for (let word = 0; word < BLOCK_WORDS; word += 1) {
      words[block + word] = (words[block + word] ?? 0) | bitOf(low, word);
    }
  }

  /** False only when no key with this high half, and the low half that `mask` was made of, was added. */
  mayHave(mask: BlockMask, high: number): boolean {
    const { words } = this;
    const { bits } = mask;
    const block = this.#blockOf(high);
    for (let word = 0; word < BLOCK_WORDS; word += 1) {
      if (((words[block + word] ?? 0) & (bits[word] ?? 0)) === 0) return false;
    }
    return true;
  }

  #blockOf(high: number): number {
    return Math.floor(((high >>> 0) / 0x1_0000_0000) * this.#blocks) * BLOCK_WORDS;
  }
}

/** The bits of a key in its block: the same in every filter, so they are made once for all of them. */
export class BlockMask {
  readonly bits = new Int32Array(BLOCK_WORDS);

  fill(low: number): void {
    for (let word = 0; word < BLOCK_WORDS; word += 1) this.bits[word] = bitOf(low, word);
  }
}

function bitOf(low: number, word: number): number {
  return 1 << (Math.imul(low, SALTS[word] ?? 0) >>> 27);
}
