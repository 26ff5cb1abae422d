import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { numberIn, type Row, textIn } from "./row-values.ts";
import { FINDING_CHANGES_MAX, typeNumber } from "./schema.ts";

/** Objects told of in one transaction: some tens of milliseconds. */
const TELL_OBJECTS_MAX = 2_000;

/**
 * Tells which findings came up and which went away, by what was told before: while records are waiting
 * nothing is told, because the next ones may say otherwise, and after a rebuild only what is really new.
 */
export class FindingChanges {
  readonly #addUntold: StatementSync;
  readonly #untold: StatementSync;
  readonly #removeUntold: StatementSync;
  readonly #current: StatementSync;
  readonly #told: StatementSync;
  readonly #addTold: StatementSync;
  readonly #removeTold: StatementSync;
  readonly #insert: StatementSync;
  readonly #last: StatementSync;
  readonly #removeOld: StatementSync;

  constructor(database: DatabaseSync) {
    this.#addUntold = database.prepare("INSERT OR IGNORE INTO untold VALUES (?, ?)");
    this.#untold = database.prepare(`SELECT type, name FROM untold LIMIT ${TELL_OBJECTS_MAX}`);
    this.#removeUntold = database.prepare("DELETE FROM untold WHERE type = ? AND name = ?");
    this.#current = database.prepare(
      `SELECT rule, severity, since, sentence, evidence FROM findings
        WHERE key = (SELECT id FROM keys WHERE type = ? AND name = ?) ORDER BY rule`,
    );
    this.#told = database.prepare("SELECT * FROM told WHERE type = ? AND name = ? ORDER BY rule");
    this.#addTold = database.prepare("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?)");
    this.#removeTold = database.prepare(
      "DELETE FROM told WHERE type = ? AND name = ? AND rule = ?",
    );
    this.#insert = database.prepare(
      "INSERT INTO finding_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );
    this.#last = database.prepare("SELECT max(position) AS position FROM finding_changes");
    this.#removeOld = database.prepare("DELETE FROM finding_changes WHERE position <= ?");
  }

  /** The findings of an object are others than before. */
  note({ type, id }: ObjectKey): void {
    this.#addUntold.run(typeNumber(type), id);
  }

  /** Tells of noted objects within the transaction; returns whether there are more. */
  tell(noticedMs: number): boolean {
    const rows = this.#untold.all();
    if (rows.length === 0) return false;
    const last = this.#last.get()?.["position"];
    let position = typeof last === "number" ? last : 0;
    for (const row of rows) {
      const type = numberIn(row, "type");
      const name = textIn(row, "name");
      position = this.#tellOf(type, name, { position, noticedMs });
      this.#removeUntold.run(type, name);
    }
    this.#removeOld.run(position - FINDING_CHANGES_MAX);
    return rows.length === TELL_OBJECTS_MAX;
  }

  #tellOf(
    type: number,
    name: string,
    from: { readonly position: number; readonly noticedMs: number },
  ): number {
    let { position } = from;
    const told = new Map(this.#told.all(type, name).map((row) => [textIn(row, "rule"), row]));
    const write = (change: "found" | "gone", rule: string, rest: readonly (string | number)[]) => {
      position += 1;
      this.#insert.run(position, change, from.noticedMs, type, name, rule, ...rest);
    };
    for (const row of this.#current.all(type, name)) {
      const rule = textIn(row, "rule");
      if (told.delete(rule)) continue;
      const rest = restOf(row, Date.parse(textIn(row, "since")));
      this.#addTold.run(type, name, rule, ...rest);
      write("found", rule, rest);
    }
    for (const [rule, row] of told) {
      this.#removeTold.run(type, name, rule);
      write("gone", rule, restOf(row, numberIn(row, "since_ms")));
    }
    return position;
  }
}

function restOf(row: Row, sinceMs: number): [number, number, string, string] {
  return [numberIn(row, "severity"), sinceMs, textIn(row, "sentence"), textIn(row, "evidence")];
}
