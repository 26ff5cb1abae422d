import { appendRows, fillGapRow, NO_ROWS, trimRows } from "./tail-rows.ts";
import type { LiveGap, LiveRow, LiveRows } from "./tail-rows.ts";

/** What each column shows, by its filter. */
export type LiveColumns = ReadonlyMap<string, LiveRows>;

export type ColumnsChange =
  | {
      readonly kind: "arrived";
      readonly rows: ReadonlyMap<string, readonly LiveRow[]>;
      /** Columns in which somebody reads: nothing above may move there. */
      readonly held: ReadonlySet<string>;
    }
  | {
      readonly kind: "filled";
      readonly query: string;
      readonly gapKey: string;
      readonly loaded: readonly LiveRow[];
      readonly rest: LiveGap | null;
    }
  | { readonly kind: "follow"; readonly query: string }
  /** What the columns are now: rows of others are let go. */
  | { readonly kind: "columns"; readonly queries: readonly string[] };

export function changeColumns(columns: LiveColumns, change: ColumnsChange): LiveColumns {
  if (change.kind === "columns") {
    return new Map(change.queries.map((query) => [query, columns.get(query) ?? NO_ROWS]));
  }
  const changed = new Map(columns);
  if (change.kind === "arrived") {
    for (const [query, rows] of change.rows) {
      const current = columns.get(query);
      if (current !== undefined) {
        changed.set(query, appendRows(current, rows, change.held.has(query)));
      }
    }
    return changed;
  }
  const current = columns.get(change.query);
  if (current === undefined) return columns;
  const rows =
    change.kind === "follow"
      ? trimRows(current)
      : fillGapRow(current, change.gapKey, change.loaded, change.rest);
  return rows === current ? columns : changed.set(change.query, rows);
}
