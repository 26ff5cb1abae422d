import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import type { IdentifierQuery } from "../event-index.ts";
import type { Connection } from "./connection.ts";
import { parseIdentifierTerm } from "./identifier-terms.ts";
import { WHOLE_ANSWER } from "./visible-records.ts";

/** Terms of one answer; Elasticsearch allows some 65,000. */
const PAGE_TERMS_MAX = 10_000;

interface TermPage {
  readonly terms?: {
    readonly after_key?: { readonly term: string };
    readonly buckets: readonly { readonly key: { readonly term: string } }[];
  };
}

/** Which terms to walk through: those from `from` (inclusive) to `to` (exclusive), as UTF-8 sorts them. */
export interface TermRange {
  readonly index: string;
  readonly field: "identifiers.forward" | "identifiers.reversed";
  readonly from: string;
  readonly to: string | null;
  readonly pageMax: number;
}

/** The first `limit` identifiers of a range over all partitions, each once. */
export async function scanIdentifiers(
  connection: Connection,
  query: IdentifierQuery,
): Promise<IndexedIdentifier[]> {
  const { from, to, reversed, limit } = query;
  const found: IndexedIdentifier[] = [];
  if (limit < 1) return found;
  const terms = walkTerms(connection, {
    index: connection.prefix,
    field: reversed ? "identifiers.reversed" : "identifiers.forward",
    from,
    to,
    pageMax: limit,
  });
  for await (const term of terms) {
    found.push(parseIdentifierTerm(term, reversed));
    if (found.length === limit) break;
  }
  return found;
}

/**
 * Distinct terms of a field in their order. The order is that of Lucene's dictionary, which is read no
 * further than the page; no term equals a bound, since every term goes on behind the skeleton.
 */
export async function* walkTerms(connection: Connection, range: TermRange): AsyncGenerator<string> {
  const { index, field, from, to } = range;
  const size = Math.min(range.pageMax, PAGE_TERMS_MAX);
  let after = from;
  for (;;) {
    const place = after;
    const answer = await connection.request((client) =>
      client.search<unknown, TermPage>({
        index,
        ...WHOLE_ANSWER,
        query: { range: { [field]: { gte: from, ...(to !== null && { lt: to }) } } },
        size: 0,
        track_total_hits: false,
        aggs: {
          terms: {
            composite: {
              sources: [{ term: { terms: { field } } }],
              size,
              ...(place !== "" && { after: { term: place } }),
            },
          },
        },
      }),
    );
    const buckets = answer.aggregations?.terms?.buckets ?? [];
    for (const { key } of buckets) {
      if (to !== null && compareText(key.term, to) >= 0) return;
      yield key.term;
    }
    const last = buckets.at(-1)?.key.term;
    if (last === undefined || buckets.length < size) return;
    after = last;
  }
}

/** By code points, as UTF-8 bytes and Elasticsearch have it. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
