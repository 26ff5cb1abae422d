import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { silencesOf } from "./read-silences.ts";
import { readWords } from "./word-numbers.ts";
import { textIn } from "./row-values.ts";
import { readSteps } from "./steps-text.ts";

/** Text gathered before each call of the hash, so that a million rows are not a million calls. */
const CHUNK_CHARACTERS = 64 * 1024;

const BY_NAME = "JOIN keys ON keys.id = key ORDER BY keys.type, keys.name";

/** Every table that answers come from, in an order that does not depend on how its keys are numbered. */
const TABLES = [
  `SELECT keys.type, keys.name, state, since_ms, first_ms, last_ms, records, store, amount_minor,
    amount_currency, due_ms, expires_ms, aliases, findings, open_findings, severities,
    next_change_ms, number_store, number_sequence FROM objects ${BY_NAME}`,
  `SELECT keys.type, keys.name, rule, severity, since, sentence, evidence, triage
    FROM findings ${BY_NAME}, rule`,
  "SELECT * FROM numbers ORDER BY store, sequence, number",
  `SELECT keys.name, store, currency, entries FROM cards ${BY_NAME}`,
  "SELECT * FROM late_records ORDER BY seq",
  "SELECT * FROM source_stores ORDER BY source, store",
  "SELECT * FROM tallies ORDER BY kind, type, name",
];

/** SHA-256 in hex over every answer-bearing row. */
export function digestLifecycles(database: DatabaseSync): string {
  const hash = createHash("sha256");
  let chunk = "";
  const add = (values: unknown): void => {
    chunk += `${JSON.stringify(values)}\n`;
    if (chunk.length < CHUNK_CHARACTERS) return;
    hash.update(chunk);
    chunk = "";
  };
  const view = database.prepare("SELECT ledger, through_seq, through_checksum FROM view").get();
  add(Object.values(view ?? {}));
  for (const sql of TABLES) {
    add(sql);
    for (const row of database.prepare(sql).iterate()) add(Object.values(row));
  }
  const words = readWords(database);
  const steps = `SELECT keys.type, keys.name, steps FROM objects ${BY_NAME}`;
  for (const row of database.prepare(steps).iterate()) {
    add([row["type"], row["name"], readSteps(textIn(row, "steps"), words)]);
  }
  for (const row of database.prepare("SELECT DISTINCT source FROM source_stores").iterate()) {
    add(silencesOf(database, textIn(row, "source")));
  }
  return hash.update(chunk).digest("hex");
}
