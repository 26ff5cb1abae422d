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
  IndexSupports,
  SearchRequest,
  Watermark,
} from "../event-index.ts";
import { Connection } from "./connection.ts";
import type { ElasticsearchOptions } from "./connection.ts";
import { countFacets } from "./count-facets.ts";
import { countHistogram, countMatches } from "./count-matches.ts";
import { digestPartitions } from "./digest-partitions.ts";
import { scanIdentifiers } from "./scan-identifiers.ts";
import { searchHits } from "./search-hits.ts";
import { readWatermarks } from "./visible-records.ts";

/** A batch is refreshed before its watermark moves, so what is indexed is also seen. */
export const ELASTICSEARCH_SUPPORTS: IndexSupports = {
  dropWholePartitions: true,
  immediateVisibility: true,
};

/**
 * The reading half on an Elasticsearch cluster, usable in any thread. Nothing is sent before the first
 * question; each asks for the watermarks first, then for what lies at or below them.
 */
export function openElasticsearchIndexReader(options: ElasticsearchOptions): EventIndexReader {
  return new ElasticsearchIndexReader(new Connection(options));
}

class ElasticsearchIndexReader implements EventIndexReader {
  readonly supports = ELASTICSEARCH_SUPPORTS;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async search(request: SearchRequest): Promise<IndexHit[]> {
    return searchHits(this.#connection, await this.watermarks(), request);
  }

  async count(request: IndexRange & { readonly expression: IndexExpression }): Promise<number> {
    return countMatches(this.#connection, await this.watermarks(), request);
  }

  async histogram(request: HistogramRequest): Promise<HistogramBucket[]> {
    return countHistogram(this.#connection, await this.watermarks(), request);
  }

  async facets(request: FacetsRequest): Promise<Record<string, FacetValue[]>> {
    return countFacets(this.#connection, await this.watermarks(), request);
  }

  /**
   * Identifiers of records that are being written may be among them: those records are already durable in
   * their ledger.
   */
  async identifiers(query: IdentifierQuery): Promise<IndexedIdentifier[]> {
    const watermarks = await this.watermarks();
    return watermarks.length === 0 ? [] : scanIdentifiers(this.#connection, query);
  }

  async identifiersOfEach(queries: readonly IdentifierQuery[]): Promise<IndexedIdentifier[][]> {
    const found: IndexedIdentifier[][] = [];
    for (const query of queries) found.push(await this.identifiers(query));
    return found;
  }

  async watermarks(): Promise<Watermark[]> {
    return readWatermarks(this.#connection);
  }

  async digest(): Promise<string> {
    return digestPartitions(this.#connection, await this.watermarks());
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}
