import type { Config } from "#bin/config.ts";
import type { EventIndexReader, EventIndexWriter } from "#storage/index/event-index.ts";
import { standingDirectory } from "#storage/index/replace-directory.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { indexDirectory, type StorageOptions } from "./threads.ts";

/** Where the index lies, as threads are told it. */
export type IndexPlace = Pick<StorageOptions, "dataDir" | "elasticsearch">;

export function indexPlace(config: Config): IndexPlace {
  const { dataDir, elasticsearchUrl: url, elasticsearchPrefix: prefix } = config;
  if (url === undefined) return { dataDir };
  const { elasticsearchApiKey: apiKey } = config;
  return { dataDir, elasticsearch: { url, prefix, ...(apiKey !== undefined && { apiKey }) } };
}

/** The index for reading. The client of a cluster is loaded only where there is one: it takes 60 MiB. */
export async function openIndexReader(place: IndexPlace): Promise<EventIndexReader> {
  const { dataDir, elasticsearch } = place;
  if (elasticsearch === undefined) {
    return openSqliteIndexReader({ directory: indexDirectory(dataDir) });
  }
  const { openElasticsearchIndexReader } =
    await import("#storage/index/elasticsearch/event-index-reader.ts");
  return openElasticsearchIndexReader(elasticsearch);
}

/** The same for a look beside a rebuild that was interrupted; changes nothing. */
export async function openStandingIndexReader(place: IndexPlace): Promise<EventIndexReader> {
  if (place.elasticsearch !== undefined) return await openIndexReader(place);
  return openSqliteIndexReader({ directory: standingDirectory(indexDirectory(place.dataDir)) });
}

/** The index for its one writer. */
export async function openIndexWriter(place: IndexPlace): Promise<EventIndexWriter> {
  const { dataDir, elasticsearch } = place;
  if (elasticsearch === undefined) {
    return openSqliteIndexWriter({ directory: indexDirectory(dataDir) });
  }
  const { openElasticsearchIndexWriter } =
    await import("#storage/index/elasticsearch/event-index-writer.ts");
  return openElasticsearchIndexWriter(elasticsearch);
}
