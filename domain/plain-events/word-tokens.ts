import { WORD_CHARACTERS_MAX } from "#domain/tokens/words.ts";
import { FOLDED_WORD, SPACE } from "./ascii-bytes.ts";
import type { GrowingBytes } from "./growing-bytes.ts";

const LETTER_W = 0x77;
const COLON = 0x3a;

/** Bytes of ` w:` before each word. */
const PREFIX_BYTES = 3;

const HASH_FACTOR = 31;

/**
 * Writes the tokens of the distinct words of ASCII text, each ` w:<word>`, as `words` finds them. One text
 * may come in several parts, which separate words.
 */
export class WordTokens {
  readonly #hashes: Int32Array;
  /** Where each word of the present text begins and ends in the tokens. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #words = 0;

  /** `textBytesMax` is what all parts of one text may have together. */
  constructor(textBytesMax: number) {
    const wordsMax = Math.ceil(textBytesMax / 2) + 1;
    this.#hashes = new Int32Array(wordsMax);
    this.#starts = new Int32Array(wordsMax);
    this.#ends = new Int32Array(wordsMax);
  }

  /** A new text begins. */
  begin(): void {
    this.#words = 0;
  }

  /** Appends to `tokens`, where there must be room for twice the text and a word's prefix. */
  write(text: Uint8Array, from: number, end: number, tokens: GrowingBytes): void {
    const { bytes } = tokens;
    let out = tokens.length;
    let at = from;
    while (at < end) {
      let folded = FOLDED_WORD[text[at] ?? 0] ?? 0;
      if (folded === 0) {
        at += 1;
        continue;
      }
      bytes[out] = SPACE;
      bytes[out + 1] = LETTER_W;
      bytes[out + 2] = COLON;
      const start = out + PREFIX_BYTES;
      const cutAt = start + WORD_CHARACTERS_MAX;
      let hash = 0;
      let next = start;
      do {
        if (next < cutAt) {
          bytes[next] = folded;
          next += 1;
          hash = (Math.imul(hash, HASH_FACTOR) + folded) | 0;
        }
        at += 1;
        folded = at < end ? (FOLDED_WORD[text[at] ?? 0] ?? 0) : 0;
      } while (folded !== 0);
      if (this.#isNew(bytes, start, next, hash)) out = next;
    }
    tokens.length = out;
  }

  /** Remembers the word at `start`; false when the text had it before. */
  #isNew(bytes: Uint8Array, start: number, end: number, hash: number): boolean {
    const count = this.#words;
    for (let word = 0; word < count; word += 1) {
      if (this.#hashes[word] === hash && this.#isSame(bytes, word, start, end)) return false;
    }
    this.#hashes[count] = hash;
    this.#starts[count] = start;
    this.#ends[count] = end;
    this.#words = count + 1;
    return true;
  }

  #isSame(bytes: Uint8Array, word: number, start: number, end: number): boolean {
    const knownAt = this.#starts[word] ?? 0;
    const length = (this.#ends[word] ?? 0) - knownAt;
    if (length !== end - start) return false;
    for (let index = 0; index < length; index += 1) {
      if (bytes[knownAt + index] !== bytes[start + index]) return false;
    }
    return true;
  }
}
