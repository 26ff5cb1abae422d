import { useMatch, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { TimelineSearch } from "./timeline-search.ts";

/** Which object the page is about, and what of it the address shows. */
export interface TimelineAddress {
  /** As the API calls the type. */
  readonly type: string;
  readonly id: string;
  readonly search: TimelineSearch;
  /** Replaces the state that the address carries; the page stays where it is scrolled. */
  readonly show: (search: TimelineSearch) => void;
}

const TYPES: Readonly<Record<string, string>> = {
  transactions: "transaction",
  orders: "order",
  quotes: "quote",
  "gift-cards": "giftCard",
  licenses: "license",
  payments: "payment",
};

/** Every timeline has the same page: `/orders/100000123`, `/objects/replay/r-1`. */
export function useTimelineAddress(): TimelineAddress {
  const { id = "", type } = useParams({ strict: false });
  const search: TimelineSearch = useSearch({ strict: false });
  // Of the page itself: while another one opens, the window's address is already the other's.
  const pathname = useMatch({ strict: false, select: (match) => match.pathname });
  const navigate = useNavigate();
  return {
    type: type ?? TYPES[pathname.split("/")[1] ?? ""] ?? "transaction",
    id,
    search,
    show: (next) =>
      void navigate({ to: ".", search: { ...next }, replace: true, resetScroll: false }),
  };
}
