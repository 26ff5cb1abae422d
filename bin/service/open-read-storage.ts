import { nodeFiles } from "#storage/files/node-files.ts";
import { openFileKeyStore } from "#storage/keys/file-key-store.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { ledgerDirectory, MAIN_LEDGER, type StorageOptions } from "./threads.ts";

/** What a thread beside the writer reads: the keys, and the ledger as far as it is told. */
export function openReadStorage(options: StorageOptions): {
  readonly keys: KeyStore;
  readonly ledger: LedgerReader;
} {
  const keys = openFileKeyStore({
    masterKeyFile: options.masterKeyFile,
    directory: options.dataDir,
    readOnly: true,
  });
  const ledger = openLedgerReader({
    files: nodeFiles,
    directory: ledgerDirectory(options.dataDir, MAIN_LEDGER),
    ledger: MAIN_LEDGER,
  });
  return { keys, ledger };
}
