import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { LifecycleBatch, SignOfLife } from "../lifecycle-store.ts";
import { numberIn } from "./row-values.ts";

/**
 * What sources say of themselves. Signs that are no further apart than a source may be silent become one
 * stretch of time in which it lived, in whatever order they come: what lies between stretches is silence.
 */
export class SignRows {
  readonly #silentMs: number;
  readonly #near: StatementSync;
  readonly #remove: StatementSync;
  readonly #insert: StatementSync;
  readonly #insertOutage: StatementSync;
  readonly #insertStore: StatementSync;
  readonly #putLatest: StatementSync;

  constructor(database: DatabaseSync, sourceSilentMs: number) {
    this.#silentMs = sourceSilentMs;
    this.#near = database.prepare(
      "SELECT * FROM alive WHERE source = ? AND from_ms <= ? AND to_ms >= ? ORDER BY from_ms",
    );
    this.#remove = database.prepare("DELETE FROM alive WHERE source = ? AND from_ms = ?");
    this.#insert = database.prepare("INSERT INTO alive VALUES (?, ?, ?, ?, ?, ?)");
    this.#insertOutage = database.prepare("INSERT OR IGNORE INTO outages VALUES (?, ?, ?, ?)");
    this.#insertStore = database.prepare("INSERT OR IGNORE INTO source_stores VALUES (?, ?)");
    this.#putLatest = database.prepare(
      `INSERT INTO sources VALUES (?, ?)
        ON CONFLICT (source) DO UPDATE SET latest_ms = excluded.latest_ms`,
    );
  }

  put({ signs, stores, latest }: Pick<LifecycleBatch, "signs" | "stores" | "latest">): void {
    for (const [source, latestMs] of latest) this.#putLatest.run(source, latestMs);
    for (const { source, store } of stores) this.#insertStore.run(source, store);
    for (const sign of signs) {
      const { source, kind, timeMs, seq } = sign;
      for (const store of sign.stores) this.#insertStore.run(source, store);
      if (kind !== "beat" && kind !== "started") {
        this.#insertOutage.run(source, timeMs, seq, kind);
      }
      if (kind !== "lost") this.#live(sign);
    }
  }

  /** Joins a sign of life with the stretches that it touches. */
  #live({ source, timeMs, seq, kind }: SignOfLife): void {
    let [fromMs, toMs, firstSeq, lastSeq, beats] = [timeMs, timeMs, seq, seq, 0];
    for (const row of this.#near.all(source, timeMs + this.#silentMs, timeMs - this.#silentMs)) {
      const rowFromMs = numberIn(row, "from_ms");
      const rowToMs = numberIn(row, "to_ms");
      this.#remove.run(source, rowFromMs);
      if (rowFromMs <= fromMs) [fromMs, firstSeq] = [rowFromMs, numberIn(row, "first_seq")];
      if (rowToMs >= toMs) [toMs, lastSeq] = [rowToMs, numberIn(row, "last_seq")];
      beats += numberIn(row, "beats");
    }
    this.#insert.run(source, fromMs, toMs, firstSeq, lastSeq, beats + (kind === "beat" ? 1 : 0));
  }
}
