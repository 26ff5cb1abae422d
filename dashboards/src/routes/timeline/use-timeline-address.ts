import { useNavigate, useParams, useRouterState, useSearch } from "@tanstack/react-router";
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
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  return {
    type: type ?? TYPES[pathname.split("/")[1] ?? ""] ?? "transaction",
    id,
    search,
    show: (next) =>
      void navigate({ to: ".", search: { ...next }, replace: true, resetScroll: false }),
  };
}
