import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import type { CountRow, ObjectRow, WorklistPage, WorklistRequest } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { numberIn, numberOrNull, type Row, textIn, textOrNull, textsIn } from "./row-values.ts";
import { severityOfNumber, typeOfNumber } from "./schema.ts";
import { type Condition, conditionsOf, type RowSource, sourcesOf } from "./worklist-sources.ts";

/** The order of a list: by which column, and in which direction. */
const ORDERS = {
  stuck: { column: "since_ms", direction: "ASC", after: ">", sign: 1 },
  newest: { column: "last_ms", direction: "DESC", after: "<", sign: -1 },
  expiring: { column: "expires_ms", direction: "ASC", after: ">", sign: 1 },
} as const;

interface Place {
  readonly ms: number;
  readonly key: number;
}

/**
 * One page of objects. Up to `collectedMax` objects are all looked at, where walking to them in the order of
 * the page may pass many others. Throws `invalid-cursor`.
 */
export function readWorklist(
  database: DatabaseSync,
  request: WorklistRequest,
  collectedMax: number,
): WorklistPage {
  const { limit, order } = request;
  const { column, sign } = ORDERS[order];
  const after = request.after === undefined ? null : parsePlace(request.after);
  const conditions = conditionsOf(request);
  const found = sourcesOf(database, request, collectedMax)
    .flatMap((source) => rowsOf(database, { source, conditions, after, request }))
    .sort((one, other) => sign * comparePlaces(placeOf(one, column), placeOf(other, column)));
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => objectRow(database, row)),
    next: found.length > limit && last !== undefined ? placeText(placeOf(last, column)) : null,
  };
}

function rowsOf(
  database: DatabaseSync,
  asked: {
    readonly source: RowSource;
    readonly conditions: readonly Condition[];
    readonly after: Place | null;
    readonly request: WorklistRequest;
  },
): Row[] {
  const { source, after, request } = asked;
  const { column, direction, after: isAfter } = ORDERS[request.order];
  const conditions = [
    ...source.conditions.filter(({ sql }) => sql !== ""),
    ...asked.conditions,
    ...(after === null
      ? []
      : [{ sql: `(o.${column}, o.key) ${isAfter} (?, ?)`, values: [after.ms, after.key] }]),
  ];
  const ofSource = source.conditions.filter(({ sql }) => sql === "");
  const values: SQLInputValue[] = [];
  for (const condition of [...ofSource, ...conditions]) values.push(...condition.values);
  const where = conditions.map(({ sql }) => sql).join(" AND ") || "1";
  // The names last, for the rows of the page alone.
  const sql = `SELECT o.*, keys.name FROM
      (SELECT o.key FROM ${source.from} WHERE ${where}
        ORDER BY o.${column} ${direction}, o.key ${direction} LIMIT ?) page
    CROSS JOIN objects o ON o.key = page.key CROSS JOIN keys ON keys.id = page.key`;
  return prepared(database, sql).all(...values, request.limit + 1);
}

function objectRow(database: DatabaseSync, row: Row): ObjectRow {
  const minor = numberOrNull(row, "amount_minor");
  const currency = textOrNull(row, "amount_currency");
  return {
    object: { type: typeOfNumber(row["type"]), id: textIn(row, "name") },
    aliases: row["aliases"] === null ? [] : textsIn(row, "aliases"),
    state: textIn(row, "state"),
    stateSinceMs: numberIn(row, "since_ms"),
    firstMs: numberIn(row, "first_ms"),
    lastMs: numberIn(row, "last_ms"),
    records: numberIn(row, "records"),
    store: textOrNull(row, "store"),
    amount: minor === null || currency === null ? null : { minor, currency },
    dueMs: numberOrNull(row, "due_ms"),
    expiresMs: numberOrNull(row, "expires_ms"),
    findings: numberIn(row, "findings") === 0 ? [] : findingsOf(database, numberIn(row, "key")),
  };
}

function findingsOf(database: DatabaseSync, key: number): ObjectRow["findings"] {
  const sql = "SELECT * FROM findings WHERE key = ? ORDER BY rule";
  return prepared(database, sql)
    .all(key)
    .map((row) => ({
      rule: textIn(row, "rule"),
      severity: severityOfNumber(row["severity"]),
      sentence: textIn(row, "sentence"),
      since: textIn(row, "since"),
      triage: JSON.parse(textOrNull(row, "triage") ?? "null"),
    }));
}

/** By type, states before findings, then by name. */
export function readCounts(database: DatabaseSync): CountRow[] {
  const rows = prepared(
    database,
    `SELECT kind, type, name, count FROM tallies WHERE kind IN ('state', 'finding')
      ORDER BY type, kind DESC, name`,
  ).all();
  return rows.map((row) => ({
    type: typeOfNumber(row["type"]),
    by: row["kind"] === "state" ? "state" : "finding",
    name: textIn(row, "name"),
    count: numberIn(row, "count"),
  }));
}

function placeOf(row: Row, column: string): Place {
  return { ms: numberIn(row, column), key: numberIn(row, "key") };
}

function comparePlaces(one: Place, other: Place): number {
  return one.ms - other.ms || one.key - other.key;
}

function placeText({ ms, key }: Place): string {
  return `${ms}.${key}`;
}

function parsePlace(text: string): Place {
  const match = /^(-?\d{1,16})\.(\d{1,15})$/.exec(text);
  if (match === null) throw new TracewellError("invalid-cursor", "The list has no such place.");
  return { ms: Number(match[1]), key: Number(match[2]) };
}
