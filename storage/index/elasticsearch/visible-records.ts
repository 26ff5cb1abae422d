import { invariant } from "#domain/errors.ts";
import type { IndexRange, Watermark } from "../event-index.ts";
import type { Query } from "./compile-query.ts";
import type { Connection } from "./connection.ts";
import { statusOf } from "./translate-error.ts";
import type { WatermarkDocument } from "./watermark-document.ts";

/** Ledgers of one cluster: a node has one, and a page of them is what one request answers. */
const LEDGERS_MAX = 1_000;

/** Options of every search: an answer that lacks a partition, or a part of one, is none. */
export const WHOLE_ANSWER = {
  ignore_unavailable: false,
  allow_partial_search_results: false,
} as const;

const STATUS_NOT_FOUND = 404;

/** The newest watermark of each ledger, by name; none while there is no partition. */
export async function readWatermarks(connection: Connection): Promise<Watermark[]> {
  const hits = await connection.request(async (client) => {
    try {
      const answer = await client.search<WatermarkDocument>({
        index: connection.prefix,
        ...WHOLE_ANSWER,
        query: { exists: { field: "watermark.throughSeq" } },
        collapse: { field: "ledger" },
        sort: [{ "watermark.throughSeq": { order: "desc" } }],
        size: LEDGERS_MAX,
        track_total_hits: false,
      });
      return answer.hits.hits;
    } catch (error) {
      // The alias comes with the first partition; any other absence is no empty index.
      if (statusOf(error) !== STATUS_NOT_FOUND) throw error;
      if (await client.indices.existsAlias({ name: connection.prefix })) throw error;
      return [];
    }
  });
  invariant(hits.length < LEDGERS_MAX, `a cluster holds fewer than ${LEDGERS_MAX} ledgers`);
  return hits
    .flatMap(({ _source: found }) =>
      found === undefined ? [] : [{ ledger: found.ledger, ...found.watermark }],
    )
    .toSorted((a, b) => (a.ledger < b.ledger ? -1 : 1));
}

/**
 * The records of a request's range that are in the index: each ledger's through its watermark, or as far as
 * the request says. What a writer has begun to write above its watermark is never seen. Null when nothing is.
 */
export function visibleRecords(
  watermarks: readonly Watermark[],
  range: IndexRange,
): readonly Query[] | null {
  const { fromMs, toMs, throughSeq = {} } = range;
  const ledgers = watermarks.map(({ ledger, throughSeq: indexed }): Query => {
    const through = Math.min(indexed, throughSeq[ledger] ?? indexed);
    return { bool: { filter: [{ term: { ledger } }, { range: { seq: { lte: through } } }] } };
  });
  if (ledgers.length === 0) return null;
  const times: Query[] =
    fromMs === undefined && toMs === undefined
      ? []
      : [
          {
            range: {
              timeMs: {
                ...(fromMs !== undefined && { gte: fromMs }),
                ...(toMs !== undefined && { lt: toMs }),
              },
            },
          },
        ];
  return [{ bool: { should: ledgers, minimum_should_match: 1 } }, ...times];
}
