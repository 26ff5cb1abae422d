import { pickText } from "../search-text.ts";

export interface TimelineSearch {
  /** The opened record's reference. */
  readonly rec?: string;
  /** What the compare view lays beside the object: `order:100000047`, or `normal`. */
  readonly with?: string;
}

export function readTimelineSearch(search: Record<string, unknown>): TimelineSearch {
  return pickText(search, ["rec", "with"]);
}
