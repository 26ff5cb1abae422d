import { prefixEnd } from "#domain/identifiers/skeleton.ts";
import type { FacetsRequest, FacetValue } from "../event-index.ts";
import type { CompiledQuery } from "./compile-query.ts";
import { compileQuery } from "./compile-query.ts";
import { countMatches, seesAll } from "./count-matches.ts";
import { hitRange } from "./hit-range.ts";
import type { OpenPartitions } from "./open-partitions.ts";

const SELECT_TERMS = "SELECT term, doc FROM terms WHERE term >= ? AND term < ?";

/**
 * The most frequent values of each prefix among the matches. Values are looked at in descending order of
 * their total, which bounds their count among the matches from above: once `valuesMax` are found that no
 * later total can reach, the answer is exact and the rest is never counted.
 */
export function countFacets(
  partitions: OpenPartitions,
  query: CompiledQuery,
  request: FacetsRequest,
): Record<string, FacetValue[]> {
  const facets: Record<string, FacetValue[]> = {};
  const unfiltered = query.kind === "all" && seesEverything(partitions, request);
  for (const prefix of request.prefixes) {
    const totals = query.kind === "none" ? [] : totalsOf(partitions, prefix);
    facets[prefix] = unfiltered
      ? totals.slice(0, request.valuesMax)
      : countAmong(partitions, query, request, prefix, totals);
  }
  return facets;
}

function seesEverything(partitions: OpenPartitions, request: FacetsRequest): boolean {
  for (const partition of partitions.extents()) {
    const visible = hitRange(partition, request);
    if (visible === null || !seesAll(partition, visible)) return false;
  }
  return true;
}

function totalsOf(partitions: OpenPartitions, prefix: string): FacetValue[] {
  const totals = new Map<string, number>();
  for (const known of partitions.known) {
    const rows = partitions.reader(known).rows(SELECT_TERMS, prefix, prefixEnd(prefix));
    for (const row of rows) {
      const value = String(row["term"]).slice(prefix.length);
      totals.set(value, (totals.get(value) ?? 0) + Number(row["doc"]));
    }
  }
  return [...totals].map(([value, count]) => ({ value, count })).toSorted(byCountThenValue);
}

function countAmong(
  partitions: OpenPartitions,
  query: CompiledQuery,
  request: FacetsRequest,
  prefix: string,
  totals: readonly FacetValue[],
): FacetValue[] {
  if (query.kind === "none") return [];
  const found: FacetValue[] = [];
  for (const total of totals) {
    const least = found.at(request.valuesMax - 1);
    if (least !== undefined && total.count < least.count) break;
    const token = compileQuery({ kind: "token", token: prefix + total.value });
    if (token.kind === "none") continue;
    const match = `(${query.match} AND ${token.match})`;
    const count = countMatches(partitions, { kind: "match", match }, request);
    if (count > 0) insert(found, { value: total.value, count }, request.valuesMax);
  }
  return found;
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
