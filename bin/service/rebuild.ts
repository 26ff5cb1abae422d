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
import { rebuildLifecycles } from "#storage/lifecycles/sqlite/rebuild-lifecycles.ts";
import { indexDirectory, ledgerDirectory, lifecyclesFile, MAIN_LEDGER } from "./threads.ts";

/** What is made anew from the ledger. */
export const VIEWS = ["index", "lifecycles"] as const;
export type View = (typeof VIEWS)[number];

export interface RebuildCommand {
  readonly onProgress: (progress: RebuildProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes a view anew while no service runs: it holds the ledger's lock meanwhile, and throws `ledger-locked`
 * where one does, `invalid-config` where the index is no directory.
 */
export async function rebuildView(
  config: Config,
  view: View,
  options: RebuildCommand,
): Promise<RebuildReport> {
  if (view === "index") refuseCluster(config);
  const directory = ledgerDirectory(config.dataDir, MAIN_LEDGER);
  using stack = new DisposableStack();
  const lock = acquireLedgerLock(directory, MAIN_LEDGER);
  stack.defer(() => lock.release());
  const ledger = openLedgerReader({
    files: nodeFiles,
    directory,
    ledger: MAIN_LEDGER,
    headFromFiles: true,
  });
  stack.defer(() => ledger.close());
  if (view === "lifecycles") {
    const { deadlines, dataDir } = config;
    const file = lifecyclesFile(dataDir);
    return await rebuildLifecycles({ file, ledger, deadlines, nowMs: Date.now, ...timed(options) });
  }
  const keys = openFileKeyStore({
    masterKeyFile: config.masterKeyFile,
    directory: config.dataDir,
    readOnly: true,
  });
  stack.defer(() => keys.close());
  return await rebuildIndex({
    directory: indexDirectory(config.dataDir),
    ledgers: [ledger],
    hash: createTokenHasher(keys),
    openReader: openSqliteIndexReader,
    openWriter: openSqliteIndexWriter,
    ...timed(options),
  });
}

function timed(options: RebuildCommand): RebuildCommand & { readonly now: () => number } {
  return { ...options, now: () => performance.now() };
}

function refuseCluster({ elasticsearchUrl, elasticsearchPrefix }: Config): void {
  if (elasticsearchUrl === undefined) return;
  throw new TracewellError(
    "invalid-config",
    `The index lies in Elasticsearch. Delete its indices ${elasticsearchPrefix}-${MAIN_LEDGER}-* there; the service makes them anew. The view of lifecycles alone: --view lifecycles.`,
  );
}
