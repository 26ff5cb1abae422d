import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Finding } from "#domain/lifecycles/finding.ts";
import type { LifecycleType } from "#domain/lifecycles/object-key.ts";
import { textIn } from "./row-values.ts";
import { severityNumber, typeNumber } from "./schema.ts";
import type { Tallies } from "./tallies.ts";

const COLUMNS = ["severity", "since", "sentence", "evidence", "triage"] as const;

/** The findings of each object. */
export class FindingRows {
  readonly #tallies: Tallies;
  readonly #select: StatementSync;
  readonly #replace: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync, tallies: Tallies) {
    this.#tallies = tallies;
    this.#select = database.prepare("SELECT * FROM findings WHERE key = ?");
    this.#replace = database.prepare(
      `INSERT OR REPLACE INTO findings (key, rule, ${COLUMNS.join(", ")})
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare("DELETE FROM findings WHERE key = ? AND rule = ?");
  }

  /** Puts these in the place of the object's findings. Returns whether one came up or went away. */
  put(object: {
    readonly key: number;
    readonly type: LifecycleType;
    readonly hadFindings: boolean;
    readonly findings: readonly Finding[];
  }): boolean {
    const { key, findings, hadFindings } = object;
    const type = typeNumber(object.type);
    const rows = hadFindings ? this.#select.all(key) : [];
    const before = new Map(rows.map((row) => [textIn(row, "rule"), row]));
    let isOther = false;
    for (const finding of findings) {
      const row = before.get(finding.rule);
      before.delete(finding.rule);
      const values = valuesOf(finding);
      if (row === undefined) {
        this.#tallies.add("finding", type, finding.rule, 1);
        isOther = true;
      } else if (COLUMNS.every((column, place) => row[column] === values[place])) continue;
      this.#replace.run(key, finding.rule, ...values);
    }
    for (const rule of before.keys()) {
      this.#remove.run(key, rule);
      this.#tallies.add("finding", type, rule, -1);
      isOther = true;
    }
    return isOther;
  }
}

function valuesOf({ severity, since, sentence, evidence, triage }: Finding): SQLInputValue[] {
  return [
    severityNumber(severity),
    since,
    sentence,
    JSON.stringify(evidence),
    triage === null ? null : JSON.stringify(triage),
  ];
}
