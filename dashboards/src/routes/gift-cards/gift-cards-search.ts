import { pickText } from "../search-text.ts";

/** What the address of the page holds. */
export interface GiftCardsSearch {
  /** `sums`: reconciliation and liability; the cards where it is absent. */
  readonly show?: string;
  readonly state?: string;
  /** A rule, or the first part of rules. */
  readonly finding?: string;
  readonly store?: string;
  /** The opened card. */
  readonly card?: string;
  /** The moment of the account or of the sums. */
  readonly asOf?: string;
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readGiftCardsSearch(search: Record<string, unknown>): GiftCardsSearch {
  return pickText(search, ["show", "state", "finding", "store", "card", "asOf", "rec"]);
}
