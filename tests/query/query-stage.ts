import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { invariant } from "#domain/errors.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import { createQueryEngine, type QueryEngineOptions } from "#query/engine.ts";
import type { QueryEngine, QueryRequest } from "#query/query-engine.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import type { EventIndexReader, EventIndexWriter } from "#storage/index/event-index.ts";
import type { RecordHasher } from "#storage/index/index-entry.ts";
import { TRANSACTION_RECORDS } from "#storage/index/next-batch.ts";
import { IndexBatchReader } from "#storage/index/read-index-batch.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerReader, LedgerWriter } from "#storage/ledger/ledger.ts";
import { EventIndexOracle } from "../contract/event-index-oracle.ts";

export type IndexKind = "oracle" | "sqlite";

/** The suites run against both. */
export const INDEX_KINDS: readonly IndexKind[] = ["oracle", "sqlite"];

export interface StageOptions {
  readonly index?: IndexKind;
  readonly ledgers?: readonly string[];
  readonly segmentBytesMax?: number;
  /** How protected values are found; by a stand-in for ciphertexts when absent (see `hidden`). */
  readonly protection?: Required<Pick<QueryEngineOptions, "searchHash" | "hashProtected">>;
  readonly engine?: Pick<
    QueryEngineOptions,
    "stopwatch" | "scanBudgetMs" | "lifecycles" | "mentionedInQuarantine"
  >;
}

/** A time long before any test's events were recorded; moved on by tests. */
const START_MS = Date.parse("2026-01-01T00:00:00.000Z");

/** Stands for the keyed hash: what is protected is not the point of these tests. */
function hashOf(path: string, clear: string): string {
  return createHash("sha256").update(`${path}\0${clear.toLowerCase()}`).digest("hex").slice(0, 22);
}

interface StagedLedger {
  readonly writer: LedgerWriter;
  /** Reads for the index; the engine has its own. */
  readonly follower: LedgerReader;
  readonly reader: LedgerReader;
  readonly batches: IndexBatchReader;
}

/** A query engine over real ledgers in a directory of its own, with an index that follows when told. */
export class QueryStage implements AsyncDisposable {
  readonly engine: QueryEngine;
  /** What the engine is made from, for what else answers from the same log. */
  readonly engineOptions: QueryEngineOptions;
  readonly index: EventIndexReader;
  /** What the clock says when records are appended. */
  recordedAtMs = START_MS;
  nowMs = Date.parse("2026-02-01T00:00:00.000Z");
  quarantined = 0;
  reasons: string[] = [];
  readonly #protection: NonNullable<StageOptions["protection"]>;
  readonly #writer: EventIndexWriter;
  readonly #root = mkdtempSync(join(tmpdir(), "tracewell-query-"));
  readonly #ledgers = new Map<string, StagedLedger>();

