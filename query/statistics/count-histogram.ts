import { TracewellError } from "#domain/errors.ts";
import type { HistogramBucket, SortOrder } from "#storage/index/event-index.ts";
import type { HistogramAnswer } from "../answers/query-answers.ts";
import { counted, coverageOf, currentPositions, missingReason } from "../coverage.ts";
import type { HistogramQuery } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { scanMatches, type ScanState } from "../reading/scan-matches.ts";
import { TimeBox } from "../reading/time-box.ts";
import { type OpenSearch, openSearch, parseFilters } from "../search/open-search.ts";
import { BUCKETS_MAX, chooseBucket, parseBucket } from "./bucket-width.ts";

/** One sentence for a count that stopped early; none when it did not. */
export function countedPartlyReason(state: ScanState, budgetMs: number): string[] {
  const reasons = missingReason(state.missing);
  if (state.ended !== "budget" || state.last === undefined) return reasons;
  const time = new Date(state.last.timeMs).toISOString();
  return [
    ...reasons,
    `Counting stopped after ${budgetMs / 1_000} s and ${counted(state.looked, "record")}: ` +
      `only matches from ${time} on are counted.`,
  ];
}

async function edgeOf(
  sources: QuerySources,
  search: OpenSearch,
  order: SortOrder,
): Promise<number | null> {
  const { expression, range } = search;
  const [hit] = await sources.index.search({ ...range, expression, order, limit: 1 });
  return hit?.timeMs ?? null;
}

/** From the range where it was asked for, else from the first to the last candidate. */
async function fittingBucket(sources: QuerySources, search: OpenSearch): Promise<number> {
  const { fromMs, toMs } = search.range;
  const first = fromMs ?? (await edgeOf(sources, search, "oldest"));
  const last = toMs ?? (await edgeOf(sources, search, "newest"));
  return chooseBucket(first === null || last === null ? 0 : Math.max(0, last - first));
}

async function scanBuckets(
  sources: QuerySources,
  search: OpenSearch & { readonly predicate: NonNullable<OpenSearch["predicate"]> },
  bucketMs: number,
): Promise<{ buckets: HistogramBucket[]; reasons: string[] }> {
  const counts = new Map<number, number>();
  const timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
  const state = await scanMatches(sources, { ...search, order: "newest" }, timeBox, {
    visit: ({ timeMs }) => {
      const startMs = Math.floor(timeMs / bucketMs) * bucketMs;
      counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
      return counts.size <= BUCKETS_MAX;
    },
  });
  if (counts.size > BUCKETS_MAX) {
    throw new TracewellError(
      "invalid-parameter",
      `More than ${BUCKETS_MAX} buckets hold matches; ask for a wider bucket or a shorter range.`,
    );
  }
  return {
    buckets: [...counts]
      .map(([startMs, count]) => ({ startMs, count }))
      .toSorted((left, right) => left.startMs - right.startMs),
    reasons: countedPartlyReason(state, sources.scanBudgetMs),
  };
}

/** Matches over time. Buckets begin at multiples of their width since 1970; empty ones are left out. */
export async function countHistogram(
  sources: QuerySources,
  request: HistogramQuery,
): Promise<HistogramAnswer> {
  const { facts, nowMs } = request;
  const bucketAsked = request.bucket === undefined ? null : parseBucket(request.bucket);
  advanceLedgers(sources.ledgers, facts);
  const { tree } = parseFilters(request);
  const positions = currentPositions(facts, await sources.index.watermarks());
  const search = await openSearch(sources, tree, request, { nowMs, positions });
  const bucketMs = bucketAsked ?? (await fittingBucket(sources, search));
  const { predicate, expression, range } = search;
  const { buckets, reasons } =
    predicate === null
      ? {
          buckets: await sources.index.histogram({
            ...range,
            expression,
            bucketMs,
            bucketsMax: BUCKETS_MAX,
          }),
          reasons: [],
        }
      : await scanBuckets(sources, { ...search, predicate }, bucketMs);
  return {
    bucketMs,
    total: buckets.reduce((sum, { count }) => sum + count, 0),
    items: buckets.map(({ startMs, count }) => ({
      start: new Date(startMs).toISOString(),
      count,
    })),
    coverage: coverageOf(facts, positions, { reasons }),
  };
}
