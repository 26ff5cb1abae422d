import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { LifecycleBasis } from "../lifecycle-store.ts";
import { numberIn, textIn } from "./row-values.ts";
import {
  BUSY_TIMEOUT_MS,
  createSchema,
  LIFECYCLES_APPLICATION_ID,
  LIFECYCLES_FORMAT_VERSION,
  prepareForReading,
  prepareForWriting,
} from "./schema.ts";
import { damaged, translateError } from "./translate-error.ts";

/** Only the service's own user may read what it stores. */
const DIRECTORY_MODE = 0o700;

/** Opens a whole database of this version. Throws `index-unavailable`. */
export function openDatabaseFile(file: string, mode: "read" | "write"): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: mode === "read", timeout: BUSY_TIMEOUT_MS });
    checkIdentity(database, file);
    if (mode === "read") prepareForReading(database);
    else prepareForWriting(database);
    database.prepare("SELECT 1 FROM view WHERE id = 1").get();
    return database;
  } catch (error) {
    database?.close();
    throw translateError(error, file);
  }
}

function checkIdentity(database: DatabaseSync, file: string): void {
  const pragma = (name: string) => numberIn(database.prepare(`PRAGMA ${name}`).get() ?? {}, name);
  if (pragma("application_id") !== LIFECYCLES_APPLICATION_ID) {
    throw damaged("the file holds no lifecycles", file);
  }
  const version = pragma("user_version");
  if (version !== LIFECYCLES_FORMAT_VERSION) {
    throw damaged(`the file has format version ${version}`, file);
  }
}

/** Makes an empty database in the place of whatever is there. A file under its own name is always complete. */
export function createDatabaseFile(file: string, basis: LifecycleBasis): void {
  const fresh = `${file}.fresh`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: DIRECTORY_MODE });
    removeDatabaseFile(fresh);
    const database = new DatabaseSync(fresh);
    try {
      createSchema(database, basis);
    } finally {
      database.close();
    }
    replaceDatabaseFile(file, fresh);
  } catch (error) {
    throw translateError(error, file);
  }
}

/** Puts a closed database in the place of another that nobody writes to. */
export function replaceDatabaseFile(file: string, fresh: string): void {
  removeDatabaseFile(file);
  renameSync(fresh, file);
}

export function removeDatabaseFile(file: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
}

export function databaseFileExists(file: string): boolean {
  return existsSync(file);
}

/** Which file has this name now; null where none has. */
export function inodeOf(file: string): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

export function basisOf(database: DatabaseSync): string {
  return textIn(database.prepare("SELECT basis FROM view WHERE id = 1").get() ?? {}, "basis");
}