  constructor(options: StageOptions = {}) {
    this.#protection = options.protection ?? STAND_IN;
    for (const ledger of options.ledgers ?? ["main"]) this.#openLedger(ledger, options);
    if (options.index === "sqlite") {
      const directory = join(this.#root, "index");
      this.#writer = openSqliteIndexWriter({ directory });
      this.index = openSqliteIndexReader({ directory });
    } else {
      const oracle = new EventIndexOracle();
      this.#writer = oracle;
      this.index = oracle;
    }
    this.engineOptions = {
      index: this.index,
      ledgers: new Map([...this.#ledgers].map(([name, { reader }]) => [name, reader])),
      ...this.#protection,
      ...options.engine,
    };
    this.engine = createQueryEngine(this.engineOptions);
  }

  /** What every request carries, as things are now. */
  request(): QueryRequest {
    const heads = [...this.#ledgers].map(([ledger, { writer }]) => {
      return { ledger, headSeq: writer.headSeq };
    });
    return {
      facts: { heads, quarantined: this.quarantined, reasons: this.reasons },
      nowMs: this.nowMs,
    };
  }

  /** Appends events as one group; not indexed yet. */
  append(events: readonly (StagedEvent | AuditEvent)[], ledger = "main"): void {
    const { writer } = this.#ledger(ledger);
    for (const { source: sourceName, id, ...event } of events) {
      const source = typeof sourceName === "string" ? sourceName : "shop";
      this.#stage(writer, source, JSON.stringify(event), id);
    }
    writer.commit();
  }

  /** Appends events as their producer wrote them, and indexes them from the ledger's bytes. */
  async recordWritten(eventsJson: readonly string[]): Promise<void> {
    const { writer } = this.#ledger("main");
    for (const eventJson of eventsJson) this.#stage(writer, "shop", eventJson);
    writer.commit();
    await this.follow();
  }

  /** Lets the index read on through a position, or to the head. */
  async follow(throughSeq = Infinity, ledger = "main"): Promise<void> {
    const { follower, writer, batches } = this.#ledger(ledger);
    follower.advance(Math.min(throughSeq, writer.headSeq));
    for (;;) {
      const next = (await this.#writer.watermark(ledger)) + 1;
      const batch = batches.read(next, TRANSACTION_RECORDS);
      if (batch === null) return;
      await this.#writer.index(batch);
    }
  }

  /** Appends and indexes. */
  async record(events: readonly StagedEvent[], ledger = "main"): Promise<void> {
    this.append(events, ledger);
    await this.follow(Infinity, ledger);
  }

  /** Removes the ledger's oldest segment, as retention does; the index still knows its records. */
  dropFirstSegment(ledger = "main"): void {
    const { follower, reader } = this.#ledger(ledger);
    const [first] = follower.segments();
    invariant(first !== undefined, "a ledger with records");
    const name = basename(first.file).split(".")[0] ?? "";
    const directory = dirname(first.file);
    for (const file of readdirSync(directory)) {
      if (file.startsWith(name)) rmSync(join(directory, file));
    }
    reader.advance(follower.headSeq);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.index.close();
    await this.#writer.close();
    for (const { writer, follower, reader } of this.#ledgers.values()) {
      for (const open of [writer, follower, reader]) open.close();
    }
    rmSync(this.#root, { recursive: true, force: true });
  }

  #openLedger(ledger: string, options: StageOptions): void {
    const directory = join(this.#root, "ledgers", ledger);
    const writer = openLedgerWriter({
      files: nodeFiles,
      directory,
      ledger,
      clock: () => this.recordedAtMs,
      ...(options.segmentBytesMax === undefined
        ? {}
        : { segmentBytesMax: options.segmentBytesMax }),
    });
    const [follower, reader] = [0, 1].map(() =>
      openLedgerReader({ files: nodeFiles, directory, ledger }),
    );
    invariant(follower !== undefined && reader !== undefined, "two readers");
    const batches = new IndexBatchReader({ reader: follower, hash: this.#hasher });
    this.#ledgers.set(ledger, { writer, follower, reader, batches });
  }

  readonly #hasher: RecordHasher = (record) => (path, value) =>
    this.#protection.hashProtected(record, path, value);

  #stage(writer: LedgerWriter, source: string, eventJson: string, id?: string): void {
    const staged = writer.stage({
      ...(id === undefined ? {} : { id }),
      sourceName: source,
      sourceJson: JSON.stringify({ name: source }),
      eventJson,
    });
    invariant(staged.status === "staged", `the test event is ${staged.status}`);
  }

  #ledger(name: string): StagedLedger {
    const ledger = this.#ledgers.get(name);
    invariant(ledger !== undefined, `no ledger ${name} on this stage`);
    return ledger;
  }
}

/** An event as a test states it; `source` is its name, `id` its identity there. */
export interface StagedEvent extends EventFields {
  readonly type: string;
  readonly time: string;
  readonly source?: string;
  readonly id?: string;
}

type EventFields = Pick<
  AuditEvent,
  | "transactionId"
  | "unattributed"
  | "objects"
  | "actor"
  | "amount"
  | "outcome"
  | "reason"
  | "message"
  | "level"
  | "attributes"
  | "parseNotes"
  | "raw"
>;

const CLEAR_PREFIX = "v1.";

function clearOf(cipher: string): string {
  return Buffer.from(cipher.slice(CLEAR_PREFIX.length), "base64url").toString();
}

const STAND_IN: NonNullable<StageOptions["protection"]> = {
  searchHash: hashOf,
  hashProtected: (_record, path, value) => hashOf(path, clearOf(value.cipher)),
};

/** A protected value as it stands in a ledger; its "ciphertext" only hides the clear text from search. */
export function hidden(clear: string): Record<string, string> {
  return {
    protected: "secret",
    subject: "transaction:test",
    mask: `…${clear.slice(-4)}`,
    cipher: CLEAR_PREFIX + Buffer.from(clear).toString("base64url"),
  };
}

/** An event of a transaction at a time given as milliseconds after 2026-01-10T12:00:00.000Z. */
export function eventAt(offsetMs: number, more: Partial<StagedEvent> = {}): StagedEvent {
  const time = new Date(Date.parse("2026-01-10T12:00:00.000Z") + offsetMs).toISOString();
  return { type: "trace.recorded", time, transactionId: "TU80WKRYTI9QUMJ4", ...more };
}
