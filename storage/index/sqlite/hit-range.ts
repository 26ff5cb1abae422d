import type { IndexPosition, IndexRange, SortOrder } from "../event-index.ts";
import { OFFSET_MASK } from "./schema.ts";

/** A place in one partition's order: time, then position in the segment. Whole milliseconds. */
export interface Bound {
  readonly timeMs: number;
  readonly offset: number;
}

/** What one request may see of one partition; what is absent cuts nothing. */
export interface HitRange {
  /** Inclusive. */
  readonly from?: Bound;
  /** Exclusive. */
  readonly to?: Bound;
  /** Largest position in the segment that is seen. */
  readonly offsetMax?: number;
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
  let from = range.fromMs === undefined ? undefined : startOf(Math.ceil(range.fromMs));
  let to = range.toMs === undefined ? undefined : startOf(Math.ceil(range.toMs));
  if (page?.after !== undefined) {
    const bound = boundBehind(partition, page.after, page.order);
    if (page.order === "newest") to = earlier(to, bound);
    else from = later(from, bound);
  }
  if (from !== undefined && compare(from, startOf(partition.timeMsMin)) <= 0) from = undefined;
  if (to !== undefined && compare(to, startOf(partition.timeMsMax + 1)) >= 0) to = undefined;
  if (from !== undefined && from.timeMs > partition.timeMsMax) return null;
  if (to !== undefined && compare(to, startOf(partition.timeMsMin)) <= 0) return null;
  if (from !== undefined && to !== undefined && compare(from, to) >= 0) return null;
  const throughSeq = range.throughSeq?.[partition.ledger] ?? Infinity;
  if (throughSeq < partition.segmentFirstSeq) return null;
  const cut =
    throughSeq < partition.throughSeq ? { offsetMax: throughSeq - partition.segmentFirstSeq } : {};
  return { ...(from && { from }), ...(to && { to }), ...cut };
}

/** Whether the range cuts nothing off its partition, so that the partition's own totals hold. */
export function seesAll(range: HitRange): boolean {
  return range.from === undefined && range.to === undefined && range.offsetMax === undefined;
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
