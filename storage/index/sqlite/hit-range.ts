import type { IndexPosition, IndexRange, SortOrder } from "../event-index.ts";
import { OFFSET_BITS, OFFSET_MASK, TIME_KEY_MAX, TIME_KEY_MIN } from "./schema.ts";

/** A place in one partition's order: time, then position in the segment. */
export interface Bound {
  readonly timeMs: number;
  readonly offset: number;
}

/** What one request may see of one partition. */
export interface HitRange {
  /** Inclusive; absent: from the first. */
  readonly from?: Bound;
  /** Exclusive; absent: to the last. */
  readonly to?: Bound;
  /** Largest position in the segment that is seen. */
  readonly offsetMax: number;
}

/** The partition as far as ranges are concerned. */
export interface RangedPartition {
  readonly ledger: string;
  readonly segmentFirstSeq: number;
  readonly throughSeq: number;
  readonly timeMsMin: number;
  readonly timeMsMax: number;
}

/**
 * Narrows a request to one partition; null when it can see nothing there. `after` is the position the
 * page starts behind, in the given order.
 */
export function hitRange(
  partition: RangedPartition,
  range: IndexRange,
  page?: { readonly order: SortOrder; readonly after?: IndexPosition | undefined },
): HitRange | null {
  const throughSeq = Math.min(
    range.throughSeq?.[partition.ledger] ?? Infinity,
    partition.throughSeq,
  );
  const offsetMax = throughSeq - partition.segmentFirstSeq;
  if (offsetMax < 0) return null;
  let from = range.fromMs === undefined ? undefined : startOf(range.fromMs);
  let to = range.toMs === undefined ? undefined : startOf(range.toMs);
  if (page?.after !== undefined) {
    const bound = boundBehind(partition, page.after, page.order);
    if (page.order === "newest") to = earlier(to, bound);
    else from = later(from, bound);
  }
  if (from !== undefined && from.timeMs > partition.timeMsMax) return null;
  if (to !== undefined && compare(to, startOf(partition.timeMsMin)) <= 0) return null;
  if (from !== undefined && to !== undefined && compare(from, to) >= 0) return null;
  return { offsetMax, ...(from && { from }), ...(to && { to }) };
}

/** What is left of a range behind a hit of the same partition. */
export function rangeBehind(
  range: HitRange,
  partition: RangedPartition,
  last: IndexPosition,
  order: SortOrder,
): HitRange {
  const bound = boundBehind(partition, last, order);
  return order === "newest" ? { ...range, to: bound } : { ...range, from: bound };
}

/** The bound in this partition that lies just behind a position of any ledger. */
function boundBehind(partition: RangedPartition, after: IndexPosition, order: SortOrder): Bound {
  const { timeMs } = after;
  if (partition.ledger < after.ledger) return startOf(timeMs + 1);
  if (partition.ledger > after.ledger) return startOf(timeMs);
  const offset = after.seq - partition.segmentFirstSeq;
  if (offset < 0) return startOf(timeMs);
  if (offset >= OFFSET_MASK) return startOf(timeMs + 1);
  return { timeMs, offset: order === "newest" ? offset : offset + 1 };
}

function startOf(timeMs: number): Bound {
  return { timeMs, offset: 0 };
}

function compare(a: Bound, b: Bound): number {
  return a.timeMs - b.timeMs || a.offset - b.offset;
}

function earlier(a: Bound | undefined, b: Bound): Bound {
  return a !== undefined && compare(a, b) < 0 ? a : b;
}

function later(a: Bound | undefined, b: Bound): Bound {
  return a !== undefined && compare(a, b) > 0 ? a : b;
}

const ROWID_STEP = 1n << BigInt(OFFSET_BITS);

/** First rowid that is not "far past", and first that is "far future". */
export const NEAR_ROWID_MIN = (BigInt(TIME_KEY_MIN) + 1n) * ROWID_STEP;
export const FAR_FUTURE_ROWID_MIN = BigInt(TIME_KEY_MAX) * ROWID_STEP;

/** Rowids of exactly timed records within the range, both inclusive; empty when `first > last`. */
export function nearRowids(range: HitRange): { readonly first: bigint; readonly last: bigint } {
  const first = range.from === undefined ? NEAR_ROWID_MIN : nearRowid(range.from);
  const end = range.to === undefined ? FAR_FUTURE_ROWID_MIN : nearRowid(range.to);
  return { first, last: end - 1n };
}

function nearRowid(bound: Bound): bigint {
  const rowid = BigInt(Math.ceil(bound.timeMs)) * ROWID_STEP + BigInt(bound.offset);
  if (rowid < NEAR_ROWID_MIN) return NEAR_ROWID_MIN;
  return rowid > FAR_FUTURE_ROWID_MIN ? FAR_FUTURE_ROWID_MIN : rowid;
}
