import type { Config } from "#bin/config.ts";
import { TracewellError } from "#domain/errors.ts";
import { createTokenHasher } from "#ingest/protection/token-hasher.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import {
  rebuildIndex,
  type RebuildProgress,
  type RebuildReport,
} from "#storage/index/rebuild-index.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { openFileKeyStore } from "#storage/keys/file-key-store.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { acquireLedgerLock } from "#storage/ledger/ledger-lock.ts";
import { indexDirectory, ledgerDirectory, MAIN_LEDGER } from "./threads.ts";

/**
 * Makes the index anew while no service runs: it holds the ledger's lock meanwhile, and throws
 * `ledger-locked` where one does, `invalid-config` where the index is no directory.
 */
export async function rebuildIndexOf(
  config: Config,
  options: {
    readonly onProgress: (progress: RebuildProgress) => void;
    readonly signal: AbortSignal;
  },
): Promise<RebuildReport> {
  if (config.elasticsearchUrl !== undefined) {
    throw new TracewellError(
      "invalid-config",
      `The index lies in Elasticsearch. Delete its indices ${config.elasticsearchPrefix}-${MAIN_LEDGER}-* there; the service makes them anew.`,
    );
  }
  const directory = ledgerDirectory(config.dataDir, MAIN_LEDGER);
  using stack = new DisposableStack();
  const lock = acquireLedgerLock(directory, MAIN_LEDGER);
  stack.defer(() => lock.release());
  const keys = openFileKeyStore({
    masterKeyFile: config.masterKeyFile,
    directory: config.dataDir,
    readOnly: true,
  });
  stack.defer(() => keys.close());
  const ledger = openLedgerReader({
    files: nodeFiles,
    directory,
    ledger: MAIN_LEDGER,
    headFromFiles: true,
  });
  stack.defer(() => ledger.close());
  return await rebuildIndex({
    directory: indexDirectory(config.dataDir),
    ledgers: [ledger],
    hash: createTokenHasher(keys),
    openReader: openSqliteIndexReader,
    openWriter: openSqliteIndexWriter,
    now: () => performance.now(),
    ...options,
  });
}
