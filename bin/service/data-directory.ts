import { accessSync, constants, mkdirSync } from "node:fs";
import { userInfo } from "node:os";
import { TracewellError } from "#domain/errors.ts";

const inTheWay = (): string => "A file is in its way.";
const closedToUser = (): string =>
  `Let the user ${userInfo().username}, who runs this, read and write it: chown or chmod.`;

/** What to do by the system's error code, in front of what always helps. */
const CURES: Readonly<Record<string, () => string>> = {
  EEXIST: inTheWay,
  ENOTDIR: inTheWay,
  EACCES: closedToUser,
  EPERM: closedToUser,
  EROFS: () => "Its disk is mounted for reading alone.",
  ENOSPC: () => "Its disk is full.",
};

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
    const cure = CURES[reason]?.();
    throw new TracewellError(
      "ledger-unwritable",
      `${dataDir} cannot be made or used as the data directory (${reason}). ${cure === undefined ? "Name" : `${cure} Or name`} another with --data-dir.`,
      { cause, detail: { dataDir } },
    );
  }
}
