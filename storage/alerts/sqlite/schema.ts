import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";

const SCHEMA_VERSION = 1;

/** Only the service's own user may read what it stores. */
const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

/** Somebody who copies the file holds it for moments. */
const BUSY_TIMEOUT_MS = 5_000;

const SCHEMA = `
  CREATE TABLE searches (id TEXT PRIMARY KEY, sealed TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE alerts (
    id TEXT PRIMARY KEY, sealed TEXT NOT NULL, position TEXT NOT NULL
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE told (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    alert TEXT NOT NULL, type TEXT NOT NULL, object TEXT NOT NULL, rule TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    UNIQUE (alert, type, object, rule, since_ms)
  ) STRICT;
  CREATE TABLE deliveries (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    alert TEXT NOT NULL,
    is_recorded INTEGER NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX deliveries_of_alert ON deliveries (alert, ordinal);
  CREATE INDEX deliveries_unfinished ON deliveries (alert, ordinal) WHERE is_recorded = 0;
  PRAGMA user_version = ${SCHEMA_VERSION};`;

/**
 * Opens or makes the file, readable by its owner alone; each commit is synced. Throws `invalid-config` for
 * one that is damaged, of another version, or cannot be written.
 */
export function openAlertDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: DIRECTORY_MODE });
    if (!existsSync(file)) closeSync(openSync(file, "a", FILE_MODE));
    chmodSync(file, FILE_MODE);
    database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    database.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON",
    );
    const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version === 0) inTransaction(database, () => database?.exec(SCHEMA));
    else if (version !== SCHEMA_VERSION) {
      throw new Error(`it has version ${String(version)}, this service reads ${SCHEMA_VERSION}`);
    }
    return database;
  } catch (cause) {
    database?.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError(
      "invalid-config",
      `The saved searches and alerts in ${file} cannot be opened: ${reason}. Mend its owner and mode, restore it from a backup, or remove it to start without any.`,
      { cause, detail: { file } },
    );
  }
}

/** All of `work` or nothing of it. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    // A disk that is full has rolled it back already.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
