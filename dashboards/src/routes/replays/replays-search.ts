import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface ReplaysSearch {
  /** `waiting` or `past`; both where it is absent. */
  readonly show?: string;
  /** The opened order, by its foreign ID or its number. */
  readonly fid?: string;
  /** A past replay of it, instead of what is to be done now. */
  readonly replay?: string;
  /** The line item whose decision is shown, of an order with several. */
  readonly line?: string;
  readonly store?: string;
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readReplaysSearch(search: Record<string, unknown>): ReplaysSearch {
  return pickText(search, ["show", "fid", "replay", "line", "store", "rec"]);
}
