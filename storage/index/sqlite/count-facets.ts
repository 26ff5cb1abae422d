import { TracewellError } from "#domain/errors.ts";
import type { FacetsRequest, FacetValue } from "../event-index.ts";
import { compileQuery } from "./compile-query.ts";
import { countMatches } from "./count-matches.ts";
import { hitRange, seesAll } from "./hit-range.ts";
import type { OpenPartitions, PartitionQuery } from "./open-partitions.ts";

/** Distinct values of one prefix that are gathered; a reader's memory and some 0.1 s bound it. */
export const FACET_VALUES_MAX = 100_000;

/** Values counted one by one among the matches: each takes 0.1 to 4 ms. */
export const FACET_VALUES_COUNTED_MAX = 500;

/**
 * The most frequent values of each prefix among the matches. Values are looked at in descending order of
 * their total, which bounds their count among the matches from above: once `valuesMax` are found that no
 * later total can reach, the answer is exact and the rest is never counted.
 */
export function countFacets(
  partitions: OpenPartitions,
  request: FacetsRequest,
): Record<string, FacetValue[]> {
  const query = partitions.query(request.expression);
  const facets: Record<string, FacetValue[]> = {};
  const unfiltered = seesEverything(partitions, query, request);
  for (const prefix of request.prefixes) {
    if (prefix === "") throw new TracewellError("invalid-parameter", "A facet needs a prefix.");
    const totals = totalsOf(partitions, prefix);
    facets[prefix] = unfiltered
      ? totals.slice(0, request.valuesMax)
      : countAmong(partitions, query, request, prefix, totals);
  }
  return facets;
}

function seesEverything(
  partitions: OpenPartitions,
  query: PartitionQuery,
  request: FacetsRequest,
): boolean {
  for (const partition of partitions.extents()) {
    const visible = hitRange(partition, request);
    if (visible === null || !seesAll(visible) || query(partition).kind !== "all") return false;
  }
  return true;
}

function totalsOf(partitions: OpenPartitions, prefix: string): FacetValue[] {
  const totals = new Map<string, number>();
  for (const known of partitions.known) {
    const own = partitions.totals(known, prefix, FACET_VALUES_MAX);
    if (own === null) throw tooMany(prefix);
    for (const [value, records] of own) {
      totals.set(value, (totals.get(value) ?? 0) + records);
      if (totals.size > FACET_VALUES_MAX) throw tooMany(prefix);
    }
  }
  return [...totals].map(([value, count]) => ({ value, count })).toSorted(byCountThenValue);
}

function countAmong(
  partitions: OpenPartitions,
  query: PartitionQuery,
  request: FacetsRequest,
  prefix: string,
  totals: readonly FacetValue[],
): FacetValue[] {
  const found: FacetValue[] = [];
  for (const [index, total] of totals.entries()) {
    const least = found.at(request.valuesMax - 1);
    if (least !== undefined && total.count < least.count) break;
    if (index === FACET_VALUES_COUNTED_MAX) {
      if (request.onIncomplete === undefined) throw tooMany(prefix);
      request.onIncomplete(prefix);
      break;
    }
    const count = countMatches(partitions, narrowed(query, prefix + total.value), request);
    if (count > 0) insert(found, { value: total.value, count }, request.valuesMax);
  }
  return found;
}

function narrowed(query: PartitionQuery, token: string): PartitionQuery {
  const value = compileQuery({ kind: "token", token });
  return (partition) => {
    const compiled = query(partition);
    if (compiled.kind === "none" || value.kind === "none") return { kind: "none" };
    if (compiled.kind === "all") return value;
    return { kind: "match", match: `(${compiled.match} AND ${value.match})` };
  };
}

function insert(found: FacetValue[], value: FacetValue, valuesMax: number): void {
  let index = found.length;
  for (let above = found[index - 1]; above !== undefined; above = found[index - 1]) {
    if (byCountThenValue(above, value) < 0) break;
    index -= 1;
  }
  found.splice(index, 0, value);
  if (found.length > valuesMax) found.pop();
}

function byCountThenValue(a: FacetValue, b: FacetValue): number {
  if (a.count !== b.count) return b.count - a.count;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

function tooMany(prefix: string): TracewellError {
  return new TracewellError(
    "invalid-parameter",
    `${prefix} has too many values to count; narrow the query or choose another field.`,
    { detail: { prefix } },
  );
}
