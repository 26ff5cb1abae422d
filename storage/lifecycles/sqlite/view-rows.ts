import type { DatabaseSync, StatementSync } from "node:sqlite";
import { invariant } from "#domain/errors.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { LifecycleBatch } from "../lifecycle-store.ts";
import { FindingChanges } from "./finding-changes.ts";
import { KeyNumbers } from "./key-numbers.ts";
import { ObjectRows } from "./object-rows.ts";
import { PostingRows } from "./posting-rows.ts";
import { numberIn, textIn, textOrNull } from "./row-values.ts";
import { typeOfNumber } from "./schema.ts";
import { SignRows } from "./sign-rows.ts";
import { Tallies } from "./tallies.ts";

/** Everything that the writing half reads and writes, by prepared statements, within its transactions. */
export class ViewRows {
  readonly #keys: KeyNumbers;
  readonly #tallies: Tallies;
  readonly #objects: ObjectRows;
  readonly #postings: PostingRows;
  readonly #signs: SignRows;
  readonly #changes: FindingChanges;
  readonly #view: StatementSync;
  readonly #updateView: StatementSync;
  readonly #due: StatementSync;
  readonly #nextChange: StatementSync;
  readonly #lateRecord: StatementSync;
  readonly #insertLate: StatementSync;
  readonly #latestTimes: StatementSync;

  constructor(database: DatabaseSync, sourceSilentMs: number) {
    this.#keys = new KeyNumbers(database);
    this.#tallies = new Tallies(database);
    this.#objects = new ObjectRows(database, this.#keys, this.#tallies);
    this.#postings = new PostingRows(database, this.#keys);
    this.#signs = new SignRows(database, sourceSilentMs);
    this.#changes = new FindingChanges(database);
    this.#view = database.prepare("SELECT * FROM view WHERE id = 1");
    this.#updateView = database.prepare(
      `UPDATE view SET ledger = ?, through_seq = ?, through_checksum = ?, judged_ms = ?,
        judged_through_ms = max(judged_through_ms, ?) WHERE id = 1`,
    );
    this.#due = database.prepare(
      `SELECT keys.type, keys.name FROM objects JOIN keys ON keys.id = objects.key
        WHERE next_change_ms <= ? ORDER BY next_change_ms LIMIT ?`,
    );
    this.#nextChange = database.prepare(
      "SELECT min(next_change_ms) AS ms FROM objects WHERE next_change_ms IS NOT NULL",
    );
    this.#lateRecord = database.prepare("SELECT late_ms FROM late_records WHERE seq = ?");
    this.#insertLate = database.prepare("INSERT OR REPLACE INTO late_records VALUES (?, ?)");
    this.#latestTimes = database.prepare("SELECT source, latest_ms FROM sources");
  }

  /** How far the ledger is carried. Throws `internal` for another ledger than the view's. */
  state(ledger: string): {
    readonly throughSeq: number;
    readonly throughChecksum: string | null;
    readonly keptFromSeq: number;
  } {
    const row = this.#view.get() ?? {};
    const own = textOrNull(row, "ledger");
    invariant(own === null || own === ledger, "a view of lifecycles follows one ledger");
    return {
      throughSeq: numberIn(row, "through_seq"),
      throughChecksum: textOrNull(row, "through_checksum"),
      keptFromSeq: numberIn(row, "kept_from_seq"),
    };
  }

  judgedMs(): number {
    return numberIn(this.#view.get() ?? {}, "judged_ms");
  }

  seqsOf(object: ObjectKey, limit: number): number[] {
    return this.#postings.seqsOf(object, limit);
  }

  lateRecords(seqs: readonly number[]): Map<number, number> {
    const late = new Map<number, number>();
    for (const seq of seqs) {
      const row = this.#lateRecord.get(seq);
      if (row !== undefined) late.set(seq, numberIn(row, "late_ms"));
    }
    return late;
  }

  latestTimes(): Map<string, number> {
    const rows = this.#latestTimes.all();
    return new Map(rows.map((row) => [textIn(row, "source"), numberIn(row, "latest_ms")]));
  }

  due(atMs: number, limit: number): ObjectKey[] {
    return this.#due
      .all(atMs, limit)
      .map((row) => ({ type: typeOfNumber(row["type"]), id: textIn(row, "name") }));
  }

  nextChangeMs(): number | null {
    const ms = this.#nextChange.get()?.["ms"];
    return typeof ms === "number" ? ms : null;
  }

  /** Within a transaction. */
  write(batch: LifecycleBatch): void {
    const { ledger, firstSeq, throughSeq, checksum, judgedMs } = batch;
    const before = this.state(ledger);
    const isNext =
      firstSeq > before.throughSeq &&
      firstSeq <= Math.max(before.throughSeq + 1, before.keptFromSeq);
    invariant(
      isNext && throughSeq >= firstSeq - 1,
      `record ${firstSeq} of ledger ${ledger} follows watermark ${before.throughSeq}`,
    );
    this.#postings.insert(batch.postings);
    for (const judged of batch.judged) {
      if (this.#objects.put(judged)) this.#changes.note(judged.row.object);
    }
    for (const object of batch.gone) {
      if (this.#objects.remove(object)) this.#changes.note(object);
    }
    this.#postings.renew(batch.renewed);
    for (const { seq, lateMs } of batch.late) this.#insertLate.run(seq, lateMs);
    this.#signs.put(batch);
    this.#tallies.write();
    this.#updateView.run(
      ledger,
      throughSeq,
      throughSeq === before.throughSeq ? before.throughChecksum : (checksum ?? null),
      judgedMs,
      batch.isJudgedThrough ? judgedMs : 0,
    );
    if (batch.isAtHead) this.tell(judgedMs);
  }

  /** Within a transaction. */
  tell(noticedMs: number): boolean {
    return this.#changes.tell(noticedMs);
  }

  /** Within a transaction. */
  dropBefore(ledger: string, seq: number): void {
    if (seq > this.state(ledger).keptFromSeq) this.#postings.dropBefore(seq);
  }

  /** Within a transaction. */
  outdated(limit: number): ObjectKey[] {
    return this.#postings.outdated(limit);
  }

  /** After a transaction that was undone, or that removed everything. */
  forget(): void {
    this.#keys.forget();
    this.#tallies.forget();
    this.#objects.forget();
  }
}
