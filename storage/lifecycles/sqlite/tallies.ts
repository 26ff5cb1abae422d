import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Of objects by state, objects by finding, and numbers by store (of type 0). */
export type TallyKind = "state" | "finding" | "numbers";

/** Counts that heads of worklists show, kept with the rows: counting a million rows takes too long. */
export class Tallies {
  readonly #add: StatementSync;
  readonly #removeEmpty: StatementSync;
  readonly #changes = new Map<
    string,
    { kind: TallyKind; type: number; name: string; by: number }
  >();

  constructor(database: DatabaseSync) {
    this.#add = database.prepare(
      `INSERT INTO tallies (kind, type, name, count) VALUES (?, ?, ?, ?)
        ON CONFLICT (kind, type, name) DO UPDATE SET count = count + excluded.count`,
    );
    this.#removeEmpty = database.prepare("DELETE FROM tallies WHERE count = 0");
  }

  add(kind: TallyKind, type: number, name: string, by: 1 | -1): void {
    const key = `${kind} ${type} ${name}`;
    const change = this.#changes.get(key);
    if (change === undefined) this.#changes.set(key, { kind, type, name, by });
    else change.by += by;
  }

  /** Writes what was added, within the transaction of the rows. */
  write(): void {
    let hasFewer = false;
    for (const { kind, type, name, by } of this.#changes.values()) {
      if (by === 0) continue;
      hasFewer ||= by < 0;
      this.#add.run(kind, type, name, by);
    }
    if (hasFewer) this.#removeEmpty.run();
    this.forget();
  }

  /** After a transaction that was undone. */
  forget(): void {
    this.#changes.clear();
  }
}
