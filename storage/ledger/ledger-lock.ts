import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";

/** SQLite's result codes, https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5;
const PRIMARY_CODE_MASK = 0xff;

export interface LedgerLock {
  release(): void;
}

/** Takes the lock or throws `ledger-locked`; injectable, because simulated disks have no locks. */
export type AcquireLedgerLock = (directory: string, ledger: string) => LedgerLock;

/**
 * Holds SQLite's exclusive lock on `<directory>/lock` until released. The operating system frees it when
 * the process ends, however it ends, and no process ID is stored that another process might get. Nothing
 * else in the process may open the file: POSIX frees locks when any descriptor of the file is closed.
 */
export function acquireLedgerLock(directory: string, ledger: string): LedgerLock {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
    // The lock is all that is wanted: no journal file beside it.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    throw isBusy(error) ? locked(error, directory, ledger) : error;
  }
}

function locked(error: unknown, directory: string, ledger: string): TracewellError {
  return new TracewellError(
    "ledger-locked",
    `Ledger "${ledger}" in ${directory} is already open for writing. ` +
      `Stop the other process, or give this one another data directory.`,
    { cause: error, detail: { directory, ledger } },
  );
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    (error.errcode & PRIMARY_CODE_MASK) === SQLITE_BUSY
  );
}
