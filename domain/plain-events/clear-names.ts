import { ATTRIBUTE_PATH_CHARACTERS_MAX } from "#domain/tokens/attribute-values.ts";
import { asciiText, QUOTE, sameBytes } from "./ascii-bytes.ts";

/** Names remembered; a shop's events have some dozens. Those beyond are asked about each time. */
const NAMES_REMEMBERED_MAX = 1024;

const HASH_PRIME = 16_777_619;

/**
 * Names as people and programs write them. Numbers are left out, because an object's numeric keys come
 * before its others, whatever their order in the text.
 */
const USUAL_NAME = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/** Whether a field of this name is neither personal nor secret, whatever event it stands in. */
export type IsClearName = (name: string) => boolean;

/** Remembers by their bytes which attribute names are clear; equal hashes are compared byte by byte. */
export class ClearNames {
  readonly #isClear: IsClearName;
  readonly #names: (Uint8Array | null)[] = Array.from({ length: NAMES_REMEMBERED_MAX }, () => null);

  constructor(isClear: IsClearName) {
    this.#isClear = isClear;
  }

  /** Whether the name at `at`, up to the quote at `end`, is clear. */
  has(bytes: Uint8Array, at: number, end: number): boolean {
    let hash = end - at;
    for (let index = at; index < end; index += 1) {
      hash = Math.imul(hash ^ (bytes[index] ?? 0), HASH_PRIME);
    }
    const slot = (hash ^ (hash >>> 16)) & (NAMES_REMEMBERED_MAX - 1);
    const known = this.#names[slot];
    // With its closing quote, so that no longer name is taken for it.
    const length = end - at + 1;
    if (known?.length === length && sameBytes(known, 0, bytes, at, length)) return true;
    if (end - at > ATTRIBUTE_PATH_CHARACTERS_MAX / 2 || bytes[end] !== QUOTE) return false;
    const name = asciiText(bytes, at, end);
    if (!USUAL_NAME.test(name) || !this.#isClear(name)) return false;
    this.#names[slot] = bytes.slice(at, end + 1);
    return true;
  }
}
