import type { HistogramAnswer } from "#query/answers/query-answers.ts";

/** More bars than this would be thinner than two pixels. */
const BARS_MAX = 400;

export interface HistogramBar {
  /** RFC 3339 UTC. */
  readonly start: string;
  readonly count: number;
}

/**
 * Bars of equal width from the first bucket to the last, empty ones included: silence is seen. A range of
 * more than `BARS_MAX` buckets is given as its filled buckets alone.
 */
export function histogramBars(answer: HistogramAnswer): HistogramBar[] {
  const first = answer.items[0];
  const last = answer.items.at(-1);
  if (first === undefined || last === undefined) return [];
  const firstMs = Date.parse(first.start);
  const bars = Math.round((Date.parse(last.start) - firstMs) / answer.bucketMs) + 1;
  if (bars > BARS_MAX) return [...answer.items];
  const counts = new Map(answer.items.map((item) => [Date.parse(item.start), item.count]));
  return Array.from({ length: bars }, (_, index) => {
    const startMs = firstMs + index * answer.bucketMs;
    return { start: new Date(startMs).toISOString(), count: counts.get(startMs) ?? 0 };
  });
}
