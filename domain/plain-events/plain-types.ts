import { isRescued } from "#domain/tokens/event-tokens.ts";
import { asciiBytes, asciiText, sameBytes } from "./ascii-bytes.ts";

/** Types of objects remembered; a shop has about a dozen. */
const TYPES_MAX = 256;

interface ObjectType {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly isRescued: boolean;
}

export const TRANSACTION_TYPE = 0;
export const CUSTOMER_TYPE = 1;

/** Numbers the types of objects, so that neither their text nor their bytes are looked at again and again. */
export class PlainTypes {
  readonly #types: ObjectType[] = [typeOf("transaction"), typeOf("customer")];
  #last = 0;

  /** The number of the type whose bytes these are; -1 when there are too many types. */
  numberOf(bytes: Uint8Array, from: number, end: number): number {
    const types = this.#types;
    if (isType(types[this.#last], bytes, from, end)) return this.#last;
    let number = 0;
    while (number < types.length && !isType(types[number], bytes, from, end)) number += 1;
    if (number === TYPES_MAX) return -1;
    if (number === types.length) types.push(typeOf(asciiText(bytes, from, end)));
    this.#last = number;
    return number;
  }

  textOf(number: number): string {
    return this.#types[number]?.text ?? "";
  }

  /** Whether people quote the IDs of such objects. */
  isRescued(number: number): boolean {
    return this.#types[number]?.isRescued === true;
  }
}

function typeOf(text: string): ObjectType {
  return { text, bytes: asciiBytes(text), isRescued: isRescued(text) };
}

function isType(
  type: ObjectType | undefined,
  bytes: Uint8Array,
  from: number,
  end: number,
): boolean {
  const length = end - from;
  return type?.bytes.length === length && sameBytes(type.bytes, 0, bytes, from, length);
}
