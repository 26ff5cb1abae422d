import { pickText } from "../search-text.ts";

export interface LiveSearch {
  readonly q?: string;
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readLiveSearch(search: Record<string, unknown>): LiveSearch {
  return pickText(search, ["q", "rec"]);
}
