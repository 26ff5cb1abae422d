import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface OrderNumbersSearch {
  readonly store?: string;
  readonly from?: string;
  readonly to?: string;
  readonly explanation?: string;
  readonly number?: string;
}

export function readOrderNumbersSearch(search: Record<string, unknown>): OrderNumbersSearch {
  return pickText(search, ["store", "from", "to", "explanation", "number"]);
}
