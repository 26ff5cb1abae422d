import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { invariant } from "#domain/errors.ts";
import type { IndexEntry } from "../event-index.ts";
import { identifierTerms } from "./identifier-terms.ts";
import { openPartition, readSummary } from "./open-partition.ts";
import type { PartitionSummary } from "./open-partition.ts";
import { createPartition } from "./partition-directory.ts";
import {
  createSchema,
  EVERY_RECORD_TOKEN,
  FULL_TEXT_TABLES,
  MINUTE_MS,
  OFFSET_BITS,
  PARTITION_RECORDS_MAX,
  TIME_KEY_MAX,
  TIME_KEY_MIN,
} from "./schema.ts";
import { translateError } from "./translate-error.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** JavaScript numbers arrive as doubles: shift and "or" make 64-bit integers of them, sums would not. */
const ROWID = `((? << ${OFFSET_BITS}) | ?)`;

/** A merge that had nothing to do changes one row; see "The 'merge' Command" in the manual of FTS5. */
const CHANGES_OF_A_MERGE = 2;

interface Statements {
  readonly insertRecord: StatementSync;
  readonly insertFarTime: StatementSync;
  readonly insertIdentifiers: StatementSync;
  readonly countMinute: StatementSync;
  readonly updateSummary: StatementSync;
  readonly merges: readonly StatementSync[];
  readonly totalChanges: StatementSync;
  readonly freePages: StatementSync;
}

/** The one writing connection of a partition. */
export class PartitionWriter {
  readonly place: PartitionPlace;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  #summary: PartitionSummary;

  constructor(place: PartitionPlace) {
    this.place = place;
    this.#database = openPartition(place, "write");
    this.#summary = readSummary(this.#database, place);
    this.#statements = prepareStatements(this.#database);
  }

  get summary(): PartitionSummary {
    return this.#summary;
  }

  /**
   * Adds consecutive entries and moves the watermark, in one transaction. `lastChecksum` is that of the last
   * entry's ledger line, null when it is not known.
   */
  append(entries: readonly IndexEntry[], lastChecksum: string | null): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    invariant(
      last.seq - this.place.segmentFirstSeq < PARTITION_RECORDS_MAX,
      `a partition holds at most ${PARTITION_RECORDS_MAX} records`,
    );
    const after = summaryAfter(this.#summary, entries);
    const summary = { ...after, throughChecksum: lastChecksum };
    this.#transaction(() => {
      this.#insertRecords(entries);
      this.#insertIdentifiers(entries);
      this.#countMinutes(entries);
      this.#statements.updateSummary.run(
        summary.throughSeq,
        summary.throughChecksum,
        summary.records,
        summary.farRecords,
        summary.timeMsMin,
        summary.timeMsMax,
      );
    });
    this.#summary = summary;
  }

  /**
   * Merges about `pagesMax` pages of the full-text index, then gives free pages back; returns whether there
   * is more. At the end the partition is marked as compacted.
   */
  compact(pagesMax: number): boolean {
    if (this.#summary.compacted) return false;
    return this.#attempt(() => {
      for (const merge of this.#statements.merges) {
        const before = this.#totalChanges();
        merge.run(BigInt(-pagesMax));
        if (this.#totalChanges() - before >= CHANGES_OF_A_MERGE) return true;
      }
      const free = this.#freePages();
      this.#database.exec(`PRAGMA incremental_vacuum(${Math.ceil(pagesMax)})`);
      if (this.#freePages() < free) return true;
      this.#database.exec("UPDATE meta SET compacted = 1 WHERE id = 1");
      this.#summary = { ...this.#summary, compacted: true };
      // Readers in the middle of an answer keep the log; it is then emptied by the next start.
      this.#database.exec("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
      return false;
    });
  }

  /** Makes everything durable, by syncing the write-ahead log and folding into the file what may be. */
  checkpoint(): void {
    this.#attempt(() => this.#database.exec("PRAGMA wal_checkpoint(PASSIVE)"));
  }

  close(): void {
    this.#attempt(() => this.#database.close());
  }

  /** FTS5 starts a new segment at each rowid below the one before: in time order a batch is one. */
  #insertRecords(entries: readonly IndexEntry[]): void {
    const first = this.place.segmentFirstSeq;
    const { insertRecord, insertFarTime } = this.#statements;
    const far: IndexEntry[] = [];
    for (const entry of inRowidOrder(entries)) {
      if (isFar(entry)) far.push(entry);
      insertRecord.run(timeKey(entry.timeMs), entry.seq - first, entry.tokens);
    }
    for (const entry of far) {
      insertFarTime.run(timeKey(entry.timeMs), entry.seq - first, entry.timeMs);
    }
  }

  #insertIdentifiers(entries: readonly IndexEntry[]): void {
    const terms = identifierTerms(entries.flatMap((entry) => entry.identifiers));
    const lastSeq = entries.at(-1)?.seq;
    if (terms !== "" && lastSeq !== undefined)
      this.#statements.insertIdentifiers.run(lastSeq, terms);
  }

  #countMinutes(entries: readonly IndexEntry[]): void {
    const counts = new Map<number, number>();
    for (const { timeMs } of entries) {
      const minute = Math.floor(timeMs / MINUTE_MS);
      counts.set(minute, (counts.get(minute) ?? 0) + 1);
    }
    for (const [minute, records] of counts) this.#statements.countMinute.run(minute, records);
  }

  #transaction(work: () => void): void {
    this.#attempt(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        work();
        this.#database.exec("COMMIT");
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  #freePages(): number {
    return Number(this.#statements.freePages.get()?.["freelist_count"]);
  }

  #totalChanges(): number {
    return Number(this.#statements.totalChanges.get()?.["changes"]);
  }

  #attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw translateError(error, this.place);
    }
  }
}

