import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { prefixEnd } from "#domain/identifiers/skeleton.ts";
import type { IndexHit, SortOrder } from "../event-index.ts";
import { selectHits } from "./hit-conditions.ts";
import type { HitRange } from "./hit-range.ts";
import { openPartition, summaryReader } from "./open-partition.ts";
import type { PartitionSummary } from "./open-partition.ts";
import { translateError } from "./translate-error.ts";
import type { PartitionPlace } from "./translate-error.ts";

const SELECT_TOKEN = "SELECT term FROM postings WHERE term >= ? AND term < ? LIMIT 1";
/** No token holds a control character. */
const BEFORE_ANY_CHARACTER = "\u0001";

/** Reads one partition through a connection of its own. */
export class PartitionReader {
  readonly place: PartitionPlace;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #readSummary: () => PartitionSummary;
  readonly #begin: StatementSync;
  readonly #rollback: StatementSync;
  #summary: PartitionSummary;

  constructor(place: PartitionPlace) {
    this.place = place;
    this.#database = openPartition(place, "read");
    this.#readSummary = summaryReader(this.#database, place);
    this.#begin = this.#database.prepare("BEGIN");
    this.#rollback = this.#database.prepare("ROLLBACK");
    this.#summary = this.#readSummary();
  }

  get summary(): PartitionSummary {
    return this.#summary;
  }

  /** Reads the summary again. */
  refresh(): void {
    this.#summary = this.attempt(() => this.#readSummary());
  }

  /** Begins an answer: until `release` every statement sees the partition as it is now. */
  hold(): void {
    this.attempt(() => {
      if (!this.#database.isTransaction) this.#begin.run();
      this.#summary = this.#readSummary();
    });
  }

  get isHeld(): boolean {
    return this.#database.isTransaction;
  }

  release(): void {
    if (this.#database.isTransaction) this.#rollback.run();
  }

  /** At most `limit` hits in time order. */
  page(match: string, range: HitRange, order: SortOrder, limit: number): IndexHit[] {
    const zones = selectHits(match, range, this.#summary.farRecords > 0);
    const hits: IndexHit[] = [];
    for (const zone of order === "newest" ? zones.toReversed() : zones) {
      const { columns, from, orderBy, parameters } = zone;
      const sql = `SELECT ${columns} ${from} ORDER BY ${orderBy[order]} LIMIT ?`;
      const rows = this.all(sql, ...parameters, limit - hits.length);
      for (const row of rows) hits.push(this.#hit(row));
      if (hits.length >= limit) break;
    }
    return hits;
  }

  /** Number of hits. */
  count(match: string, range: HitRange): number {
    let hits = 0;
    for (const { from, parameters } of selectHits(match, range, this.#summary.farRecords > 0)) {
      const [row] = this.all(`SELECT count(*) AS hits ${from}`, ...parameters);
      hits += Number(row?.["hits"]);
    }
    return hits;
  }

  /**
   * Tokens that begin with the prefix; null when there are more than `tokensMax`. Leaps from token to token:
   * a plain scan would read through the records of each.
   */
  tokensWithPrefix(prefix: string, tokensMax: number): readonly string[] | null {
    const end = prefixEnd(prefix);
    const tokens: string[] = [];
    for (let from = prefix; ;) {
      const [row] = this.all(SELECT_TOKEN, from, end);
      if (row === undefined) return tokens;
      if (tokens.length === tokensMax) return null;
      const token = String(row["term"]);
      tokens.push(token);
      from = token + BEFORE_ANY_CHARACTER;
    }
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
