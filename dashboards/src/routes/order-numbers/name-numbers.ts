import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";

/** Digits that a JavaScript number holds exactly. */
const EXACT_DIGITS_MAX = 15;

/**
 * How the numbers of a store are written: what one of them tells, and its place in the sequence for those that
 * are not read yet, where the numbers are no plain digits.
 */
export interface NumberNames {
  nameOf(sequence: number): string;
  /** The place of what a person typed: a number as it is written, or a place; null where it is neither. */
  sequenceOf(typed: string): number | null;
}

/** Learns from any one number how all of a store are written. */
export function learnNames(
  known: Pick<OrderNumberAnswer, "sequence" | "number"> | undefined,
  bounds: { readonly first: number; readonly last: number },
): NumberNames {
  const digits = known?.number ?? "";
  const isPlain = isExact(digits);
  const offset = isPlain && known !== undefined ? Number(digits) - known.sequence : 0;
  const isInside = (sequence: number) => sequence >= bounds.first && sequence <= bounds.last;
  return {
    nameOf: (sequence) =>
      isPlain ? String(sequence + offset).padStart(digits.length, "0") : String(sequence),
    sequenceOf: (typed) => {
      const text = typed.trim();
      if (!isExact(text)) return null;
      const candidates = [Number(text) - offset, Number(text)];
      return candidates.find(isInside) ?? null;
    },
  };
}

function isExact(text: string): boolean {
  return /^\d+$/.test(text) && text.length <= EXACT_DIGITS_MAX;
}
