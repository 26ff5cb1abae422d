import type { HistogramAnswer } from "#query/answers/query-answers.ts";

/** More bars than this would be thinner than two pixels. */
const BARS_MAX = 400;

export interface HistogramBar {
  /** RFC 3339 UTC. */
  readonly start: string;
  readonly count: number;
}

/**
 * Bars of equal width, empty ones included: silence is seen. They go from the first bucket to the last, or
 * over the whole range asked for where it is known. A span of more than `BARS_MAX` buckets is given as its
 * filled buckets alone.
 */
export function histogramBars(
  answer: HistogramAnswer,
  range: { readonly from?: string | undefined; readonly to?: string | undefined } = {},
): HistogramBar[] {
  const first = answer.items[0];
  const last = answer.items.at(-1);
  if (first === undefined || last === undefined) return [];
  const { bucketMs } = answer;
  const firstMs = Date.parse(first.start);
  const lastMs = Date.parse(last.start);
  const before = wholeBuckets(firstMs - Date.parse(range.from ?? ""), bucketMs, Math.ceil);
  const after = wholeBuckets(Date.parse(range.to ?? "") - 1 - lastMs, bucketMs, Math.floor);
  const bars = Math.round((lastMs - firstMs) / bucketMs) + 1 + before + after;
  if (bars > BARS_MAX) return [...answer.items];
  const counts = new Map(answer.items.map((item) => [Date.parse(item.start), item.count]));
  return Array.from({ length: bars }, (_, index) => {
    const startMs = firstMs + (index - before) * bucketMs;
    return { start: new Date(startMs).toISOString(), count: counts.get(startMs) ?? 0 };
  });
}

/** Whole buckets in a stretch of time; none where the range is open or only known to the service. */
function wholeBuckets(ms: number, bucketMs: number, round: (value: number) => number): number {
  return Number.isFinite(ms) ? Math.max(0, round(ms / bucketMs)) : 0;
}
