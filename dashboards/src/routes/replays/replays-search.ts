import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface ReplaysSearch {
  readonly show?: string;
  readonly fid?: string;
  readonly store?: string;
}

export function readReplaysSearch(search: Record<string, unknown>): ReplaysSearch {
  return pickText(search, ["show", "fid", "store"]);
}
