import { TracewellError } from "#domain/errors.ts";
import { type ForeignId, parseForeignId } from "#domain/identifiers/foreign-id.ts";
import { type OrderNumber, parseOrderNumber } from "#domain/identifiers/order-number.ts";

/** Each store counts from 1. */
export const SEQUENCE_MIN = 1;

/** A foreign ID begins to count here, so that it has six digits from the first order on. */
const FOREIGN_ID_BASE = 200_000;

/** A foreign ID has seven digits at most after its hyphen. */
export const SEQUENCE_MAX = 9_999_999 - FOREIGN_ID_BASE;

/**
 * The number that a store gives to its `sequence`-th order: the store's digit, then the sequence, padded
 * with zeros to `digits` in all.
 * @example orderNumberOf("1", 47, 9) // "100000047"
 */
export function orderNumberOf(prefix: string, sequence: number, digits: number): OrderNumber {
  refuseOutside(sequence);
  return parseOrderNumber(`${prefix}${String(sequence).padStart(digits - prefix.length, "0")}`);
}

/**
 * The place of a number in the sequence of its store. Throws `invalid-identifier` for one of another store.
 * @example sequenceOf("1", "100000047") // 47
 */
export function sequenceOf(prefix: string, number: string): number {
  const digits = number.startsWith(prefix) ? number.slice(prefix.length) : "";
  const sequence = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  refuseOutside(sequence);
  return sequence;
}

/**
 * The same order's ID in the web database and the main database alike.
 * @example foreignIdOf("38", 11449) // "38-211449"
 */
export function foreignIdOf(prefix: string, sequence: number): ForeignId {
  refuseOutside(sequence);
  return parseForeignId(`${prefix}-${FOREIGN_ID_BASE + sequence}`);
}

function refuseOutside(sequence: number): void {
  if (Number.isSafeInteger(sequence) && sequence >= SEQUENCE_MIN && sequence <= SEQUENCE_MAX) {
    return;
  }
  throw new TracewellError(
    "invalid-identifier",
    `A store gives the numbers ${SEQUENCE_MIN} to ${SEQUENCE_MAX}, not ${sequence}.`,
    { detail: { sequence } },
  );
}
