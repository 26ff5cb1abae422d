import { TracewellError } from "#domain/errors.ts";
import type {
  HistogramBucket,
  HistogramRequest,
  IndexExpression,
  IndexRange,
  Watermark,
} from "../event-index.ts";
import { compileQuery } from "./compile-query.ts";
import type { Connection } from "./connection.ts";
import { visibleRecords, WHOLE_ANSWER } from "./visible-records.ts";

/** The exact number of matches. */
export async function countMatches(
  connection: Connection,
  watermarks: readonly Watermark[],
  request: IndexRange & { readonly expression: IndexExpression },
): Promise<number> {
  const expression = compileQuery(request.expression);
  const visible = visibleRecords(watermarks, request);
  if (visible === null) return 0;
  const answer = await connection.request((client) =>
    client.search({
      index: connection.prefix,
      ...WHOLE_ANSWER,
      query: { bool: { filter: [expression, ...visible] } },
      size: 0,
      track_total_hits: true,
    }),
  );
  const { total } = answer.hits;
  return typeof total === "number" ? total : (total?.value ?? 0);
}

interface TimeBuckets {
  readonly times?: { readonly buckets: readonly { key: number; doc_count: number }[] };
}

/** Counts per bucket, ascending; buckets before 1970 begin at negative multiples. */
export async function countHistogram(
  connection: Connection,
  watermarks: readonly Watermark[],
  request: HistogramRequest,
): Promise<HistogramBucket[]> {
  if (!Number.isSafeInteger(request.bucketMs) || request.bucketMs < 1) {
    throw new TracewellError("invalid-parameter", "A bucket is a whole number of milliseconds.");
  }
  const expression = compileQuery(request.expression);
  const visible = visibleRecords(watermarks, request);
  if (visible === null) return [];
  const answer = await connection.request((client) =>
    client.search<unknown, TimeBuckets>({
      index: connection.prefix,
      ...WHOLE_ANSWER,
      query: { bool: { filter: [expression, ...visible] } },
      size: 0,
      track_total_hits: false,
      aggs: {
        times: { histogram: { field: "timeMs", interval: request.bucketMs, min_doc_count: 1 } },
      },
    }),
  );
  const buckets = answer.aggregations?.times?.buckets ?? [];
  if (buckets.length > request.bucketsMax) {
    throw new TracewellError(
      "invalid-parameter",
      `The histogram would hold more than ${request.bucketsMax} buckets; choose wider ones.`,
      { detail: { bucketsMax: request.bucketsMax } },
    );
  }
  // Zero times a negative number is a negative zero, which is not the key asked for.
  return buckets.map(({ key, doc_count: count }) => ({ startMs: key + 0, count }));
}
