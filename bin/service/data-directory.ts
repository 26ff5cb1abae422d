import { accessSync, constants, mkdirSync } from "node:fs";
import { userInfo } from "node:os";
import { TracewellError } from "#domain/errors.ts";

/**
 * Makes the data directory where it is missing. Throws `ledger-unwritable`, with cause and cure, where it
 * cannot be made or this user may not write it.
 */
export function prepareDataDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new TracewellError(
      "ledger-unwritable",
      `The data directory ${dataDir} cannot be made or written (${reason}). Give it to the user ${userInfo().username}, who runs this, or name another with --data-dir.`,
      { cause, detail: { dataDir } },
    );
  }
}
