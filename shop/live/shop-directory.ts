import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ShopError } from "../errors.ts";

/** Spendable codes stand in its databases and its events file: only its own user reads them. */
const DIRECTORY_MODE = 0o700;

/** SQLite's result code for a lock that another holds, https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5;

/** A directory that no other shop uses meanwhile. */
export interface HeldDirectory {
  /** Idempotent. */
  release(): void;
}

/**
 * Makes the shop's directory when it is missing, and holds it: two shops on the same databases would both do
 * each job and both write each event. SQLite's lock on the file `lock` is freed by the system however the
 * process ends. Throws `wrong-state` when another shop holds it, `internal` when it cannot be used.
 */
export function holdDirectory(directory: string): HeldDirectory {
  let lock: DatabaseSync | null = null;
  try {
    mkdirSync(directory, { recursive: true, mode: DIRECTORY_MODE });
    lock = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
    // The lock is all that is wanted: no journal file beside it.
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    const held = lock;
    return {
      release: () => {
        if (held.isOpen) held.close();
      },
    };
  } catch (cause) {
    lock?.close();
    throw isBusy(cause) ? inUse(directory, cause) : unusable(directory, cause);
  }
}

function inUse(directory: string, cause: unknown): ShopError {
  return new ShopError(
    "wrong-state",
    `Another shop runs in ${directory}. Stop it, or give this one a directory of its own.`,
    { cause, detail: { directory } },
  );
}

function unusable(directory: string, cause: unknown): ShopError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ShopError(
    "internal",
    `The shop cannot use its directory ${directory}: ${reason}. Give one in which this user may write.`,
    { cause, detail: { directory } },
  );
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
