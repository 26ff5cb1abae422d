import { join } from "node:path";

export const QUARANTINE_LEDGER = "quarantine";

/** Where the quarantine stands in a data directory. */
export function quarantinePaths(dataDirectory: string): { ledger: string; view: string } {
  return {
    ledger: join(dataDirectory, "ledgers", QUARANTINE_LEDGER),
    view: join(dataDirectory, "quarantine-view.db"),
  };
}
