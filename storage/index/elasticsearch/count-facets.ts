import type { estypes } from "@elastic/elasticsearch";
import { TracewellError } from "#domain/errors.ts";
import type { FacetsRequest, FacetValue, Watermark } from "../event-index.ts";
import { compileQuery } from "./compile-query.ts";
import type { Query } from "./compile-query.ts";
import type { Connection } from "./connection.ts";
import { storedToken } from "./stored-token.ts";
import { visibleRecords, WHOLE_ANSWER } from "./visible-records.ts";

/**
 * Most values that one partition hands over for a prefix. Only when one has more may the most frequent of
 * all partitions be missed. A tenth of the buckets that Elasticsearch allows one answer.
 */
export const FACET_VALUES_MAX = 6_000;

interface TermBuckets {
  readonly doc_count_error_upper_bound: number;
  readonly buckets: readonly { readonly key: string; readonly doc_count: number }[];
}

/**
 * The most frequent values of each prefix among the matches, each with its exact count. Elasticsearch says
 * how wrong a count could be: where that is not zero, the values found are counted again by name.
 */
export async function countFacets(
  connection: Connection,
  watermarks: readonly Watermark[],
  request: FacetsRequest,
): Promise<Record<string, FacetValue[]>> {
  const expression = compileQuery(request.expression);
  const visible = visibleRecords(watermarks, request);
  const filter = visible === null ? null : [expression, ...visible];
  const facets: Record<string, FacetValue[]> = {};
  for (const prefix of request.prefixes) {
    if (prefix === "") throw new TracewellError("invalid-parameter", "A facet needs a prefix.");
    facets[prefix] = filter === null ? [] : await countPrefix(connection, filter, prefix, request);
  }
  return facets;
}

async function countPrefix(
  connection: Connection,
  filter: readonly Query[],
  prefix: string,
  request: FacetsRequest,
): Promise<FacetValue[]> {
  const valuesMax = Math.min(request.valuesMax, FACET_VALUES_MAX);
  const found = await countTerms(connection, filter, {
    include: `${escapePattern(storedToken(prefix))}.*`,
    size: valuesMax,
    shard_size: FACET_VALUES_MAX,
  });
  const isWhole = found.doc_count_error_upper_bound === 0;
  if (isWhole || found.buckets.length === 0) return valuesOf(prefix, found);
  if (request.onIncomplete === undefined) {
    throw new TracewellError(
      "invalid-parameter",
      `${prefix} has too many values to count; narrow the query or choose another field.`,
      { detail: { prefix } },
    );
  }
  request.onIncomplete(prefix);
  const tokens = found.buckets.map(({ key }) => key);
  const counted = await countTerms(connection, filter, {
    include: tokens,
    size: tokens.length,
    shard_size: tokens.length,
  });
  return valuesOf(prefix, counted);
}

async function countTerms(
  connection: Connection,
  filter: readonly Query[],
  terms: Pick<estypes.AggregationsTermsAggregation, "include" | "size" | "shard_size">,
): Promise<TermBuckets> {
  const answer = await connection.request((client) =>
    client.search<unknown, { readonly values?: TermBuckets }>({
      index: connection.prefix,
      ...WHOLE_ANSWER,
      query: { bool: { filter: [...filter] } },
      size: 0,
      track_total_hits: false,
      aggs: {
        values: {
          terms: { field: "tokens", order: [{ _count: "desc" }, { _key: "asc" }], ...terms },
        },
      },
    }),
  );
  return answer.aggregations?.values ?? { doc_count_error_upper_bound: 0, buckets: [] };
}

function valuesOf(prefix: string, { buckets }: TermBuckets): FacetValue[] {
  const values = buckets.map(({ key, doc_count: count }) => {
    return { value: key.slice(prefix.length), count };
  });
  return values.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** All ASCII punctuation; in Lucene's patterns a backslash before any of it makes it plain. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** Text as a pattern that only matches that text. */
export function escapePattern(text: string): string {
  return text.replace(PUNCTUATION, String.raw`\$&`);
}
