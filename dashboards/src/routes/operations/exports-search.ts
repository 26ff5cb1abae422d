import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface ExportsSearch {
  readonly id?: string;
}

export function readExportsSearch(search: Record<string, unknown>): ExportsSearch {
  return pickText(search, ["id"]);
}
