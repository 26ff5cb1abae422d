import type { estypes } from "@elastic/elasticsearch";
import { TracewellError } from "#domain/errors.ts";
import type {
  IndexHit,
  IndexPosition,
  SearchRequest,
  SortOrder,
  Watermark,
} from "../event-index.ts";
import { compileQuery } from "./compile-query.ts";
import type { Connection } from "./connection.ts";
import { visibleRecords, WHOLE_ANSWER } from "./visible-records.ts";

/** Hits of one answer: Elasticsearch gives no more at once. */
export const PAGE_HITS_MAX = 10_000;

/** At most `limit` hits in the total order, read page by page behind one another. */
export async function searchHits(
  connection: Connection,
  watermarks: readonly Watermark[],
  request: SearchRequest,
): Promise<IndexHit[]> {
  const expression = compileQuery(request.expression);
  const visible = visibleRecords(watermarks, request);
  const hits: IndexHit[] = [];
  if (visible === null) return hits;
  const sort = sortBy(request.order);
  let { after } = request;
  while (hits.length < request.limit) {
    const size = Math.min(request.limit - hits.length, PAGE_HITS_MAX);
    const from = after;
    const answer = await connection.request((client) =>
      client.search({
        index: connection.prefix,
        ...WHOLE_ANSWER,
        query: { bool: { filter: [expression, ...visible] } },
        sort,
        ...(from !== undefined && { search_after: [from.timeMs, from.ledger, from.seq] }),
        size,
        track_total_hits: false,
        _source: false,
      }),
    );
    const page = answer.hits.hits.map(({ sort }) => hitOf(sort));
    hits.push(...page);
    after = page.at(-1);
    if (page.length < size) break;
  }
  return hits;
}

function sortBy(order: SortOrder): estypes.SortCombinations[] {
  const sort = { order: order === "newest" ? "desc" : "asc" } as const;
  return [{ timeMs: sort }, { ledger: sort }, { seq: sort }];
}

/** The values a hit was sorted by are all that an answer needs. */
function hitOf(sort: readonly unknown[] | undefined): IndexPosition {
  const [timeMs, ledger, seq] = sort ?? [];
  if (typeof timeMs === "number" && typeof ledger === "string" && typeof seq === "number") {
    return { timeMs, ledger, seq };
  }
  throw new TracewellError("internal", "A hit has no place in the order.");
}
