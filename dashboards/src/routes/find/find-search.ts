import { pickText } from "../search-text.ts";

/** Everything Find shows, as its address holds it. */
export interface FindSearch {
  /** What was typed. */
  readonly q?: string;
  /** How it is read, when the reader overrules our guess. */
  readonly as?: "id" | "query";
  readonly from?: string;
  readonly to?: string;
  /** Newest first when absent. */
  readonly order?: "oldest";
  /** Columns of the results, apart by commas; the reader's own when absent. */
  readonly cols?: string;
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readFindSearch(search: Record<string, unknown>): FindSearch {
  const { as, order, ...rest } = pickText(search, [
    "q",
    "as",
    "from",
    "to",
    "order",
    "cols",
    "rec",
  ]);
  return {
    ...rest,
    ...(as === "id" || as === "query" ? { as } : {}),
    ...(order === "oldest" ? { order } : {}),
  };
}
