import type { DatabaseSync, StatementSync } from "node:sqlite";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { numberIn } from "./row-values.ts";
import { typeNumber } from "./schema.ts";

/** Keys held in memory, some 150 bytes each: those of the sales of some hours. */
const KEYS_KEPT_MAX = 100_000;

/** The number of each key in the database, and a memory of those that were used last. */
export class KeyNumbers {
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  /** Null where the database is known to have none. */
  readonly #known = new Map<string, number | null>();

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT id FROM keys WHERE type = ? AND name = ?");
    this.#insert = database.prepare("INSERT INTO keys (type, name) VALUES (?, ?)");
  }

  /** Null when nothing ever named it. */
  find(key: ObjectKey): number | null {
    const text = keyText(key);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const row = this.#find.get(typeNumber(key.type), key.id);
    return this.#keep(text, row === undefined ? null : numberIn(row, "id"));
  }

  /** Within a transaction; a new key gets the next number. */
  numberOf(key: ObjectKey): number {
    const found = this.find(key);
    if (found !== null) return found;
    const { lastInsertRowid } = this.#insert.run(typeNumber(key.type), key.id);
    const id = Number(lastInsertRowid);
    this.#keep(keyText(key), id);
    return id;
  }

  /** After a transaction that was undone, or that removed keys. */
  forget(): void {
    this.#known.clear();
  }

  #keep(text: string, id: number | null): number | null {
    if (this.#known.size >= KEYS_KEPT_MAX) this.#forgetOldest();
    this.#known.set(text, id);
    return id;
  }

  #forgetOldest(): void {
    let excess = KEYS_KEPT_MAX / 2;
    for (const text of this.#known.keys()) {
      if (excess <= 0) return;
      this.#known.delete(text);
      excess -= 1;
    }
  }
}
