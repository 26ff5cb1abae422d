import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface LicensesSearch {
  readonly show?: string;
  readonly license?: string;
}

export function readLicensesSearch(search: Record<string, unknown>): LicensesSearch {
  return pickText(search, ["show", "license"]);
}
