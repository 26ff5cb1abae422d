import type { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { Watermark } from "#storage/index/event-index.ts";
import type { LifecycleBasis, LifecycleBatch, LifecycleWriter } from "../lifecycle-store.ts";
import {
  basisOf,
  createDatabaseFile,
  databaseFileExists,
  inodeOf,
  openDatabaseFile,
} from "./database-file.ts";
import { basisText, recreateView } from "./schema.ts";
import { damaged, translateError } from "./translate-error.ts";
import { ViewRows } from "./view-rows.ts";

export interface LifecycleWriterOptions {
  /** The database; made, with its directory, where it is missing. */
  readonly file: string;
  /** By what the view is made; one made by something else is emptied, to be made anew from the ledger. */
  readonly basis: LifecycleBasis;
}

/** The writing half on one SQLite file; one per file. Throws `index-unavailable`. */
export function openLifecycleWriter(options: LifecycleWriterOptions): LifecycleWriter {
  return new SqliteLifecycleWriter(options);
}

class SqliteLifecycleWriter implements LifecycleWriter {
  readonly #file: string;
  readonly #basis: LifecycleBasis;
  #database: DatabaseSync;
  /** Of the file that is written to; what has its name may be another one, or nothing. */
  #inode: bigint | null;
  #rows: ViewRows;
  #closed = false;

  constructor({ file, basis }: LifecycleWriterOptions) {
    this.#file = file;
    this.#basis = basis;
    this.#database = openOrCreate(file, basis);
    this.#inode = inodeOf(file);
    this.#rows = this.#openRows();
    if (basisOf(this.#database) !== basisText(basis)) this.#recreate();
  }

  async position(ledger: string): Promise<Watermark> {
    const { throughSeq, throughChecksum } = this.#read((rows) => rows.state(ledger));
    return throughChecksum === null
      ? { ledger, throughSeq }
      : { ledger, throughSeq, checksum: throughChecksum };
  }

  async judgedMs(): Promise<number> {
    return this.#read((rows) => rows.judgedMs());
  }

  async seqsOf(objects: readonly ObjectKey[], limit: number): Promise<number[][]> {
    return this.#read((rows) => objects.map((object) => rows.seqsOf(object, limit)));
  }

  async lateRecords(seqs: readonly number[]): Promise<Map<number, number>> {
    return this.#read((rows) => rows.lateRecords(seqs));
  }

  async latestTimes(): Promise<Map<string, number>> {
    return this.#read((rows) => rows.latestTimes());
  }

  async due(atMs: number, limit: number): Promise<ObjectKey[]> {
    return this.#read((rows) => rows.due(atMs, limit));
  }

  async nextChangeMs(): Promise<number | null> {
    return this.#read((rows) => rows.nextChangeMs());
  }

  async write(batch: LifecycleBatch): Promise<void> {
    this.#transaction((rows) => rows.write(batch));
  }

  async tell(noticedMs: number): Promise<boolean> {
    return this.#transaction((rows) => rows.tell(noticedMs));
  }

  async dropBefore(ledger: string, seq: number): Promise<void> {
    this.#transaction((rows) => rows.dropBefore(ledger, seq));
  }

  async outdated(limit: number): Promise<ObjectKey[]> {
    return this.#transaction((rows) => rows.outdated(limit));
  }

  async clear(): Promise<void> {
    this.#assertOpen();
    try {
      this.#recreate();
    } catch (error) {
      if (!isDamaged(error)) throw error;
      // Beyond use: what was told goes with it.
      this.#closeDatabase();
      createDatabaseFile(this.#file, this.#basis);
      this.#database = openDatabaseFile(this.#file, "write");
      this.#inode = inodeOf(this.#file);
      this.#rows = this.#openRows();
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#closeDatabase();
  }

  #openRows(): ViewRows {
    try {
      return new ViewRows(this.#database, this.#basis.deadlines.sourceSilentMs);
    } catch (error) {
      throw translateError(error, this.#file);
    }
  }

  /** Prepared statements know the tables by name: they serve the new ones as well. */
  #recreate(): void {
    this.#transaction(() => recreateView(this.#database, this.#basis));
    this.#rows.forget();
  }

  #closeDatabase(): void {
    try {
      this.#database.close();
    } catch (error) {
      throw translateError(error, this.#file);
    }
  }

  #read<Result>(work: (rows: ViewRows) => Result): Result {
    this.#assertOpen();
    try {
      return work(this.#rows);
    } catch (error) {
      throw translateError(error, this.#file);
    }
  }

  #transaction<Result>(work: (rows: ViewRows) => Result): Result {
    return this.#read((rows) => {
      this.#requireFile();
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const result = work(rows);
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        rows.forget();
        throw error;
      }
    });
  }

  /** What is written to a file that somebody removed, nobody reads. Throws `index-unavailable`. */
  #requireFile(): void {
    if (this.#inode !== null && inodeOf(this.#file) === this.#inode) return;
    throw damaged("its file was removed or replaced", this.#file);
  }

  #assertOpen(): void {
    if (this.#closed) throw new TracewellError("closed", "The view of lifecycles is closed.");
  }
}

/** A file that is missing, damaged or of another version is made anew: the ledger holds everything. */
function openOrCreate(file: string, basis: LifecycleBasis): DatabaseSync {
  if (!databaseFileExists(file)) createDatabaseFile(file, basis);
  try {
    return openDatabaseFile(file, "write");
  } catch (error) {
    if (!isDamaged(error)) throw error;
    createDatabaseFile(file, basis);
    return openDatabaseFile(file, "write");
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof TracewellError && error.detail["damaged"] === true;
}
