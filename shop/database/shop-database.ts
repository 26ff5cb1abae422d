import { closeSync, existsSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { z } from "zod";
import type { ShopClock } from "../clock/shop-clock.ts";
import { timeText } from "../clock/shop-clock.ts";
import { ShopError } from "../errors.ts";
import type { LoggedEvent, ShopEvent } from "../events/shop-event.ts";
import { type RandomSource, randomCapitals } from "../random/random-source.ts";

/** Statements kept compiled; far more than the shop has. */
const STATEMENTS_MAX = 500;

/** Codes of gift cards and license numbers stand in it; SQLite's files beside it get the same mode. */
const FILE_MODE = 0o600;

/** How long a writer waits for another process's transaction. */
const BUSY_TIMEOUT_MS = 5_000;

/** Tells the events of this database from those of every other, also of one made anew under the same name. */
const INSTANCE_CHARACTERS = 8;

/**
 * A job that waits stays as it is; that it was enqueued again counts where it is under way. One that failed
 * for good begins anew.
 */
const ENQUEUE = `
  INSERT INTO jobs (kind, subject, dueMs) VALUES (?, ?, ?)
  ON CONFLICT (kind, subject) DO UPDATE SET
    repeats = repeats + 1,
    repeatMs = min(coalesce(repeatMs, excluded.dueMs), excluded.dueMs),
    dueMs = CASE WHEN failure IS NULL THEN dueMs ELSE excluded.dueMs END,
    attempts = CASE WHEN failure IS NULL THEN attempts ELSE 0 END,
    failure = NULL
`;

/** In every database of the shop, beside its own tables. */
const COMMON_SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    logged INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX IF NOT EXISTS outboxWaiting ON outbox (id) WHERE logged = 0;
  CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    dueMs INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    /** How often it was enqueued again, and when the earliest of these is due: it may be under way. */
    repeats INTEGER NOT NULL DEFAULT 0,
    repeatMs INTEGER,
    UNIQUE (kind, subject)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS jobsDue ON jobs (dueMs, id) WHERE failure IS NULL;
`;

export interface ShopDatabaseOptions {
  /** `web`, `main`, …: the beginning of its events' IDs. */
  readonly name: string;
  /** A file, or `:memory:`. */
  readonly path: string;
  /** `CREATE TABLE IF NOT EXISTS …` of its own tables. */
  readonly schema: string;
  readonly clock: ShopClock;
  readonly random: RandomSource;
  /** Each commit is synced, as in a shop that sells; a simulation does without. */
  readonly durable: boolean;
}

/** Reads of the database, within a transaction or without. Rows are checked by the schema given. */
export interface Reads {
  /** The first row, or undefined. */
  get<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row[];
}

/** Writes of one transaction. State, events and jobs are committed together or not at all. */
export interface Transaction extends Reads {
  /** Rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Puts an event into the outbox, with its ID and the clock's time. */
  emit(event: ShopEvent): void;
  /**
   * A step to be done after the commit, also after a crash. One that waits already stays as it is; one that
   * is under way is done once more; one that failed for good is tried anew.
   */
  enqueue(job: { kind: string; subject: string; dueMs?: number }): void;
}

export interface OutboxRow {
  readonly id: number;
  readonly event: LoggedEvent;
}

/** One of the shop's SQLite databases with its outbox and its jobs. Synchronous; one process at a time. */
export class ShopDatabase implements Reads {
  readonly name: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #clock: ShopClock;
  readonly #instance: string;
  #inTransaction = false;
  #hasEmitted = false;
  #earliestJobMs = Number.POSITIVE_INFINITY;
  /** Called after a commit that put events into the outbox. */
  onEvents: () => void = () => undefined;
  /** Called after a commit that enqueued jobs, with the earliest time at which one is due. */
  onJobs: (dueMs: number) => void = () => undefined;

  constructor(options: ShopDatabaseOptions) {
    this.name = options.name;
    this.#clock = options.clock;
    makeFile(options.path);
    this.#database = new DatabaseSync(options.path, { timeout: BUSY_TIMEOUT_MS });
    this.#database.exec(
      options.durable
        ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        : "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;",
    );
    this.#database.exec(COMMON_SCHEMA);
    this.#database.exec(options.schema);
    this.#prepare("INSERT INTO meta VALUES ('instance', ?) ON CONFLICT DO NOTHING").run(
      randomCapitals(options.random, INSTANCE_CHARACTERS),
    );
    const row = this.#prepare("SELECT value FROM meta WHERE key = 'instance'").get();
    this.#instance = String(row?.["value"]);
  }

  get<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row | undefined {
    const found = this.#prepare(sql).get(...values);
    return found === undefined ? undefined : row.parse(found);
  }

  all<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql)
      .all(...values)
      .map((found) => row.parse(found));
  }

  /**
   * Runs the step in one transaction; what it throws undoes all of it. Not nested: a step hands its
   * transaction on to those it calls. The step must be synchronous.
   */
  transaction<T>(step: (transaction: Transaction) => T): T {
    if (this.#inTransaction) {
      throw new ShopError("internal", "A transaction was begun within another of its database.");
    }
    this.#database.exec("BEGIN IMMEDIATE");
    this.#inTransaction = true;
    this.#hasEmitted = false;
    this.#earliestJobMs = Number.POSITIVE_INFINITY;
    let answer: T;
    try {
      answer = step(this.#transaction);
      if (answer instanceof Promise) {
        throw new ShopError("internal", "A step of a transaction waited for something.");
      }
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    } finally {
      this.#inTransaction = false;
    }
    if (this.#hasEmitted) this.onEvents();
    if (this.#earliestJobMs !== Number.POSITIVE_INFINITY) this.onJobs(this.#earliestJobMs);
    return answer;
  }

  /** Events not logged yet, oldest first. */
  waitingEvents(limit: number): OutboxRow[] {
    const sql = "SELECT id, event FROM outbox WHERE logged = 0 ORDER BY id LIMIT ?";
    return this.#prepare(sql)
      .all(limit)
      .map((row) => ({ id: Number(row["id"]), event: JSON.parse(String(row["event"])) }));
  }

  /** When it emitted the newest event that it still has; null without any. */
  lastEventMs(): number | null {
    const row = this.#prepare("SELECT event FROM outbox ORDER BY id DESC LIMIT 1").get();
    if (row === undefined) return null;
    const event: LoggedEvent = JSON.parse(String(row["event"]));
    return Date.parse(event.time);
  }

  /** They were written and synced: they are not given again. */
  markLogged(throughId: number): void {
    this.#prepare("UPDATE outbox SET logged = 1 WHERE logged = 0 AND id <= ?").run(throughId);
  }

  /** Removes logged events, the oldest first, until so many are left. */
  forgetLogged(keptRows: number): void {
    this.#prepare(
      "DELETE FROM outbox WHERE logged = 1 AND id <= (SELECT max(id) FROM outbox) - ?",
    ).run(keptRows);
  }

  /** Idempotent. */
  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  readonly #transaction: Transaction = {
    get: (row, sql, ...values) => this.get(row, sql, ...values),
    all: (row, sql, ...values) => this.all(row, sql, ...values),
    run: (sql, ...values) => {
      this.#assertInTransaction();
      return Number(this.#prepare(sql).run(...values).changes);
    },
    emit: (event) => this.#emit(event),
    enqueue: ({ kind, subject, dueMs = this.#clock.nowMs() }) => {
      this.#assertInTransaction();
      this.#prepare(ENQUEUE).run(kind, subject, dueMs);
      this.#earliestJobMs = Math.min(this.#earliestJobMs, dueMs);
    },
  };

  /** The ID is the row's number within this instance of the database. */
  #emit(event: ShopEvent): void {
    this.#assertInTransaction();
    const { lastInsertRowid } = this.#prepare("INSERT INTO outbox (event) VALUES ('')").run();
    const id = Number(lastInsertRowid);
    const logged: LoggedEvent = {
      ...event,
      id: `${this.name}-${this.#instance}-${id}`,
      time: timeText(this.#clock.nowMs()),
    };
    this.#prepare("UPDATE outbox SET event = ? WHERE id = ?").run(JSON.stringify(logged), id);
    this.#hasEmitted = true;
  }

  /** Kept beyond its step, a transaction would write outside of any. */
  #assertInTransaction(): void {
    if (!this.#inTransaction) {
      throw new ShopError("internal", `A transaction of ${this.name} was used after its end.`);
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= STATEMENTS_MAX) this.#statements.clear();
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** Made here, because SQLite lets everybody read what it makes. */
function makeFile(path: string): void {
  if (path === ":memory:" || existsSync(path)) return;
  closeSync(openSync(path, "a", FILE_MODE));
}
