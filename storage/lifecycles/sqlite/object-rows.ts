import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { Finding } from "#domain/lifecycles/finding.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { JudgedObject } from "../lifecycle-store.ts";
import { FindingRows } from "./finding-rows.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { NumberRows } from "./number-rows.ts";
import { numberIn, type Row, textIn } from "./row-values.ts";
import { severityNumber, typeNumber } from "./schema.ts";
import { writeSteps } from "./steps-text.ts";
import type { Tallies } from "./tallies.ts";
import { WordNumbers } from "./word-numbers.ts";

const COLUMNS = [
  "type",
  "state",
  "since_ms",
  "first_ms",
  "last_ms",
  "records",
  "store",
  "amount_minor",
  "amount_currency",
  "due_ms",
  "expires_ms",
  "aliases",
  "findings",
  "open_findings",
  "severities",
  "next_change_ms",
  "number_store",
  "number_sequence",
  "steps",
] as const;

/** Whether a finding still waits for a word of somebody. */
export function isOpenFinding({ triage }: Pick<Finding, "triage">): boolean {
  return triage?.status !== "explained" && triage?.status !== "acknowledged";
}

/** What the view keeps of objects: their rows, with those of their findings, numbers and accounts. */
export class ObjectRows {
  readonly #keys: KeyNumbers;
  readonly #tallies: Tallies;
  readonly #words: WordNumbers;
  readonly #findings: FindingRows;
  readonly #numbers: NumberRows;
  readonly #select: StatementSync;
  readonly #replace: StatementSync;
  readonly #remove: StatementSync;
  readonly #replaceCard: StatementSync;
  readonly #removeCard: StatementSync;

  constructor(database: DatabaseSync, keys: KeyNumbers, tallies: Tallies) {
    this.#keys = keys;
    this.#tallies = tallies;
    this.#words = new WordNumbers(database);
    this.#findings = new FindingRows(database, tallies);
    this.#numbers = new NumberRows(database, tallies);
    this.#select = database.prepare(`SELECT ${COLUMNS.join(", ")} FROM objects WHERE key = ?`);
    const places = ["?", ...COLUMNS.map(() => "?")].join(", ");
    this.#replace = database.prepare(
      `INSERT INTO objects (key, ${COLUMNS.join(", ")}) VALUES (${places})
        ON CONFLICT (key) DO UPDATE SET
          ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(", ")}`,
    );
    this.#remove = database.prepare("DELETE FROM objects WHERE key = ?");
    this.#replaceCard = database.prepare(
      `INSERT INTO cards (key, store, currency, entries) VALUES (?, ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET store = excluded.store, currency = excluded.currency,
          entries = excluded.entries`,
    );
    this.#removeCard = database.prepare("DELETE FROM cards WHERE key = ?");
  }

  /** Puts an object in the place of what was kept of it. Returns whether its findings are others than before. */
  put(judged: JudgedObject): boolean {
    const { object } = judged.row;
    const key = this.#keys.numberOf(object);
    const before = this.#select.get(key);
    const values = this.#valuesOf(judged);
    if (before === undefined || COLUMNS.some((column, place) => before[column] !== values[place])) {
      this.#replace.run(key, ...values);
      this.#countState(before, judged);
    }
    this.#numbers.put(object.id, before, judged.number);
    this.#putCard(key, judged);
    const hadFindings = before !== undefined && numberIn(before, "findings") > 0;
    return this.#findings.put({ key, type: object.type, hadFindings, findings: judged.findings });
  }

  /** Forgets an object. Returns whether it had findings. */
  remove(object: ObjectKey): boolean {
    const key = this.#keys.find(object);
    const before = key === null ? undefined : this.#select.get(key);
    if (key === null || before === undefined) return false;
    const type = typeNumber(object.type);
    this.#remove.run(key);
    this.#tallies.add("state", type, textIn(before, "state"), -1);
    this.#numbers.put(object.id, before, null);
    if (object.type === "giftCard") this.#removeCard.run(key);
    const hadFindings = numberIn(before, "findings") > 0;
    return this.#findings.put({ key, type: object.type, hadFindings, findings: [] });
  }

  /** After a transaction that was undone. */
  forget(): void {
    this.#words.forget();
  }

  #valuesOf({ row, findings, steps, number, nextChangeMs }: JudgedObject): SQLInputValue[] {
    let severities = 0;
    for (const { severity } of findings) severities |= 1 << severityNumber(severity);
    return [
      typeNumber(row.object.type),
      row.state,
      row.stateSinceMs,
      row.firstMs,
      row.lastMs,
      row.records,
      row.store,
      row.amount?.minor ?? null,
      row.amount?.currency ?? null,
      row.dueMs,
      row.expiresMs,
      row.aliases.length === 0 ? null : JSON.stringify(row.aliases),
      findings.length,
      findings.filter(isOpenFinding).length,
      severities,
      nextChangeMs,
      number?.store ?? null,
      number?.sequence ?? null,
      writeSteps(steps, (type) => this.#words.numberOf(type)),
    ];
  }

  #countState(before: Row | undefined, { row }: JudgedObject): void {
    const type = typeNumber(row.object.type);
    if (before?.["state"] === row.state) return;
    if (before !== undefined) this.#tallies.add("state", type, textIn(before, "state"), -1);
    this.#tallies.add("state", type, row.state, 1);
  }

  #putCard(key: number, { row, card }: JudgedObject): void {
    if (row.object.type !== "giftCard") return;
    if (card === null) this.#removeCard.run(key);
    else this.#replaceCard.run(key, card.store, card.currency, JSON.stringify(card.entries));
  }
}
