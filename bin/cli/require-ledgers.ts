import { readdirSync } from "node:fs";
import { join } from "node:path";
import { TracewellError } from "#domain/errors.ts";

/** Names of the ledgers in a data directory. Throws `invalid-config` where there is none: a mistyped directory. */
export function requireLedgers(dataDir: string): string[] {
  try {
    return readdirSync(join(dataDir, "ledgers")).sort();
  } catch (cause) {
    throw new TracewellError(
      "invalid-config",
      `There is no ledger in ${dataDir}; name the data directory with --data-dir.`,
      { cause },
    );
  }
}
