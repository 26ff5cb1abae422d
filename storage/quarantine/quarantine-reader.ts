import type { FileLayer } from "#storage/files/file-layer.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { QUARANTINE_LEDGER, quarantinePaths } from "./quarantine-paths.ts";
import { QuarantineView } from "./quarantine-view.ts";
import { StoredQuarantine } from "./stored-quarantine.ts";

/**
 * Opens the quarantine for reading beside its writer, which must have opened it before: items are seen as soon
 * as they are durable, and the writer is never waited for. The caller keeps the keys open.
 */
export function openQuarantineReader(options: {
  readonly files: FileLayer;
  /** The data directory. */
  readonly directory: string;
  readonly keys: KeyStore;
}): StoredQuarantine {
  const { files, directory, keys } = options;
  const paths = quarantinePaths(directory);
  const view = QuarantineView.openReader(paths.view);
  try {
    const ledger = openLedgerReader({
      files,
      directory: paths.ledger,
      ledger: QUARANTINE_LEDGER,
    });
    return new StoredQuarantine(view, ledger, keys);
  } catch (error) {
    view.close();
    throw error;
  }
}
