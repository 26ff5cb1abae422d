import { parseTimeRange } from "#domain/identifiers/time-parameter.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";
import { foldKey } from "#domain/tokens/words.ts";
import type { IndexExpression, IndexRange, Token } from "#storage/index/event-index.ts";
import { type Positions, withCommas } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { compileSearch } from "./compile-search.ts";
import type { DocumentView } from "./document-view.ts";
import { parseSearch } from "./parse-search.ts";
import { searchError } from "./search-error.ts";
import { measureExpression } from "./search-plan.ts";
import { printSearch, type SearchNode } from "./search-tree.ts";

/** Tokens and prefixes looked up for one query; adapters take 2,000. A bare ID stands for some twenty. */
const INDEX_TERMS_MAX = 1_800;

/** Levels of AND, OR and NOT put to the index; adapters take 24. */
const INDEX_DEPTH_MAX = 20;

/** The filters every list and count shares, as they were asked for. */
export interface SearchFilters {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
}

/** A query ready to be put to the index within fixed positions. */
export interface OpenSearch {
  readonly expression: IndexExpression;
  readonly predicate: ((view: DocumentView) => boolean) | null;
  readonly range: IndexRange;
}

/** Parses `q`. Equal spellings of `canonical` mean equal filters, whatever was typed. */
export function parseFilters(filters: SearchFilters): { tree: SearchNode; canonical: string } {
  const tree = parseSearch(filters.q ?? "");
  return { tree, canonical: printSearch(tree) };
}

/** Which of these markers some record in sight carries. */
async function presentMarkers(
  sources: QuerySources,
  markers: Iterable<Token>,
  positions: Positions,
): Promise<Set<Token>> {
  const present = new Set<Token>();
  for (const token of markers) {
    const found = await sources.index.search({
      expression: { kind: "token", token },
      order: "newest",
      limit: 1,
      throughSeq: positions,
    });
    if (found.length > 0) present.add(token);
  }
  return present;
}

function checkSize(expression: IndexExpression, query: string): void {
  const { terms, depth } = measureExpression(expression);
  const isTooLarge = terms > INDEX_TERMS_MAX || depth > INDEX_DEPTH_MAX;
  if (!isTooLarge) return;
  throw searchError(
    terms > INDEX_TERMS_MAX
      ? `The query stands for ${withCommas(terms)} index terms, at most ${withCommas(INDEX_TERMS_MAX)} are looked up; use fewer words.`
      : "OR, NOT and parentheses are nested too deeply; write the query flatter.",
    { position: 0, length: query.length },
  );
}

/** Identifiers of one skeleton that are compared; only look-alikes of one ID share it. */
const SPELLINGS_READ_MAX = 100;

/** For each ID the types of objects the index knows it by. */
async function knownObjectTypes(
  sources: QuerySources,
  ids: Iterable<string>,
): Promise<Map<string, string[]>> {
  const types = new Map<string, string[]>();
  for (const id of ids) {
    const from = skeletonOf(id);
    if (from === "") continue;
    const found = await sources.index.identifiers({
      from,
      to: `${from}!`,
      reversed: false,
      limit: SPELLINGS_READ_MAX,
    });
    const same = found.filter((identifier) => foldKey(identifier.id) === foldKey(id));
    types.set(id, [...new Set(same.map(({ objectType }) => objectType))]);
  }
  return types;
}

/**
 * Compiles a parsed query against what the index holds at these positions: where no record has more words
 * or attributes than tokens, tokens alone decide. Throws `invalid-parameter` for a range that cannot be read.
 */
export async function openSearch(
  sources: QuerySources,
  tree: SearchNode,
  filters: SearchFilters,
  options: { readonly nowMs: number; readonly positions: Positions },
): Promise<OpenSearch> {
  const { nowMs, positions } = options;
  const given = parseTimeRange(filters, nowMs);
  const { searchHash } = sources;
  const markers = new Set<Token>();
  const ids = new Set<string>();
  let compiled = compileSearch(tree, {
    nowMs,
    searchHash,
    present: (marker) => {
      markers.add(marker);
      return true;
    },
    objectTypes: (id) => {
      ids.add(id);
      return [];
    },
  });
  if (markers.size + ids.size > 0) {
    const present = await presentMarkers(sources, markers, positions);
    const types = await knownObjectTypes(sources, ids);
    compiled = compileSearch(tree, {
      nowMs,
      searchHash,
      present: (marker) => present.has(marker),
      objectTypes: (id) => types.get(id) ?? [],
    });
  }
  checkSize(compiled.expression, filters.q ?? "");
  const fromMs = Math.max(given.fromMs ?? -Infinity, compiled.fromMs);
  const toMs = Math.min(given.toMs ?? Infinity, compiled.toMs);
  return {
    expression: fromMs < toMs ? compiled.expression : { kind: "none" },
    predicate: compiled.predicate,
    range: {
      throughSeq: positions,
      ...(Number.isFinite(fromMs) ? { fromMs } : {}),
      ...(Number.isFinite(toMs) ? { toMs } : {}),
    },
  };
}
