import type { IndexRange } from "../event-index.ts";
import type { CompiledQuery } from "./compile-query.ts";
import { hitRange } from "./hit-range.ts";
import type { HitRange } from "./hit-range.ts";
import type { ExtentPartition, OpenPartitions } from "./open-partitions.ts";

/** Number of matches over all partitions in the range. */
export function countMatches(
  partitions: OpenPartitions,
  query: CompiledQuery,
  range: IndexRange,
): number {
  if (query.kind === "none") return 0;
  let count = 0;
  for (const partition of partitions.extents()) {
    const visible = hitRange(partition, range);
    if (visible !== null) count += countIn(partitions, partition, query, visible);
  }
  return count;
}

/** Matches in one partition; its own total where that is the answer. */
export function countIn(
  partitions: OpenPartitions,
  partition: ExtentPartition,
  query: CompiledQuery & { readonly match: string },
  visible: HitRange,
): number {
  if (query.kind === "all" && seesAll(partition, visible)) return partition.known.summary.records;
  return partitions.reader(partition).count(query.match, visible);
}

/** Whether the range cuts nothing off the partition, so that its own totals hold. */
export function seesAll(partition: ExtentPartition, visible: HitRange): boolean {
  const { from, to, offsetMax } = visible;
  return (
    partition.segmentFirstSeq + offsetMax === partition.throughSeq &&
    (from === undefined || from.timeMs <= partition.timeMsMin) &&
    (to === undefined || to.timeMs > partition.timeMsMax)
  );
}
