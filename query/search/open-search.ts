import { parseTimeRange } from "#domain/identifiers/time-parameter.ts";
import type { IndexExpression, IndexRange, Token } from "#storage/index/event-index.ts";
import type { Positions } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { compileSearch, MARKER_TOKENS } from "./compile-search.ts";
import type { DocumentView } from "./document-view.ts";
import { parseSearch } from "./parse-search.ts";
import { printSearch, type SearchNode } from "./search-tree.ts";

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

/**
 * Compiles a parsed query against what the index holds at these positions. Throws `invalid-parameter`
 * for a range that cannot be read.
 */
export async function openSearch(
  sources: QuerySources,
  tree: SearchNode,
  filters: SearchFilters,
  options: { readonly nowMs: number; readonly positions: Positions },
): Promise<OpenSearch> {
  const { nowMs, positions } = options;
  const given = parseTimeRange(filters, nowMs);
  const present = new Set<Token>();
  if (tree.kind !== "all") {
    for (const token of MARKER_TOKENS) {
      const found = await sources.index.search({
        expression: { kind: "token", token },
        order: "newest",
        limit: 1,
        throughSeq: positions,
      });
      if (found.length > 0) present.add(token);
    }
  }
  const compiled = compileSearch(tree, {
    nowMs,
    searchHash: sources.searchHash,
    present: (marker) => present.has(marker),
  });
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
