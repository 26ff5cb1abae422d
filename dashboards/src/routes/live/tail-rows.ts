import type { EventAnswer } from "#query/answers/event-answer.ts";

/** Rows kept while the newest is followed; older ones are let go (they are in the ledger). */
export const LIVE_ROWS_MAX = 2_000;

/**
 * Rows kept while somebody reads further up or has paused: nothing above may move then. What comes beyond
 * becomes a gap row with its range, which Find can show.
 */
export const LIVE_ROWS_HELD_MAX = 10_000;

export interface LiveRecord {
  readonly kind: "record";
  readonly key: string;
  readonly event: EventAnswer;
}

export interface LiveGap {
  readonly kind: "gap";
  readonly key: string;
  readonly dropped: number;
  /** References of the first and last record that is not shown. */
  readonly from: string;
  readonly to: string;
}

export type LiveRow = LiveRecord | LiveGap;

export interface LiveRows {
  readonly rows: readonly LiveRow[];
  /** Older rows let go. */
  readonly letGo: number;
}

export const NO_ROWS: LiveRows = { rows: [], letGo: 0 };

/** Adds a row; beyond `rowsMax` it becomes part of a gap row at the end. */
export function pushBounded(rows: LiveRow[], row: LiveRow, rowsMax: number): void {
  const last = rows.at(-1);
  if (rows.length < rowsMax) rows.push(row);
  else if (last?.kind === "gap") rows[rows.length - 1] = joinGap(last, row);
  else rows.push(gapOf(row));
}

/** Appends what arrived. `isHeld`: somebody reads, so nothing above may move and nothing is let go. */
export function appendRows(
  current: LiveRows,
  arrived: readonly LiveRow[],
  isHeld: boolean,
): LiveRows {
  if (arrived.length === 0) return current;
  const rows = [...current.rows];
  for (const row of arrived) {
    pushBounded(rows, row, isHeld ? LIVE_ROWS_HELD_MAX : Number.POSITIVE_INFINITY);
  }
  const appended = { rows, letGo: current.letGo };
  return isHeld ? appended : trimRows(appended);
}

/** Once the newest is followed again, the bound holds again. */
export function trimRows(current: LiveRows): LiveRows {
  const excess = current.rows.length - LIVE_ROWS_MAX;
  if (excess <= 0) return current;
  return { rows: current.rows.slice(excess), letGo: current.letGo + excess };
}

/** Puts loaded records in the place of a gap; `rest` is what is still not shown. */
export function fillGapRow(
  current: LiveRows,
  gapKey: string,
  loaded: readonly LiveRow[],
  rest: LiveGap | null,
): LiveRows {
  const place = current.rows.findIndex((row) => row.key === gapKey);
  if (place < 0) return current;
  const filled = rest === null ? loaded : [...loaded, rest];
  return { ...current, rows: current.rows.toSpliced(place, 1, ...filled) };
}

function gapOf(row: LiveRow): LiveGap {
  if (row.kind === "gap") return row;
  const { reference } = row.event;
  return { kind: "gap", key: `held ${reference}`, dropped: 1, from: reference, to: reference };
}

function joinGap(gap: LiveGap, row: LiveRow): LiveGap {
  const more = gapOf(row);
  return { ...gap, dropped: gap.dropped + more.dropped, to: more.to };
}

/** Ledger and position of a reference such as `main:433`. */
export function splitReference(reference: string): { ledger: string; seq: number } {
  const colon = reference.lastIndexOf(":");
  return { ledger: reference.slice(0, colon), seq: Number(reference.slice(colon + 1)) };
}

/** The last record that arrived, and when (epoch milliseconds). */
export interface LastSeen {
  readonly reference: string;
  readonly atMs: number;
}

export type LedgerPositions = readonly {
  readonly ledger: string;
  readonly throughSeq: number;
  readonly headSeq: number;
}[];

/** Positions of a heartbeat, brought up to a record that arrived since. */
export function liveLedgers(
  known: LedgerPositions,
  lastSeen: LastSeen | undefined,
): LedgerPositions {
  if (lastSeen === undefined) return known;
  const { ledger, seq } = splitReference(lastSeen.reference);
  const others = known.filter((place) => place.ledger !== ledger);
  const own = known.find((place) => place.ledger === ledger);
  const throughSeq = Math.max(seq, own?.throughSeq ?? 0);
  const headSeq = Math.max(throughSeq, own?.headSeq ?? 0);
  return [...others, { ledger, throughSeq, headSeq }];
}
