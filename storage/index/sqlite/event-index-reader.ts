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
import { countFacets } from "./count-facets.ts";
import { countHistogram } from "./count-histogram.ts";
import { countMatches } from "./count-matches.ts";
import { digestPartitions } from "./digest-partitions.ts";
import { OpenPartitions } from "./open-partitions.ts";
import { scanIdentifiers } from "./scan-identifiers.ts";
import { searchPartitions } from "./search-partitions.ts";

/** Partitions open at once by default: at most 1 MiB of pages and three file handles each. */
export const PARTITIONS_OPEN_MAX = 64;

/**
 * The reading half on SQLite files below `directory`: its own read-only connections, usable in any thread
 * beside the writer. Calls run to their end on the calling thread.
 */
export function openSqliteIndexReader(options: {
  readonly directory: string;
  readonly partitionsOpenMax?: number;
  /** Told of every connection that is made to a partition: a measure of what questions cost. */
  readonly onPartitionOpened?: (file: string) => void;
}): EventIndexReader {
  const { directory, partitionsOpenMax = PARTITIONS_OPEN_MAX } = options;
  const onOpen = options.onPartitionOpened ?? (() => undefined);
  return new SqliteIndexReader(new OpenPartitions(directory, partitionsOpenMax, onOpen));
}

class SqliteIndexReader implements EventIndexReader {
  readonly supports = { dropWholePartitions: true, immediateVisibility: true } as const;
  readonly #partitions: OpenPartitions;
  #closed = false;

  constructor(partitions: OpenPartitions) {
    this.#partitions = partitions;
  }

  async search(request: SearchRequest): Promise<IndexHit[]> {
    return this.#answer((partitions) => searchPartitions(partitions, request));
  }

  async count(request: IndexRange & { readonly expression: IndexExpression }): Promise<number> {
    return this.#answer((partitions) =>
      countMatches(partitions, partitions.query(request.expression), request),
    );
  }

  async histogram(request: HistogramRequest): Promise<HistogramBucket[]> {
    return this.#answer((partitions) => countHistogram(partitions, request));
  }

  async facets(request: FacetsRequest): Promise<Record<string, FacetValue[]>> {
    return this.#answer((partitions) => countFacets(partitions, request));
  }

  async identifiers(query: IdentifierQuery): Promise<IndexedIdentifier[]> {
    return this.#answer((partitions) => scanIdentifiers(partitions, [query]).flat());
  }

  async identifiersOfEach(queries: readonly IdentifierQuery[]): Promise<IndexedIdentifier[][]> {
    return this.#answer((partitions) => scanIdentifiers(partitions, queries));
  }

  async watermarks(): Promise<Watermark[]> {
    return this.#answer((partitions) => partitions.watermarks());
  }

  async digest(): Promise<string> {
    return this.#answer(digestPartitions);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#partitions.close();
  }

  #answer<Result>(work: (partitions: OpenPartitions) => Result): Result {
    if (this.#closed) throw new TracewellError("closed", "The index is closed.");
    return this.#partitions.answer(() => work(this.#partitions));
  }
}
