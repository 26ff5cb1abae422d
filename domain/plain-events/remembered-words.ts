import { sameBytes } from "./ascii-bytes.ts";
import type { GrowingBytes } from "./growing-bytes.ts";

/** Texts remembered; programs have some hundreds of messages, and most events carry one of a few. */
const TEXTS = 512;

/** Longest text remembered. */
export const REMEMBERED_TEXT_BYTES_MAX = 96;

/** Words of one letter, a blank between them, make the most: 4 bytes of tokens of 2 bytes of text. */
const TOKEN_BYTES_MAX = 2 * REMEMBERED_TEXT_BYTES_MAX + 4;

/**
 * Remembers the word tokens of texts that come again and again. A text is compared byte by byte; those that
 * share a place take it from each other.
 */
export class RememberedWords {
  readonly #texts = new Uint8Array(TEXTS * REMEMBERED_TEXT_BYTES_MAX);
  readonly #textLengths = new Uint8Array(TEXTS);
  readonly #tokens = new Uint8Array(TEXTS * TOKEN_BYTES_MAX);
  readonly #tokenLengths = new Uint8Array(TEXTS);

  /** Appends the tokens of a text, for which there must be room; false when they are not known. */
  write(text: Uint8Array, from: number, end: number, tokens: GrowingBytes): boolean {
    const length = end - from;
    const place = placeOf(text, from, length);
    if (this.#textLengths[place] !== length) return false;
    const textAt = place * REMEMBERED_TEXT_BYTES_MAX;
    if (!sameBytes(this.#texts, textAt, text, from, length)) return false;
    const known = this.#tokens;
    const knownAt = place * TOKEN_BYTES_MAX;
    const tokenLength = this.#tokenLengths[place] ?? 0;
    const { bytes, length: out } = tokens;
    for (let index = 0; index < tokenLength; index += 1) {
      bytes[out + index] = known[knownAt + index] ?? 0;
    }
    tokens.length = out + tokenLength;
    return true;
  }

  /** Remembers what stands in `tokens` from `tokensFrom` on. */
  remember(
    text: Uint8Array,
    from: number,
    end: number,
    tokens: GrowingBytes,
    tokensFrom: number,
  ): void {
    const length = end - from;
    const place = placeOf(text, from, length);
    const textAt = place * REMEMBERED_TEXT_BYTES_MAX;
    for (let index = 0; index < length; index += 1) {
      this.#texts[textAt + index] = text[from + index] ?? 0;
    }
    const tokensAt = place * TOKEN_BYTES_MAX;
    const tokenLength = tokens.length - tokensFrom;
    for (let index = 0; index < tokenLength; index += 1) {
      this.#tokens[tokensAt + index] = tokens.bytes[tokensFrom + index] ?? 0;
    }
    this.#textLengths[place] = length;
    this.#tokenLengths[place] = tokenLength;
  }
}

/** Told by the length and some characters: enough to part the messages of a program. */
function placeOf(text: Uint8Array, from: number, length: number): number {
  const middle = text[from + (length >> 1)] ?? 0;
  const third = text[from + ((length * 3) >> 2)] ?? 0;
  const hash = (text[from] ?? 0) + middle * 7 + third * 53 + length * 131;
  return hash & (TEXTS - 1);
}
