import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { LifecycleBatch } from "../lifecycle-store.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { numberIn, textIn } from "./row-values.ts";
import { typeOfNumber } from "./schema.ts";

/** Which records name which object. */
export class PostingRows {
  readonly #database: DatabaseSync;
  readonly #keys: KeyNumbers;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #retention: StatementSync;
  readonly #outdated: StatementSync;
  readonly #removeOld: StatementSync;
  readonly #removeKey: StatementSync;
  readonly #setRenewed: StatementSync;

  constructor(database: DatabaseSync, keys: KeyNumbers) {
    this.#database = database;
    this.#keys = keys;
    this.#insert = database.prepare("INSERT OR IGNORE INTO postings VALUES (?, ?)");
    this.#select = database.prepare(
      `SELECT seq FROM postings
        WHERE key = ? AND seq >= (SELECT kept_from_seq FROM view WHERE id = 1)
        ORDER BY seq LIMIT ?`,
    );
    this.#retention = database.prepare(
      "SELECT kept_from_seq, renewed_from_seq FROM view WHERE id = 1",
    );
    this.#outdated = database.prepare(
      `SELECT type, name FROM keys
        WHERE EXISTS (SELECT 1 FROM postings WHERE key = keys.id AND seq < ?)
        ORDER BY id LIMIT ?`,
    );
    this.#removeOld = database.prepare("DELETE FROM postings WHERE key = ? AND seq < ?");
    this.#removeKey = database.prepare(
      `DELETE FROM keys WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM postings WHERE key = ?1)`,
    );
    this.#setRenewed = database.prepare(
      "UPDATE view SET renewed_from_seq = kept_from_seq WHERE id = 1",
    );
  }

  seqsOf(object: ObjectKey, limit: number): number[] {
    const key = this.#keys.find(object);
    return key === null ? [] : this.#select.all(key, limit).map((row) => numberIn(row, "seq"));
  }

  /** In the order of the keys, which is much faster than in that of the records. */
  insert(postings: LifecycleBatch["postings"]): void {
    const numbered = postings.map(({ object, seqs }) => ({
      key: this.#keys.numberOf(object),
      seqs,
    }));
    numbered.sort((one, other) => one.key - other.key);
    for (const { key, seqs } of numbered) {
      for (const seq of seqs) this.#insert.run(key, seq);
    }
  }

  /** Records below `seq` are none any more: nothing finds them, and what only they told is forgotten. */
  dropBefore(seq: number): void {
    const run = (sql: string) => this.#database.prepare(sql).run(seq);
    run("UPDATE view SET kept_from_seq = ? WHERE id = 1");
    run("DELETE FROM late_records WHERE seq < ?");
    run("DELETE FROM outages WHERE seq < ?");
    run("DELETE FROM alive WHERE last_seq < ?");
  }

  /** Objects of which removed records are still noted. */
  outdated(limit: number): ObjectKey[] {
    const { keptFromSeq, isRenewed } = this.#readRetention();
    if (isRenewed) return [];
    const rows = this.#outdated.all(keptFromSeq, limit);
    if (rows.length === 0) this.#setRenewed.run();
    return rows.map((row) => ({ type: typeOfNumber(row["type"]), id: textIn(row, "name") }));
  }

  /** Forgets the removed records of objects, and objects of which no record is left. */
  renew(objects: readonly ObjectKey[]): void {
    if (objects.length === 0) return;
    const { keptFromSeq } = this.#readRetention();
    for (const object of objects) {
      const key = this.#keys.find(object);
      if (key === null) continue;
      this.#removeOld.run(key, keptFromSeq);
      this.#removeKey.run(key);
    }
    this.#keys.forget();
  }

  #readRetention(): { readonly keptFromSeq: number; readonly isRenewed: boolean } {
    const row = this.#retention.get() ?? {};
    const keptFromSeq = numberIn(row, "kept_from_seq");
    return { keptFromSeq, isRenewed: numberIn(row, "renewed_from_seq") >= keptFromSeq };
  }
}
