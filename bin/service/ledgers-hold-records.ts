import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { QUARANTINE_LEDGER } from "#storage/quarantine/quarantine-paths.ts";
import { ledgerDirectory, MAIN_LEDGER } from "./threads.ts";

/** Whether a data directory has records, good or quarantined; looks only, and creates nothing. */
export function ledgersHoldRecords(dataDir: string): boolean {
  return [MAIN_LEDGER, QUARANTINE_LEDGER].some((ledger) => {
    const directory = ledgerDirectory(dataDir, ledger);
    const reader = openLedgerReader({ files: nodeFiles, directory, ledger, headFromFiles: true });
    try {
      return reader.headSeq > 0;
    } finally {
      reader.close();
    }
  });
}
