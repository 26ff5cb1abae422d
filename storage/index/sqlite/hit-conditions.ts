import type { SQLInputValue } from "node:sqlite";
import type { SortOrder } from "../event-index.ts";
import type { Bound, HitRange } from "./hit-range.ts";
import { OFFSET_BITS, OFFSET_MASK, TIME_KEY_MAX, TIME_KEY_MIN } from "./schema.ts";

/** A piece of SQL that yields `time_ms` and `offset`, without its order and limit. */
export interface HitSelection {
  /** From FROM to the end of WHERE. */
  readonly from: string;
  readonly parameters: readonly SQLInputValue[];
  readonly columns: string;
  readonly orderBy: Readonly<Record<SortOrder, string>>;
}

const ROWID_STEP = 1n << BigInt(OFFSET_BITS);
/** First rowid that is not "far past", and first that is "far future". */
const NEAR_ROWID_MIN = (BigInt(TIME_KEY_MIN) + 1n) * ROWID_STEP;
const FAR_FUTURE_ROWID_MIN = BigInt(TIME_KEY_MAX) * ROWID_STEP;

/** Bounds of an open range: no time in milliseconds lies beyond. */
const FIRST_BOUND: Bound = { timeMs: -Number.MAX_SAFE_INTEGER, offset: 0 };
const END_BOUND: Bound = { timeMs: Number.MAX_SAFE_INTEGER, offset: 0 };

/**
 * Where the hits of a partition are, oldest zone first: far past, exactly timed, far future. Conditions
 * that cut nothing are left out, since each is checked for every hit: it triples the time of a count.
 */
export function selectHits(match: string, range: HitRange, hasFarTimes: boolean): HitSelection[] {
  const near = selectNear(match, range, hasFarTimes);
  if (!hasFarTimes) return [near];
  return [selectFar(match, range, "past"), near, selectFar(match, range, "future")];
}

function selectNear(match: string, range: HitRange, hasFarTimes: boolean): HitSelection {
  const conditions = ["records MATCH ?"];
  const parameters: SQLInputValue[] = [match];
  if (hasFarTimes || range.from !== undefined) {
    conditions.push("rowid >= ?");
    parameters.push(nearRowid(range.from ?? FIRST_BOUND));
  }
  if (hasFarTimes || range.to !== undefined) {
    conditions.push("rowid <= ?");
    parameters.push(nearRowid(range.to ?? END_BOUND) - 1n);
  }
  if (range.offsetMax !== undefined) {
    conditions.push(`(rowid & ${OFFSET_MASK}) <= ?`);
    parameters.push(range.offsetMax);
  }
  return {
    columns: `rowid >> ${OFFSET_BITS} AS time_ms, rowid & ${OFFSET_MASK} AS offset`,
    from: `FROM records WHERE ${conditions.join(" AND ")}`,
    parameters,
    orderBy: { newest: "rowid DESC", oldest: "rowid ASC" },
  };
}

/** Far records are few: each is looked up for its exact time, and the matches are sorted. */
function selectFar(match: string, range: HitRange, side: "past" | "future"): HitSelection {
  const { from = FIRST_BOUND, to = END_BOUND } = range;
  const exact = `(far_times.time_ms, far_times.rowid & ${OFFSET_MASK})`;
  const zone = side === "past" ? "records.rowid < ?" : "records.rowid >= ?";
  const rowid = side === "past" ? NEAR_ROWID_MIN : FAR_FUTURE_ROWID_MIN;
  const visible = range.offsetMax ?? OFFSET_MASK;
  return {
    columns: `far_times.time_ms, far_times.rowid & ${OFFSET_MASK} AS offset`,
    from: `FROM records CROSS JOIN far_times ON far_times.rowid = records.rowid
      WHERE records MATCH ? AND ${zone} AND (records.rowid & ${OFFSET_MASK}) <= ?
      AND ${exact} >= (?, ?) AND ${exact} < (?, ?)`,
    parameters: [match, rowid, visible, from.timeMs, from.offset, to.timeMs, to.offset],
    orderBy: {
      newest: "far_times.time_ms DESC, far_times.rowid DESC",
      oldest: "far_times.time_ms ASC, far_times.rowid ASC",
    },
  };
}

function nearRowid(bound: Bound): bigint {
  const rowid = BigInt(bound.timeMs) * ROWID_STEP + BigInt(bound.offset);
  if (rowid < NEAR_ROWID_MIN) return NEAR_ROWID_MIN;
  return rowid > FAR_FUTURE_ROWID_MIN ? FAR_FUTURE_ROWID_MIN : rowid;
}
