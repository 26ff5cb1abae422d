import { getRouteApi } from "@tanstack/react-router";
import { nextFilter, searchOf, withColumn, withFilter } from "./live-search.ts";
import type { LiveSearch } from "./live-search.ts";

const route = getRouteApi("/live");

export type AddressChange = { readonly [Name in keyof LiveSearch]: LiveSearch[Name] | undefined };

/** Changes of the address: what is shown stands there, and nowhere else. */
export function useLiveAddress(search: LiveSearch, queries: readonly string[], active: number) {
  const navigate = route.useNavigate();
  /** `isWhole`: the filters are replaced, not added to. */
  const change = (changed: AddressChange, isWhole = false) => {
    const { since, col } = search;
    const kept = isWhole ? { since, col } : search;
    const next: Record<string, string> = {};
    for (const [name, value] of Object.entries({ ...kept, ...changed })) {
      if (value !== undefined) next[name] = value;
    }
    if (next["col"] === "1") delete next["col"];
    void navigate({ search: next, replace: true, resetScroll: false });
  };
  const show = (columns: readonly string[], place: number) =>
    change({ ...searchOf(columns), col: String(place + 1) }, true);
  return {
    change,
    addColumn: () => {
      const columns = withColumn(queries, nextFilter(queries));
      if (columns !== null) show(columns, columns.length - 1);
    },
    /** In a column of its own; where there is no room, in place of the one it was found in. */
    follow: (id: string) => {
      const filter = `tx:${id}`;
      const columns = withColumn(queries, filter) ?? withFilter(queries, active, filter);
      show(columns, columns.indexOf(filter));
    },
  };
}
