import type { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import type { LifecycleReader } from "../lifecycle-store.ts";
import { inodeOf, openDatabaseFile } from "./database-file.ts";
import { digestLifecycles } from "./digest-lifecycles.ts";
import { readCards } from "./read-cards.ts";
import { readFindingChanges, readFindingFeed, readHasFinding } from "./read-finding-changes.ts";
import { readNumbers, readStores } from "./read-numbers.ts";
import { readPaths } from "./read-paths.ts";
import { readSilences } from "./read-silences.ts";
import { readLateRecords, readWatermarks, readJudgedThroughMs } from "./read-view.ts";
import { readCounts, readWorklist } from "./read-worklist.ts";
import { COLLECTED_MAX } from "./worklist-sources.ts";
import { translateError } from "./translate-error.ts";

export interface LifecycleReaderOptions {
  readonly file: string;
  /** See `readWorklist`. */
  readonly collectedMax?: number;
}

/**
 * The reading half on the SQLite file of the writing one, which may be made, filled and made anew meanwhile:
 * what is not there yet reads as empty, with no watermark. Each answer is of one moment.
 */
export function openLifecycleReader(options: LifecycleReaderOptions): LifecycleReader {
  const { file, collectedMax = COLLECTED_MAX } = options;
  const open = new OpenFile(file);
  return {
    watermarks: async () => open.read(readWatermarks, () => []),
    judgedThroughMs: async () => open.read(readJudgedThroughMs, () => 0),
    objects: async (request) =>
      open.read(
        (database) => readWorklist(database, request, collectedMax),
        () => ({ rows: [], next: null }),
      ),
    counts: async () => open.read(readCounts, () => []),
    stores: async () => open.read(readStores, () => []),
    numbers: async (request) =>
      open.read(
        (database) => readNumbers(database, request),
        () => [],
      ),
    silences: async (request) =>
      open.read(
        (database) => readSilences(database, request),
        () => [],
      ),
    cards: async (request) =>
      open.read(
        (database) => readCards(database, request),
        () => [],
      ),
    paths: async (request) =>
      open.read(
        (database) => readPaths(database, request),
        () => [],
      ),
    lateRecords: async (ledger, seqs) =>
      open.read(
        (database) => readLateRecords(database, ledger, seqs),
        () => new Map(),
      ),
    findingChanges: async (after, limit) =>
      open.read(
        (database) => readFindingChanges(database, after, limit),
        () => [],
      ),
    findingFeed: async () => open.read(readFindingFeed, () => ({ id: "", last: 0 })),
    hasFinding: async (on, rule) =>
      open.read(
        (database) => readHasFinding(database, on, rule),
        () => false,
      ),
    digest: async () => open.read(digestLifecycles, () => ""),
    close: async () => open.close(),
  };
}

/** The file under its name, opened when it is there, and again when another one stands in its place. */
class OpenFile {
  readonly #file: string;
  #database: DatabaseSync | null = null;
  #inode: bigint | null = null;
  #closed = false;

  constructor(file: string) {
    this.#file = file;
  }

  read<Result>(work: (database: DatabaseSync) => Result, whenEmpty: () => Result): Result {
    if (this.#closed) throw new TracewellError("closed", "The view of lifecycles is closed.");
    const database = this.#open();
    if (database === null) return whenEmpty();
    try {
      database.exec("BEGIN");
      try {
        return work(database);
      } finally {
        database.exec("COMMIT");
      }
    } catch (error) {
      if (!(error instanceof TracewellError)) this.#forget();
      throw translateError(error, this.#file);
    }
  }

  close(): void {
    this.#closed = true;
    this.#forget();
  }

  #open(): DatabaseSync | null {
    const inode = inodeOf(this.#file);
    if (inode !== this.#inode) this.#forget();
    if (inode === null) return null;
    if (this.#database === null) {
      this.#database = openDatabaseFile(this.#file, "read");
      this.#inode = inode;
    }
    return this.#database;
  }

  #forget(): void {
    const database = this.#database;
    this.#database = null;
    this.#inode = null;
    database?.close();
  }
}
