import { TracewellError } from "#domain/errors.ts";
import type { HistogramBucket, HistogramRequest } from "../event-index.ts";
import { countIn } from "./count-matches.ts";
import { hitRange } from "./hit-range.ts";
import type { OpenPartitions } from "./open-partitions.ts";

/**
 * Counts per bucket, ascending. Each partition is walked bucket by bucket: find the first hit at or after
 * the place reached, count its bucket, go on behind it; so empty stretches of time cost nothing and the
 * matches are never grouped or sorted.
 */
export function countHistogram(
  partitions: OpenPartitions,
  request: HistogramRequest,
): HistogramBucket[] {
  const { bucketMs, bucketsMax } = request;
  if (!Number.isSafeInteger(bucketMs) || bucketMs < 1) {
    throw new TracewellError("invalid-parameter", "A bucket is a whole number of milliseconds.");
  }
  const query = partitions.query(request.expression);
  const counts = new Map<number, number>();
  for (const partition of partitions.extents()) {
    const compiled = query(partition);
    if (compiled.kind === "none") continue;
    let fromMs = request.fromMs;
    for (;;) {
      const rest = hitRange(partition, { ...request, ...(fromMs !== undefined && { fromMs }) });
      if (rest === null) break;
      const [first] = partitions.reader(partition.known).page(compiled.match, rest, "oldest", 1);
      if (first === undefined) break;
      const startMs = Math.floor(first.timeMs / bucketMs) * bucketMs;
      const endMs = startMs + bucketMs;
      const toMs = Math.min(endMs, request.toMs ?? endMs);
      const bucket = hitRange(partition, { ...request, fromMs: first.timeMs, toMs });
      const count = bucket === null ? 0 : countIn(partitions, partition, compiled, bucket);
      counts.set(startMs, (counts.get(startMs) ?? 0) + count);
      if (counts.size > bucketsMax) throw tooMany(bucketsMax);
      fromMs = endMs;
    }
  }
  return [...counts]
    .map(([startMs, count]) => ({ startMs, count }))
    .toSorted((a, b) => a.startMs - b.startMs);
}

function tooMany(bucketsMax: number): TracewellError {
  return new TracewellError(
    "invalid-parameter",
    `The histogram would hold more than ${bucketsMax} buckets; choose wider ones.`,
    { detail: { bucketsMax } },
  );
}
