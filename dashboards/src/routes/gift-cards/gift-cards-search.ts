import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface GiftCardsSearch {
  readonly show?: string;
  readonly card?: string;
  readonly asOf?: string;
}

export function readGiftCardsSearch(search: Record<string, unknown>): GiftCardsSearch {
  return pickText(search, ["show", "card", "asOf"]);
}
