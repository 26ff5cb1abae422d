import { getRouteApi } from "@tanstack/react-router";
import type { ShopSearch } from "./shop-search.ts";

const route = getRouteApi("/shop/$part");

/** What the address holds, and a way to change some of it; `undefined` takes a member out. */
export function useShopSearch(): {
  readonly search: ShopSearch;
  readonly change: (
    some: { readonly [Member in keyof ShopSearch]?: ShopSearch[Member] | undefined },
    replace?: boolean,
  ) => void;
} {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return {
    search,
    change: (some, replace = false) => {
      const all = Object.entries({ ...search, ...some }).filter(([, value]) => value !== undefined);
      void navigate({ search: Object.fromEntries(all), resetScroll: false, replace });
    },
  };
}
