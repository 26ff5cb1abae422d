import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { NumberRow } from "../lifecycle-store.ts";
import { numberOrNull, type Row, textOrNull } from "./row-values.ts";
import type { Tallies } from "./tallies.ts";

/** The numbers of each store's sequence that some event told. */
export class NumberRows {
  readonly #tallies: Tallies;
  readonly #replace: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync, tallies: Tallies) {
    this.#tallies = tallies;
    this.#replace = database.prepare(
      `INSERT OR REPLACE INTO numbers (store, sequence, number, explanation, causes, order_id,
          quote_id, reserved_ms, used_ms, since_ms, reason, may_return, evidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare(
      "DELETE FROM numbers WHERE store = ? AND sequence = ? AND number = ?",
    );
  }

  /** Puts a number, or none, in the place of the one that an order has in its row `before`. */
  put(id: string, before: Row | undefined, number: NumberRow | null): void {
    const store = before === undefined ? null : textOrNull(before, "number_store");
    const sequence = before === undefined ? null : numberOrNull(before, "number_sequence");
    const isSame = store === (number?.store ?? null) && sequence === (number?.sequence ?? null);
    if (store !== null && !isSame) {
      this.#remove.run(store, sequence, id);
      this.#tallies.add("numbers", 0, store, -1);
    }
    if (number === null) return;
    if (!isSame) this.#tallies.add("numbers", 0, number.store, 1);
    this.#replace.run(
      number.store,
      number.sequence,
      id,
      number.explanation,
      JSON.stringify(number.causes),
      number.order,
      number.quote,
      number.reservedMs,
      number.usedMs,
      number.sinceMs,
      number.reason,
      number.mayReturn ? 1 : 0,
      JSON.stringify(number.evidence),
    );
  }
}
