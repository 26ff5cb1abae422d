import { existsSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import {
  type ItemAdded,
  itemAfter,
  itemNumberOf,
  itemOf,
  parseItem,
  parseSeqs,
  type QuarantineRecord,
  type StoredItem,
} from "./quarantine-records.ts";
import type { QuarantineStatus } from "./quarantine-store.ts";

/** A view of another version is thrown away and made again. */
const VIEW_VERSION = 3;

const SCHEMA = `
  CREATE TABLE watermark (through_seq INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT;
  INSERT INTO watermark VALUES (0, '');
  CREATE TABLE items (
    number INTEGER PRIMARY KEY,
    status TEXT NOT NULL,
    source_name TEXT NOT NULL,
    item TEXT NOT NULL,
    content_seqs TEXT NOT NULL,
    input_key TEXT
  ) STRICT;
  CREATE INDEX items_by_status ON items (status, number);
  CREATE INDEX items_by_source ON items (source_name, number);
  CREATE INDEX items_by_input ON items (input_key) WHERE input_key IS NOT NULL;
  PRAGMA user_version = ${VIEW_VERSION};
`;

/** A crash may lose the last commits of the view, never mix them up: the ledger tells them again. */
const PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

/** Another process, such as a backup, holds the file for moments. */
const BUSY_TIMEOUT_MS = 5_000;

/** Everything up to `throughSeq` is in the view; `checksum` is that record's, to recognize its ledger. */
export interface ViewWatermark {
  readonly throughSeq: number;
  readonly checksum: string;
}

export interface ViewQuery {
  readonly status?: QuarantineStatus;
  readonly source?: string;
  readonly beforeNumber?: number;
  readonly limit: number;
}

/** What the quarantine's ledger says about each item now, texts encrypted. Derived: it may be deleted at any time. */
export class QuarantineView {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Opens the view, or makes an empty one where it is missing or cannot be used. */
  static open(path: string): QuarantineView {
    const present = openPresent(path);
    return present === null ? QuarantineView.create(path) : new QuarantineView(present);
  }

  /** The view beside its writer, in another thread: it sees what is committed, and writes nothing. */
  static openReader(path: string): QuarantineView {
    return new QuarantineView(new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS }));
  }

  /** An empty view in place of whatever is there. */
  static create(path: string): QuarantineView {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
    const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    database.exec(PRAGMAS);
    database.exec(`BEGIN; ${SCHEMA} COMMIT;`);
    return new QuarantineView(database);
  }

  watermark(): ViewWatermark {
    const row = this.#database.prepare("SELECT through_seq, checksum FROM watermark").get();
    return { throughSeq: Number(row?.["through_seq"]), checksum: String(row?.["checksum"]) };
  }

  /** Takes over records in their order and moves the watermark, in one transaction. */
  apply(records: readonly QuarantineRecord[], watermark: ViewWatermark): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      for (const record of records) {
        if (record.type === "quarantine.added") this.#add(record);
        else this.#change(record.itemId, (item) => itemAfter(item, record));
      }
      this.#database
        .prepare("UPDATE watermark SET through_seq = ?, checksum = ?")
        .run(watermark.throughSeq, watermark.checksum);
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /** Newest first. */
  list(query: ViewQuery): StoredItem[] {
    const conditions = ["number < ?"];
    const values: (string | number)[] = [query.beforeNumber ?? Number.MAX_SAFE_INTEGER];
    if (query.status !== undefined) {
      conditions.push("status = ?");
      values.push(query.status);
    }
    if (query.source !== undefined) {
      conditions.push("source_name = ?");
      values.push(query.source);
    }
    const rows = this.#database
      .prepare(
        `SELECT item FROM items WHERE ${conditions.join(" AND ")} ORDER BY number DESC LIMIT ?`,
      )
      .all(...values, query.limit);
    return rows.map((row) => parseItem(String(row["item"])));
  }

  get(number: number): { item: StoredItem; contentSeqs: number[] } | null {
    const row = this.#database
      .prepare("SELECT item, content_seqs FROM items WHERE number = ?")
      .get(number);
    if (row === undefined) return null;
    return {
      item: parseItem(String(row["item"])),
      contentSeqs: parseSeqs(String(row["content_seqs"])),
    };
  }

  /** The first item of this input, or null. */
  findInput(inputKey: string): StoredItem | null {
    const row = this.#database
      .prepare("SELECT item FROM items WHERE input_key = ? ORDER BY number LIMIT 1")
      .get(inputKey);
    return row === undefined ? null : parseItem(String(row["item"]));
  }

  openCount(): number {
    const row = this.#database
      .prepare("SELECT count(*) AS open FROM items WHERE status = 'open'")
      .get();
    return Number(row?.["open"]);
  }

  lastNumber(): number {
    const row = this.#database.prepare("SELECT max(number) AS last FROM items").get();
    return Number(row?.["last"] ?? 0);
  }

  close(): void {
    this.#database.close();
  }

  #add(record: ItemAdded): void {
    const item = itemOf(record);
    this.#database
      .prepare(
        "INSERT INTO items (number, status, source_name, item, content_seqs, input_key) VALUES (?, ?, ?, ?, ?, ?)",
      )
      .run(
        numberOf(record.itemId),
        item.status,
        item.sourceName,
        JSON.stringify(item),
        JSON.stringify(record.contentSeqs),
        record.inputKey ?? null,
      );
  }

  #change(itemId: string, change: (item: StoredItem) => StoredItem): void {
    const number = numberOf(itemId);
    const found = this.get(number);
    if (found === null) {
      throw new TracewellError("ledger-corrupt", `The quarantine has no item ${itemId}.`, {
        detail: { itemId },
      });
    }
    const item = change(found.item);
    this.#database
      .prepare("UPDATE items SET status = ?, item = ? WHERE number = ?")
      .run(item.status, JSON.stringify(item), number);
  }
}

function numberOf(itemId: string): number {
  const number = itemNumberOf(itemId);
  if (number !== null) return number;
  throw new TracewellError("ledger-corrupt", `"${itemId}" names no item of a quarantine.`, {
    detail: { itemId },
  });
}

/** The file as a view of this version, or null: what cannot be used is made again from the ledger. */
function openPresent(path: string): DatabaseSync | null {
  if (!existsSync(path)) return null;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version === VIEW_VERSION) {
      database.exec(PRAGMAS);
      return database;
    }
    database.close();
    return null;
  } catch (error) {
    database?.close();
    if (isUnusable(error)) return null;
    throw error;
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB, https://sqlite.org/rescode.html; other errors are not the file's fault. */
function isUnusable(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  return [11, 26].includes(Number(error.errcode) & 0xff);
}
