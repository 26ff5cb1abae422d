import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { z } from "zod";
import type { CheckpointStore } from "./checkpoint-store.ts";
import { fileCheckpointSchema, type FileCheckpoint } from "./file-checkpoint.ts";

const SCHEMA_VERSION = 1;

/** Only the service's own user may read what it stores. */
const DIRECTORY_MODE = 0o700;

const SCHEMA = `
  CREATE TABLE files (
    source TEXT NOT NULL,
    file INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (source, file)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};`;

export interface CheckpointStoreOptions {
  /** The data directory. */
  readonly directory: string;
  /** Last durable record of the ledger: what stands on later ones is forgotten. */
  readonly headSeq: number;
  /** Told when the file was damaged or of another version, was put aside, and reading begins anew. */
  readonly onReset: (reason: string) => void;
}

/** Opens or makes the store. A damaged file is put aside as `checkpoints.damaged`: it can always be made anew. */
export function openCheckpointStore(options: CheckpointStoreOptions): CheckpointStore {
  const directory = join(options.directory, "checkpoints");
  mkdirSync(directory, { recursive: true, mode: DIRECTORY_MODE });
  const path = join(directory, "files.sqlite");
  try {
    return new SqliteCheckpointStore(path, options.headSeq);
  } catch (error) {
    if (!existsSync(path)) throw error;
    renameSync(path, join(directory, "files.damaged"));
    for (const beside of ["-wal", "-shm"]) rmSync(`${path}${beside}`, { force: true });
    options.onReset(error instanceof Error ? error.message : String(error));
    return new SqliteCheckpointStore(path, options.headSeq);
  }
}

class SqliteCheckpointStore implements CheckpointStore {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #list: StatementSync;
  readonly #remove: StatementSync;
  #closed = false;

  constructor(path: string, headSeq: number) {
    this.#database = new DatabaseSync(path);
    try {
      this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
      this.#requireSchema();
      this.#database.prepare("DELETE FROM files WHERE seq > ?").run(headSeq);
      this.#insert = this.#database.prepare(
        "INSERT OR REPLACE INTO files (source, file, seq, document) VALUES (?, ?, ?, ?)",
      );
      this.#list = this.#database.prepare(
        "SELECT document FROM files WHERE source = ? ORDER BY file",
      );
      this.#remove = this.#database.prepare("DELETE FROM files WHERE source = ? AND file = ?");
      for (const row of this.#database.prepare("SELECT document FROM files").iterate()) {
        documentOf(row);
      }
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  list(source: string): FileCheckpoint[] {
    return this.#list.all(source).map(documentOf);
  }

  save(checkpoints: readonly FileCheckpoint[], seq: number): void {
    if (checkpoints.length === 0) return;
    this.#inTransaction(() => {
      for (const checkpoint of checkpoints) {
        const { source, file } = checkpoint;
        this.#insert.run(source, file, seq, JSON.stringify(checkpoint));
      }
    });
  }

  saveDurably(checkpoints: readonly FileCheckpoint[], seq: number): void {
    this.#database.exec("PRAGMA synchronous = FULL");
    try {
      this.save(checkpoints, seq);
    } finally {
      this.#database.exec("PRAGMA synchronous = NORMAL");
    }
  }

  forget(source: string, files: readonly number[]): void {
    this.#inTransaction(() => {
      for (const file of files) this.#remove.run(source, file);
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#database.close();
  }

  #inTransaction(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #requireSchema(): void {
    const row = this.#database.prepare("PRAGMA user_version").get();
    const { user_version: version } = z.object({ user_version: z.number() }).parse(row);
    if (version === 0) this.#inTransaction(() => this.#database.exec(SCHEMA));
    else if (version !== SCHEMA_VERSION) {
      throw new Error(`it has version ${version}, this service reads ${SCHEMA_VERSION}`);
    }
  }
}

function documentOf(row: unknown): FileCheckpoint {
  const { document } = z.object({ document: z.string() }).parse(row);
  return fileCheckpointSchema.parse(JSON.parse(document));
}
