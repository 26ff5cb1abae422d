import { pickText } from "../search-text.ts";

/** Tails side by side: more are too narrow to be read. */
export const COLUMNS_MAX = 4;

/** What new columns show at first, in this order. */
const SUGGESTED = ["outcome:failure", "type:order.*", "type:payment.*", "type:license.*"];

/** A column of all records, beside others; alone it needs no name. */
const ALL = "*";

const NAMES = ["q", "q2", "q3", "q4"] as const;

export interface LiveSearch {
  /** Filters of the columns, from left to right. */
  readonly q?: string;
  readonly q2?: string;
  readonly q3?: string;
  readonly q4?: string;
  /** The column that keys go to, and that is seen on a phone; the first when absent. */
  readonly col?: string;
  /** Where the stream began, when it was not now: `now-5m`. */
  readonly since?: string;
  /** The opened record's reference. */
  readonly rec?: string;
}

export function readLiveSearch(search: Record<string, unknown>): LiveSearch {
  return pickText(search, [...NAMES, "col", "since", "rec"]);
}

/** The filters in an address: each once, empty for all records; at least one. */
export function columnsOf(search: LiveSearch): string[] {
  const given = NAMES.flatMap((name) => {
    const value = search[name];
    return value === undefined ? [] : [value === ALL ? "" : value];
  });
  const columns = [...new Set(given)];
  return columns.length === 0 ? [""] : columns;
}

/** The part of an address that holds these filters. */
export function searchOf(columns: readonly string[]): LiveSearch {
  const given = [...new Set(columns)].slice(0, COLUMNS_MAX);
  if (given.length === 1 && given[0] === "") return {};
  return Object.fromEntries(
    given.map((query, place) => [NAMES[place], query === "" ? ALL : query]),
  );
}

/** Which column of so many the address names, from 0. */
export function activeColumn(search: LiveSearch, count: number): number {
  const place = Number(search.col ?? 1) - 1;
  return Number.isInteger(place) && place > 0 && place < count ? place : 0;
}

/** The filters with another one; null where it stands there already, or where there is no room. */
export function withColumn(columns: readonly string[], query: string): string[] | null {
  if (columns.length >= COLUMNS_MAX || columns.includes(query)) return null;
  return [...columns, query];
}

/** The filters with one of them changed; a filter that another column has stays there alone. */
export function withFilter(columns: readonly string[], place: number, query: string): string[] {
  return [...new Set(columns.with(place, query))];
}

/** What a new column shows at first: the first suggestion that no column has. */
export function nextFilter(columns: readonly string[]): string {
  return SUGGESTED.find((query) => !columns.includes(query)) ?? "";
}
