import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import type { IndexHit, SortOrder } from "../event-index.ts";
import { FAR_FUTURE_ROWID_MIN, NEAR_ROWID_MIN, nearRowids } from "./hit-range.ts";
import type { HitRange, RangedPartition } from "./hit-range.ts";
import { openPartition, readSummary } from "./open-partition.ts";
import type { PartitionSummary } from "./open-partition.ts";
import { OFFSET_BITS, OFFSET_MASK } from "./schema.ts";
import { translateError } from "./translate-error.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** Bounds of an open range: no time in milliseconds lies beyond. */
const TIME_LOWEST = -Number.MAX_SAFE_INTEGER;
const TIME_HIGHEST = Number.MAX_SAFE_INTEGER;

const SELECT_NEAR = `SELECT rowid >> ${OFFSET_BITS} AS time_ms, rowid & ${OFFSET_MASK} AS offset
  FROM records WHERE records MATCH ?1 AND rowid >= ?2 AND rowid <= ?3
  AND (rowid & ${OFFSET_MASK}) <= ?4`;

const COUNT_NEAR = `SELECT count(*) AS hits
  FROM records WHERE records MATCH ?1 AND rowid >= ?2 AND rowid <= ?3
  AND (rowid & ${OFFSET_MASK}) <= ?4`;

const FROM_FAR = `FROM records CROSS JOIN far_times ON far_times.rowid = records.rowid
  WHERE records MATCH ?1 AND records.rowid >= ?2 AND records.rowid <= ?3
  AND (records.rowid & ${OFFSET_MASK}) <= ?4
  AND (far_times.time_ms, far_times.rowid & ${OFFSET_MASK}) >= (?5, ?6)
  AND (far_times.time_ms, far_times.rowid & ${OFFSET_MASK}) < (?7, ?8)`;

const SELECT_FAR = `SELECT far_times.time_ms, far_times.rowid & ${OFFSET_MASK} AS offset ${FROM_FAR}`;
const COUNT_FAR = `SELECT count(*) AS hits ${FROM_FAR}`;

type OrderBy = Readonly<Record<SortOrder, string>>;
const NEAR_ORDER: OrderBy = { newest: "rowid DESC", oldest: "rowid ASC" };
const FAR_ORDER: OrderBy = {
  newest: "far_times.time_ms DESC, far_times.rowid DESC",
  oldest: "far_times.time_ms ASC, far_times.rowid ASC",
};

const ROWID_MIN = -(1n << 63n);
const ROWID_MAX = (1n << 63n) - 1n;
const FAR_PAST = [ROWID_MIN, NEAR_ROWID_MIN - 1n] as const;
const FAR_FUTURE = [FAR_FUTURE_ROWID_MIN, ROWID_MAX] as const;

/** Reads one partition through a connection of its own. */
export class PartitionReader {
  readonly place: PartitionPlace;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #summary: PartitionSummary;

  constructor(place: PartitionPlace) {
    this.place = place;
    this.#database = openPartition(place, "read");
    this.#summary = readSummary(this.#database, place);
  }

  get summary(): PartitionSummary {
    return this.#summary;
  }

  /** Looks how far the writer has come. */
  refresh(): void {
    this.#summary = this.attempt(() => readSummary(this.#database, this.place));
  }

  /** The partition's extent, or null while it is empty. */
  get extent(): RangedPartition | null {
    const { throughSeq, timeMsMin, timeMsMax } = this.#summary;
    if (timeMsMin === null || timeMsMax === null) return null;
    const { ledger, segmentFirstSeq } = this.place;
    return { ledger, segmentFirstSeq, throughSeq, timeMsMin, timeMsMax };
  }

  /** At most `limit` hits in time order. */
  page(match: string, range: HitRange, order: SortOrder, limit: number): IndexHit[] {
    const near = {
      sql: SELECT_NEAR,
      orderBy: NEAR_ORDER,
      parameters: nearParameters(match, range),
    };
    const zones = [near];
    if (this.#summary.farRecords > 0) {
      const far = { sql: SELECT_FAR, orderBy: FAR_ORDER };
      zones.unshift({ ...far, parameters: farParameters(match, range, FAR_PAST) });
      zones.push({ ...far, parameters: farParameters(match, range, FAR_FUTURE) });
    }
    if (order === "newest") zones.reverse();
    const hits: IndexHit[] = [];
    for (const { sql, orderBy, parameters } of zones) {
      const sorted = `${sql} ORDER BY ${orderBy[order]} LIMIT ?`;
      const rows = this.all(sorted, ...parameters, limit - hits.length);
      for (const row of rows) hits.push(this.#hit(row));
      if (hits.length >= limit) break;
    }
    return hits;
  }

  /** Number of hits. */
  count(match: string, range: HitRange): number {
    let hits = this.#countOf(COUNT_NEAR, nearParameters(match, range));
    if (this.#summary.farRecords > 0) {
      hits += this.#countOf(COUNT_FAR, farParameters(match, range, FAR_PAST));
      hits += this.#countOf(COUNT_FAR, farParameters(match, range, FAR_FUTURE));
    }
    return hits;
  }

  /** Rows of any statement, prepared once; nothing is materialized. */
  *rows(sql: string, ...parameters: SQLInputValue[]): Generator<Record<string, SQLOutputValue>> {
    const iterator = this.attempt(() => this.#prepare(sql).iterate(...parameters));
    try {
      for (;;) {
        const next = this.attempt(() => iterator.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      iterator.return?.();
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** Runs a piece of work; errors of SQLite come out as ours. */
  attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw translateError(error, this.place);
    }
  }

  /** All rows of a bounded statement. */
  all(sql: string, ...parameters: SQLInputValue[]): Record<string, SQLOutputValue>[] {
    return this.attempt(() => this.#prepare(sql).all(...parameters));
  }

  #countOf(sql: string, parameters: SQLInputValue[]): number {
    return Number(this.attempt(() => this.#prepare(sql).get(...parameters))?.["hits"]);
  }

  #hit(row: Record<string, SQLOutputValue>): IndexHit {
    const { ledger, segmentFirstSeq } = this.place;
    return {
      timeMs: Number(row["time_ms"]),
      ledger,
      seq: segmentFirstSeq + Number(row["offset"]),
    };
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function nearParameters(match: string, range: HitRange): SQLInputValue[] {
  const { first, last } = nearRowids(range);
  return [match, first, last, range.offsetMax];
}

function farParameters(
  match: string,
  range: HitRange,
  zone: readonly [bigint, bigint],
): SQLInputValue[] {
  const from = range.from ?? { timeMs: TIME_LOWEST, offset: 0 };
  const to = range.to ?? { timeMs: TIME_HIGHEST, offset: 0 };
  const bounds = [Math.ceil(from.timeMs), from.offset, Math.ceil(to.timeMs), to.offset];
  return [match, ...zone, range.offsetMax, ...bounds];
}
