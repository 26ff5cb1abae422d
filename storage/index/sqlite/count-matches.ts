import type { IndexRange } from "../event-index.ts";
import type { CompiledQuery } from "./compile-query.ts";
import { countAllInRange } from "./count-minutes.ts";
import { hitRange, seesAll } from "./hit-range.ts";
import type { HitRange } from "./hit-range.ts";
import type { ExtentPartition, OpenPartitions, PartitionQuery } from "./open-partitions.ts";

/** Number of matches over all partitions in the range. */
export function countMatches(
  partitions: OpenPartitions,
  query: PartitionQuery,
  range: IndexRange,
): number {
  let count = 0;
  for (const partition of partitions.extents()) {
    const visible = hitRange(partition, range);
    if (visible !== null) count += countIn(partitions, partition, query(partition), visible);
  }
  return count;
}

/** Matches in one partition; its own total where that is the answer. */
export function countIn(
  partitions: OpenPartitions,
  partition: ExtentPartition,
  query: CompiledQuery,
  visible: HitRange,
): number {
  if (query.kind === "none") return 0;
  if (query.kind === "all" && seesAll(visible)) return partition.known.summary.records;
  const reader = partitions.reader(partition.known);
  if (query.kind === "all" && visible.offsetMax === undefined) {
    return countAllInRange(reader, visible);
  }
  return reader.count(query.match, visible);
}
