import { pickText } from "../search-text.ts";

export interface TimelineSearch {
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readTimelineSearch(search: Record<string, unknown>): TimelineSearch {
  return pickText(search, ["rec"]);
}
