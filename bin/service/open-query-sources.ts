import { setImmediate as pause } from "node:timers/promises";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { querySources } from "#query/engine.ts";
import type { QuerySources } from "#query/query-sources.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { searchHash } from "#storage/keys/protect-value.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { openLifecycleReader } from "#storage/lifecycles/sqlite/open-lifecycle-reader.ts";
import type { LifecycleReader } from "#storage/lifecycles/lifecycle-store.ts";
import { findMentions } from "#storage/quarantine/find-mentions.ts";
import { openQuarantineReader } from "#storage/quarantine/quarantine-reader.ts";
import { openIndexReader } from "./open-index.ts";
import { openReadStorage } from "./open-read-storage.ts";
import { lifecyclesFile, MAIN_LEDGER, type StorageOptions } from "./threads.ts";

/** What a thread that answers questions has open. */
export interface OpenSources {
  readonly sources: QuerySources;
  readonly ledger: LedgerReader;
  readonly lifecycles: LifecycleReader;
  close(): Promise<void>;
}

/** Opens index, ledger, lifecycles and keys for reading, as they are at the service's side of the disk. */
export async function openQuerySources(options: StorageOptions): Promise<OpenSources> {
  const { keys, ledger } = openReadStorage(options);
  const index = await openIndexReader(options);
  const lifecycles = openLifecycleReader({ file: lifecyclesFile(options.dataDir) });
  const quarantine = openQuarantineReader({ files: nodeFiles, directory: options.dataDir, keys });
  const hasher = createTokenHasher(keys);
  const sources = querySources({
    index,
    ledgers: new Map([[MAIN_LEDGER, ledger]]),
    lifecycles,
    searchHash: (path, clear) => searchHash(keys, path, clear),
    hashProtected: (record, path, value) => hasher(record)(path, value),
    deadlines: options.deadlines,
    mentionedInQuarantine: (numbers) => findMentions(quarantine, numbers, () => pause()),
  });
  return {
    sources,
    ledger,
    lifecycles,
    close: async () => {
      await index.close();
      await lifecycles.close();
      quarantine.close();
      ledger.close();
      keys.close();
    },
  };
}
