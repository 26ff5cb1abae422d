import { ALL_QUERY } from "./compile-query.ts";
import type { HitRange } from "./hit-range.ts";
import type { PartitionReader } from "./partition-reader.ts";
import { MINUTE_MS } from "./schema.ts";

const SELECT_SUM = "SELECT sum(records) AS records FROM minutes WHERE minute >= ? AND minute < ?";
const SELECT_MINUTES = "SELECT minute, records FROM minutes WHERE minute >= ? AND minute < ?";

/** Beyond every minute that JavaScript can name. */
const MINUTE_END = Number.MAX_SAFE_INTEGER;

/** A range in whole minutes, and what is left of it at either end. */
interface MinuteRange {
  readonly first: number;
  readonly end: number;
  readonly edges: readonly HitRange[];
}

/** Number of all records in a time range, from the counts by minute. The range must cut no position. */
export function countAllInRange(reader: PartitionReader, range: HitRange): number {
  const minutes = minuteRange(range);
  if (minutes === null) return reader.count(ALL_QUERY.match, range);
  const [row] = reader.all(SELECT_SUM, minutes.first, minutes.end);
  let count = Number(row?.["records"] ?? 0);
  for (const edge of minutes.edges) count += reader.count(ALL_QUERY.match, edge);
  return count;
}

/** Adds all records of a time range to buckets that are a whole number of minutes wide. */
export function addAllByBucket(
  reader: PartitionReader,
  range: HitRange,
  add: (timeMs: number, count: number) => void,
): void {
  const minutes = minuteRange(range) ?? { first: 0, end: 0, edges: [range] };
  for (const row of reader.rows(SELECT_MINUTES, minutes.first, minutes.end)) {
    add(Number(row["minute"]) * MINUTE_MS, Number(row["records"]));
  }
  for (const edge of minutes.edges) {
    const [first] = reader.page(ALL_QUERY.match, edge, "oldest", 1);
    if (first !== undefined) add(first.timeMs, reader.count(ALL_QUERY.match, edge));
  }
}

/** Null when the range holds no whole minute. An edge lies within one minute. */
function minuteRange({ from, to }: HitRange): MinuteRange | null {
  const first = from === undefined ? -MINUTE_END : Math.ceil(from.timeMs / MINUTE_MS);
  const end = to === undefined ? MINUTE_END : Math.floor(to.timeMs / MINUTE_MS);
  if (first > end) return null;
  const edges: HitRange[] = [];
  if (from !== undefined && from.timeMs < first * MINUTE_MS) {
    edges.push({ from, to: { timeMs: first * MINUTE_MS, offset: 0 } });
  }
  if (to !== undefined && to.timeMs > end * MINUTE_MS) {
    edges.push({ from: { timeMs: end * MINUTE_MS, offset: 0 }, to });
  }
  return { first, end, edges };
}
