import type { Explanation } from "#query/answers/number-answers.ts";
import { pickText } from "../search-text.ts";
import { EXPLANATION_ORDER } from "./explanations.ts";

/** What the address of the page holds. */
export interface OrderNumbersSearch {
  readonly store?: string;
  /** Explanations that are listed, separated by commas. */
  readonly explanation?: string;
  /** Place in the sequence of the number that is looked at. */
  readonly number?: string;
  /** Reference of the record that is open. */
  readonly rec?: string;
}

export function readOrderNumbersSearch(search: Record<string, unknown>): OrderNumbersSearch {
  return pickText(search, ["store", "explanation", "number", "rec"]);
}

/** The explanations that the address names, gravest first; what is no explanation is left out. */
export function readExplanations({ explanation }: OrderNumbersSearch): readonly Explanation[] {
  const names = explanation?.split(",") ?? [];
  return EXPLANATION_ORDER.filter((known) => names.includes(known));
}

/** The place in the store's sequence that the address names; none where the sequence has no such place. */
export function readSequence(
  { number }: OrderNumbersSearch,
  store: { readonly firstSequence: number; readonly lastSequence: number },
): number | undefined {
  if (number === undefined || !/^\d{1,15}$/.test(number)) return undefined;
  const sequence = Number(number);
  return sequence >= store.firstSequence && sequence <= store.lastSequence ? sequence : undefined;
}
