import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface SourcesSearch {
  /** The opened source. */
  readonly source?: string;
}

export function readSourcesSearch(search: Record<string, unknown>): SourcesSearch {
  return pickText(search, ["source"]);
}
