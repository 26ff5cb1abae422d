import type { GiftCardsSearch } from "./gift-cards-search.ts";

export interface GiftCardsViewProps {
  readonly search: GiftCardsSearch;
  /** Changes members of the address; undefined takes one out. */
  readonly show: (change: Partial<Record<keyof GiftCardsSearch, string | undefined>>) => void;
}
