import { TracewellError } from "#domain/errors.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import type {
  EventIndexReader,
  FacetsRequest,
  FacetValue,
  HistogramBucket,
  HistogramRequest,
  IdentifierQuery,
  IndexExpression,
  IndexHit,
  IndexRange,
  SearchRequest,
  Watermark,
} from "../event-index.ts";
import { compileQuery } from "./compile-query.ts";
import { countFacets } from "./count-facets.ts";
import { countHistogram } from "./count-histogram.ts";
import { countMatches } from "./count-matches.ts";
import { digestPartitions } from "./digest-partitions.ts";
import { hitRange, rangeBehind } from "./hit-range.ts";
import { mergeHits } from "./merge-hits.ts";
import type { HitSource } from "./merge-hits.ts";
import { OpenPartitions } from "./open-partitions.ts";
import { scanIdentifiers } from "./scan-identifiers.ts";

/** Partitions open at once by default: some 4 MiB of memory and three file handles each. */
export const PARTITIONS_OPEN_MAX = 64;

/**
 * The reading half on SQLite files below `directory`: its own read-only connections, usable in any thread
 * beside the writer. Calls run to their end on the calling thread.
 */
export function openSqliteIndexReader(options: {
  readonly directory: string;
  readonly partitionsOpenMax?: number;
}): EventIndexReader {
  const { directory, partitionsOpenMax = PARTITIONS_OPEN_MAX } = options;
  return new SqliteIndexReader(new OpenPartitions(directory, partitionsOpenMax));
}

class SqliteIndexReader implements EventIndexReader {
  readonly supports = { dropWholePartitions: true, immediateVisibility: true } as const;
  readonly #partitions: OpenPartitions;
  #closed = false;

  constructor(partitions: OpenPartitions) {
    this.#partitions = partitions;
  }

  async search(request: SearchRequest): Promise<IndexHit[]> {
    this.#look();
    const query = compileQuery(request.expression);
    if (query.kind === "none") return [];
    const sources: HitSource[] = [];
    for (const partition of this.#partitions.extents()) {
      const range = hitRange(partition, request, request);
      if (range === null) continue;
      sources.push({
        timeMsMin: partition.timeMsMin,
        timeMsMax: partition.timeMsMax,
        read: (limit, last) => {
          const rest =
            last === undefined ? range : rangeBehind(range, partition, last, request.order);
          return this.#partitions.reader(partition).page(query.match, rest, request.order, limit);
        },
      });
    }
    return mergeHits(sources, request.order, request.limit);
  }

  async count(request: IndexRange & { readonly expression: IndexExpression }): Promise<number> {
    this.#look();
    return countMatches(this.#partitions, compileQuery(request.expression), request);
  }

  async histogram(request: HistogramRequest): Promise<HistogramBucket[]> {
    this.#look();
    return countHistogram(this.#partitions, compileQuery(request.expression), request);
  }

  async facets(request: FacetsRequest): Promise<Record<string, FacetValue[]>> {
    this.#look();
    return countFacets(this.#partitions, compileQuery(request.expression), request);
  }

  async identifiers(query: IdentifierQuery): Promise<IndexedIdentifier[]> {
    this.#look();
    return scanIdentifiers(this.#partitions, query);
  }

  async watermarks(): Promise<Watermark[]> {
    this.#look();
    return this.#partitions.watermarks();
  }

  async digest(): Promise<string> {
    this.#look();
    return digestPartitions(this.#partitions);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#partitions.close();
  }

  #look(): void {
    if (this.#closed) throw new TracewellError("closed", "The index is closed.");
    this.#partitions.look();
  }
}
