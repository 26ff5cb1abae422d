import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface ShopSearch {
  readonly page?: string;
}

export function readShopSearch(search: Record<string, unknown>): ShopSearch {
  return pickText(search, ["page"]);
}