/** Makes an empty partition on disk. */
export function createEmptyPartition(place: PartitionPlace): void {
  try {
    createPartition(place, (file) => {
      const database = new DatabaseSync(file);
      try {
        createSchema(database, place);
      } finally {
        database.close();
      }
    });
  } catch (error) {
    throw translateError(error, place);
  }
}

function prepareStatements(database: DatabaseSync): Statements {
  return {
    insertRecord: database.prepare(
      `INSERT INTO records (rowid, tokens) VALUES (${ROWID}, '${EVERY_RECORD_TOKEN} ' || ?)`,
    ),
    insertFarTime: database.prepare(`INSERT INTO far_times (rowid, time_ms) VALUES (${ROWID}, ?)`),
    insertIdentifiers: database.prepare("INSERT INTO identifiers (rowid, terms) VALUES (? | 0, ?)"),
    countMinute: database.prepare(
      `INSERT INTO minutes (minute, records) VALUES (?, ?)
        ON CONFLICT (minute) DO UPDATE SET records = records + excluded.records`,
    ),
    updateSummary: database.prepare(
      `UPDATE meta SET through_seq = ?, through_checksum = ?, records = ?, far_records = ?,
        time_ms_min = ?, time_ms_max = ? WHERE id = 1`,
    ),
    // A negative number of pages: of all segments, not only of a level that is full.
    merges: FULL_TEXT_TABLES.map((table) =>
      database.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`),
    ),
    freePages: database.prepare("PRAGMA freelist_count"),
    totalChanges: database.prepare("SELECT total_changes() AS changes"),
  };
}

function summaryAfter(
  summary: PartitionSummary,
  entries: readonly IndexEntry[],
): Omit<PartitionSummary, "throughChecksum"> {
  let { throughSeq, farRecords } = summary;
  let timeMsMin = summary.timeMsMin ?? Infinity;
  let timeMsMax = summary.timeMsMax ?? -Infinity;
  for (const entry of entries) {
    throughSeq = entry.seq;
    if (isFar(entry)) farRecords += 1;
    if (entry.timeMs < timeMsMin) timeMsMin = entry.timeMs;
    if (entry.timeMs > timeMsMax) timeMsMax = entry.timeMs;
  }
  const records = summary.records + entries.length;
  return { throughSeq, records, farRecords, timeMsMin, timeMsMax, compacted: false };
}

function timeKey(timeMs: number): number {
  return Math.min(Math.max(timeMs, TIME_KEY_MIN), TIME_KEY_MAX);
}

function isFar(entry: IndexEntry): boolean {
  return entry.timeMs <= TIME_KEY_MIN || entry.timeMs >= TIME_KEY_MAX;
}

function inRowidOrder(entries: readonly IndexEntry[]): readonly IndexEntry[] {
  let previous = -Infinity;
  for (const entry of entries) {
    const key = timeKey(entry.timeMs);
    if (key < previous) return entries.toSorted(byRowid);
    previous = key;
  }
  return entries;
}

function byRowid(a: IndexEntry, b: IndexEntry): number {
  return timeKey(a.timeMs) - timeKey(b.timeMs) || a.seq - b.seq;
}
