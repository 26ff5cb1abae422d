import type { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import { databaseFileExists, openDatabaseFile } from "./database-file.ts";

const TABLES = ["feed", "told", "finding_changes"] as const;

/**
 * Takes over what another database has told of findings, so that a rebuild tells nothing again: only what
 * turns out to be otherwise. One that is missing or damaged has nothing to give.
 */
export function carryTold(database: DatabaseSync, oldFile: string): void {
  if (!isReadable(oldFile)) return;
  database.prepare("ATTACH DATABASE ? AS old").run(oldFile);
  try {
    database.exec("BEGIN IMMEDIATE");
    for (const table of TABLES) {
      database.exec(
        `DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM old.${table}`,
      );
    }
    database.exec("INSERT OR IGNORE INTO untold SELECT DISTINCT type, name FROM told");
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  } finally {
    database.exec("DETACH DATABASE old");
  }
}

function isReadable(file: string): boolean {
  if (!databaseFileExists(file)) return false;
  try {
    openDatabaseFile(file, "read").close();
    return true;
  } catch (error) {
    if (error instanceof TracewellError && error.code === "index-unavailable") return false;
    throw error;
  }
}
