import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { invariant } from "#domain/errors.ts";
import type { BatchRecords } from "./batch-records.ts";
import { rowidOrder, timeKey } from "./rowid-order.ts";
import { identifierTerms } from "./identifier-terms.ts";
import { KeyFilterBuilder } from "./key-filter-builder.ts";
import { hasKeyFilter, writeKeyFilter } from "./key-filter-file.ts";
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

/** Tokens read into the filter for each page that may be tidied: about as much work. */
const TERMS_PER_PAGE = 16;

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
  /** While the filter of the finished partition is being made. */
  #filter: KeyFilterBuilder | undefined;
  #hasFilter: boolean;

  constructor(place: PartitionPlace) {
    this.place = place;
    this.#database = openPartition(place, "write");
    this.#summary = readSummary(this.#database, place);
    this.#statements = prepareStatements(this.#database);
    this.#hasFilter = hasKeyFilter(place, this.#summary);
  }

  get summary(): PartitionSummary {
    return this.#summary;
  }

  /** Adds consecutive records and moves the watermark, in one transaction. */
  append(batch: BatchRecords): void {
    const { segmentFirstSeq } = this.place;
    const offset = batch.firstSeq - segmentFirstSeq;
    invariant(
      offset + batch.records <= PARTITION_RECORDS_MAX,
      `a partition holds at most ${PARTITION_RECORDS_MAX} records`,
    );
    const summary = summaryAfter(this.#summary, batch);
    this.#transaction(() => {
      this.#insertRecords(batch, offset);
      const terms = identifierTerms(batch.identifiers);
      if (terms !== "") this.#statements.insertIdentifiers.run(summary.throughSeq, terms);
      this.#countMinutes(batch);
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
   * Makes the filter where there is none, merges about `pagesMax` pages of the full-text index, then gives
   * free pages back; returns whether there is more. At the end the partition is marked as compacted.
   */
  compact(pagesMax: number): boolean {
    return this.#attempt(() => this.#makeFilter(pagesMax) || this.#tidy(pagesMax));
  }

  #makeFilter(pagesMax: number): boolean {
    if (this.#hasFilter) return false;
    this.#filter ??= new KeyFilterBuilder(this.#database);
    if (this.#filter.read(pagesMax * TERMS_PER_PAGE)) return true;
    writeKeyFilter(this.place, this.#filter, this.#summary);
    this.#hasFilter = true;
    this.#filter = undefined;
    return false;
  }

  #tidy(pagesMax: number): boolean {
    if (this.#summary.compacted) return false;
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
  }

  /** Makes everything durable, by syncing the write-ahead log and folding into the file what may be. */
  checkpoint(): void {
    this.#attempt(() => this.#database.exec("PRAGMA wal_checkpoint(PASSIVE)"));
  }

  close(): void {
    this.#attempt(() => this.#database.close());
  }

  /** FTS5 starts a new segment at each rowid below the one before: in time order a batch is one. */
  #insertRecords(batch: BatchRecords, offset: number): void {
    const { insertRecord, insertFarTime } = this.#statements;
    const { timesMs, records } = batch;
    const order = rowidOrder(timesMs, records);
    for (let turn = 0; turn < records; turn += 1) {
      const place = order === null ? turn : (order[turn] ?? 0);
      const timeMs = timesMs[place] ?? 0;
      insertRecord.run(timeKey(timeMs), offset + place, batch.tokensAt(place));
      if (isFar(timeMs)) insertFarTime.run(timeKey(timeMs), offset + place, timeMs);
    }
  }

  #countMinutes({ timesMs, records }: BatchRecords): void {
    const counts = new Map<number, number>();
    let last = Math.floor((timesMs[0] ?? 0) / MINUTE_MS);
    let run = 0;
    for (let place = 0; place < records; place += 1) {
      const minute = Math.floor((timesMs[place] ?? 0) / MINUTE_MS);
      if (minute !== last) {
        counts.set(last, (counts.get(last) ?? 0) + run);
        last = minute;
        run = 0;
      }
      run += 1;
    }
    counts.set(last, (counts.get(last) ?? 0) + run);
    for (const [minute, counted] of counts) this.#statements.countMinute.run(minute, counted);
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

function summaryAfter(summary: PartitionSummary, batch: BatchRecords): PartitionSummary {
  const { timesMs, records, firstSeq, lastChecksum } = batch;
  let { farRecords } = summary;
  let timeMsMin = summary.timeMsMin ?? Infinity;
  let timeMsMax = summary.timeMsMax ?? -Infinity;
  for (let place = 0; place < records; place += 1) {
    const timeMs = timesMs[place] ?? 0;
    if (isFar(timeMs)) farRecords += 1;
    if (timeMs < timeMsMin) timeMsMin = timeMs;
    if (timeMs > timeMsMax) timeMsMax = timeMs;
  }
  return {
    throughSeq: firstSeq + records - 1,
    throughChecksum: lastChecksum,
    records: summary.records + records,
    farRecords,
    timeMsMin,
    timeMsMax,
    compacted: false,
  };
}

function isFar(timeMs: number): boolean {
  return timeMs <= TIME_KEY_MIN || timeMs >= TIME_KEY_MAX;
}
