import { TracewellError } from "#domain/errors.ts";
import type { HistogramBucket, HistogramRequest } from "../event-index.ts";
import type { CompiledQuery } from "./compile-query.ts";
import { countIn } from "./count-matches.ts";
import { addAllByBucket } from "./count-minutes.ts";
import { hitRange } from "./hit-range.ts";
import type { ExtentPartition, OpenPartitions } from "./open-partitions.ts";
import { MINUTE_MS } from "./schema.ts";

/** Counts per bucket, ascending; see the port. */
export function countHistogram(
  partitions: OpenPartitions,
  request: HistogramRequest,
): HistogramBucket[] {
  if (!Number.isSafeInteger(request.bucketMs) || request.bucketMs < 1) {
    throw new TracewellError("invalid-parameter", "A bucket is a whole number of milliseconds.");
  }
  const query = partitions.query(request.expression);
  const buckets = new Buckets(request);
  for (const partition of partitions.extents()) {
    const compiled = query(partition);
    const range = hitRange(partition, request);
    if (compiled.kind === "none" || range === null) continue;
    const byMinute = request.bucketMs % MINUTE_MS === 0 && range.offsetMax === undefined;
    if (compiled.kind === "all" && byMinute) {
      const reader = partitions.reader(partition.known);
      addAllByBucket(reader, range, (timeMs, count) => buckets.add(timeMs, count));
    } else {
      addMatches(partitions, partition, compiled, request, buckets);
    }
  }
  return buckets.ascending();
}

/**
 * Walks a partition bucket by bucket: finds the first hit at or after the place reached, counts its
 * bucket, goes on behind it; so empty stretches of time cost nothing and matches are never sorted.
 */
function addMatches(
  partitions: OpenPartitions,
  partition: ExtentPartition,
  query: CompiledQuery,
  request: HistogramRequest,
  buckets: Buckets,
): void {
  if (query.kind === "none") return;
  let rest = hitRange(partition, request);
  while (rest !== null) {
    const [first] = partitions.reader(partition.known).page(query.match, rest, "oldest", 1);
    if (first === undefined) return;
    const endMs = buckets.startOf(first.timeMs) + request.bucketMs;
    const toMs = Math.min(endMs, request.toMs ?? endMs);
    const bucket = hitRange(partition, { ...request, fromMs: first.timeMs, toMs });
    if (bucket === null) return;
    buckets.add(first.timeMs, countIn(partitions, partition, query, bucket));
    rest = hitRange(partition, { ...request, fromMs: endMs });
  }
}

class Buckets {
  readonly #bucketMs: number;
  readonly #bucketsMax: number;
  readonly #counts = new Map<number, number>();

  constructor(request: HistogramRequest) {
    this.#bucketMs = request.bucketMs;
    this.#bucketsMax = request.bucketsMax;
  }

  startOf(timeMs: number): number {
    return Math.floor(timeMs / this.#bucketMs) * this.#bucketMs;
  }

  add(timeMs: number, count: number): void {
    const startMs = this.startOf(timeMs);
    this.#counts.set(startMs, (this.#counts.get(startMs) ?? 0) + count);
    if (this.#counts.size > this.#bucketsMax) throw tooMany(this.#bucketsMax);
  }

  ascending(): HistogramBucket[] {
    return [...this.#counts]
      .map(([startMs, count]) => ({ startMs, count }))
      .toSorted((a, b) => a.startMs - b.startMs);
  }
}

function tooMany(bucketsMax: number): TracewellError {
  return new TracewellError(
    "invalid-parameter",
    `The histogram would hold more than ${bucketsMax} buckets; choose wider ones.`,
    { detail: { bucketsMax } },
  );
}
