import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";

/** A key as stored: `wrapped` is null once it was destroyed. */
export interface StoredKey {
  readonly wrapped: Uint8Array | null;
}

/** The writer waits this long for a reader that holds the file, for instance while a backup copies it. */
const BUSY_TIMEOUT_MS = 5_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE IF NOT EXISTS subject_keys (
    subject TEXT PRIMARY KEY, wrapped BLOB, destroyed INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX IF NOT EXISTS destroyed_keys ON subject_keys (destroyed) WHERE destroyed = 1;
`;

/** The wrapped keys on disk (`keys.db`). Every commit is synced before it returns. */
export class KeyDatabase {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #select: StatementSync;
  readonly #version: StatementSync;
  readonly #destructions: StatementSync;
  #insert: StatementSync | null = null;

  private constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.#database = database;
    this.#select = database.prepare("SELECT wrapped FROM subject_keys WHERE subject = ?");
    this.#version = database.prepare("PRAGMA data_version");
    this.#destructions = database.prepare(
      "SELECT count(*) AS destructions FROM subject_keys WHERE destroyed = 1",
    );
  }

  /** `secure_delete` overwrites a destroyed key, also in pages that are given back. */
  static openWriter(path: string): KeyDatabase {
    return translated(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
      chmodSync(path, 0o600);
      const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
      database.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
      );
      database.exec(SCHEMA);
      return new KeyDatabase(path, database);
    });
  }

  static openReader(path: string): KeyDatabase {
    return translated(path, () => {
      const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
      return new KeyDatabase(path, database);
    });
  }

  fact(name: string): string | null {
    const row = this.#database.prepare("SELECT value FROM facts WHERE name = ?").get(name);
    return typeof row?.["value"] === "string" ? row["value"] : null;
  }

  setFact(name: string, value: string): void {
    this.#database.prepare("INSERT INTO facts (name, value) VALUES (?, ?)").run(name, value);
  }

  find(subject: string): StoredKey | null {
    const row = this.#select.get(subject);
    if (row === undefined) return null;
    return { wrapped: row["wrapped"] instanceof Uint8Array ? row["wrapped"] : null };
  }

  insert(subject: string, wrapped: Uint8Array): void {
    this.#insert ??= this.#database.prepare(
      "INSERT INTO subject_keys (subject, wrapped) VALUES (?, ?)",
    );
    this.#insert.run(subject, wrapped);
  }

  /** Changes whenever another connection committed something; costs no look at the tables. */
  version(): number {
    return Number(this.#version.get()?.["data_version"]);
  }

  destructions(): number {
    return Number(this.#destructions.get()?.["destructions"]);
  }

  /** Leaves a mark in place of the key and empties the write-ahead log, which held the key as well. */
  destroy(subject: string): void {
    this.#database
      .prepare(
        `INSERT INTO subject_keys (subject, wrapped, destroyed) VALUES (?, NULL, 1)
         ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, destroyed = 1`,
      )
      .run(subject);
    this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  begin(): void {
    this.#database.exec("BEGIN IMMEDIATE");
  }

  commit(): void {
    this.#database.exec("COMMIT");
  }

  close(): void {
    this.#database.close();
  }
}

function translated<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError(
      "key-unavailable",
      `The key store ${path} cannot be opened: ${reason}. It must be there, whole, and the user who runs this must be able to write it and the directory ${dirname(path)}: mend their owner and mode, or restore it from the backup.`,
      { cause, detail: { file: path } },
    );
  }
}
