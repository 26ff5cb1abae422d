import { TracewellError } from "#domain/errors.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { levelToken, outcomeToken, sourceToken, typeToken } from "#domain/tokens/event-tokens.ts";
import type { FacetValue, Token } from "#storage/index/event-index.ts";
import type { FacetsAnswer } from "../answers/query-answers.ts";
import { coverageOf, currentPositions } from "../coverage.ts";
import type { FacetsQuery } from "../query-engine.ts";
import { advanceLedgers, type QuerySources } from "../query-sources.ts";
import { readRecord } from "../reading/read-records.ts";
import { scanMatches } from "../reading/scan-matches.ts";
import { TimeBox } from "../reading/time-box.ts";
import { type OpenSearch, openSearch, parseFilters } from "../search/open-search.ts";
import { countedPartlyReason } from "./count-histogram.ts";

interface Facet {
  readonly field: string;
  readonly tokenOf: (value: string) => Token;
  readonly valueOf: (record: RecordedEvent) => string | undefined;
}

const FACETS: readonly Facet[] = [
  { field: "type", tokenOf: typeToken, valueOf: ({ event }) => event.type },
  { field: "source", tokenOf: sourceToken, valueOf: ({ source }) => source.name },
  { field: "outcome", tokenOf: outcomeToken, valueOf: ({ event }) => event.outcome },
  { field: "level", tokenOf: levelToken, valueOf: ({ event }) => event.level },
];

/** Fields whose values can be counted. */
export const FACET_FIELDS: readonly string[] = FACETS.map(({ field }) => field);

/** Most values listed of one field: a choice people can still look through. */
export const FACET_VALUES_MAX = 1_000;

interface Counted {
  readonly total: number;
  readonly values: ReadonlyMap<Facet, readonly FacetValue[]>;
  readonly reasons: readonly string[];
}

function facetsOf(fields: readonly string[]): Facet[] {
  const names = fields.length === 0 ? FACET_FIELDS : [...new Set(fields)];
  return names.map((name) => {
    const facet = FACETS.find(({ field }) => field === name);
    if (facet !== undefined) return facet;
    throw new TracewellError(
      "invalid-parameter",
      `\`${name.slice(0, 64)}\` can not be counted by value; fields are ${FACET_FIELDS.join(", ")}.`,
      { detail: { fields: FACET_FIELDS } },
    );
  });
}

function prefixOf(facet: Facet): string {
  return facet.tokenOf("");
}

/** The index folds case; the newest record that has the value shows how it is written. */
async function writtenValue(
  sources: QuerySources,
  search: OpenSearch,
  facet: Facet,
  folded: string,
): Promise<string> {
  const [hit] = await sources.index.search({
    ...search.range,
    expression: { kind: "token", token: prefixOf(facet) + folded },
    order: "newest",
    limit: 1,
  });
  const record = hit === undefined ? null : readRecord(sources.ledgers, hit);
  return (record === null ? undefined : facet.valueOf(record)) ?? folded;
}

async function countInIndex(
  sources: QuerySources,
  search: OpenSearch,
  facets: readonly Facet[],
  limit: number,
): Promise<Counted> {
  const { expression, range } = search;
  const prefixes = facets.map(prefixOf);
  const found = await sources.index.facets({ ...range, expression, prefixes, valuesMax: limit });
  const values = new Map<Facet, FacetValue[]>();
  for (const facet of facets) {
    const written: FacetValue[] = [];
    for (const { value, count } of found[prefixOf(facet)] ?? []) {
      written.push({ value: await writtenValue(sources, search, facet, value), count });
    }
    values.set(facet, written);
  }
  return { total: await sources.index.count({ ...range, expression }), values, reasons: [] };
}

/** Most frequent first, then by folded value, as the index orders them. */
function mostFrequent(
  counts: ReadonlyMap<Token, FacetValue>,
  limit: number,
): readonly FacetValue[] {
  return [...counts]
    .toSorted(([left, { count }], [right, { count: other }]) => {
      return other - count || (left < right ? -1 : 1);
    })
    .slice(0, limit)
    .map(([, value]) => value);
}

async function countByScan(
  sources: QuerySources,
  search: OpenSearch & { readonly predicate: NonNullable<OpenSearch["predicate"]> },
  facets: readonly Facet[],
  limit: number,
): Promise<Counted> {
  const counts = new Map(facets.map((facet) => [facet, new Map<Token, FacetValue>()]));
  let total = 0;
  const timeBox = new TimeBox(sources.stopwatch, sources.scanBudgetMs);
  const state = await scanMatches(sources, { ...search, order: "newest" }, timeBox, {
    visit: (_hit, record) => {
      total += 1;
      for (const [facet, ofFacet] of counts) {
        const value = facet.valueOf(record);
        if (value === undefined) continue;
        const token = facet.tokenOf(value);
        const known = ofFacet.get(token);
        ofFacet.set(token, { value: known?.value ?? value, count: (known?.count ?? 0) + 1 });
      }
      return true;
    },
  });
  const values = new Map(
    [...counts].map(([facet, ofFacet]) => [facet, mostFrequent(ofFacet, limit)] as const),
  );
  return { total, values, reasons: countedPartlyReason(state, sources.scanBudgetMs) };
}

/** The most frequent values of fields among the matches. Throws `invalid-parameter` for other fields. */
export async function countFacets(
  sources: QuerySources,
  request: FacetsQuery,
): Promise<FacetsAnswer> {
  const { facts, nowMs } = request;
  const facets = facetsOf(request.fields);
  const limit = Math.min(request.limit, FACET_VALUES_MAX);
  advanceLedgers(sources.ledgers, facts);
  const { tree } = parseFilters(request);
  const positions = currentPositions(facts, await sources.index.watermarks());
  const search = await openSearch(sources, tree, request, { nowMs, positions });
  const { predicate } = search;
  const { total, values, reasons } =
    predicate === null
      ? await countInIndex(sources, search, facets, limit)
      : await countByScan(sources, { ...search, predicate }, facets, limit);
  return {
    total,
    items: facets.map((facet) => ({ field: facet.field, values: [...(values.get(facet) ?? [])] })),
    coverage: coverageOf(facts, positions, { reasons }),
  };
}
