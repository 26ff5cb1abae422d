import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { LIFECYCLE_TYPES, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { WorklistFilter, WorklistRequest } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { numberIn, textIn } from "./row-values.ts";
import { severityNumber, typeNumber } from "./schema.ts";

/** A part of a statement with what its places hold. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Where rows of a page may come from: a way into the objects, in no order or in that of the page. */
export interface RowSource {
  readonly from: string;
  readonly conditions: readonly Condition[];
}

/**
 * Objects that are all looked at rather than walked to in the order of the page: some 40 ms. What more
 * objects share is found sooner by walking, because one in fifty of a million has it.
 */
export const COLLECTED_MAX = 20_000;

/** Follows "." in ASCII: `gift-card.` to `gift-card/` are the rules whose first part is `gift-card`. */
const AFTER_DOT = "/";

/** What every row must fulfill. */
export function conditionsOf(filter: WorklistFilter & Pick<WorklistRequest, "order">): Condition[] {
  const { finding, severity, expiresBeforeMs, nowMs, order } = filter;
  const conditions: Condition[] = [];
  const add = (sql: string, value: SQLInputValue | undefined) => {
    if (value !== undefined) conditions.push({ sql, values: [value] });
  };
  add("o.type = ?", filter.type === undefined ? undefined : typeNumber(filter.type));
  add("o.state = ?", filter.state);
  for (const { type, state } of filter.notIn ?? []) {
    const values = [typeNumber(type), state];
    conditions.push({ sql: "(o.type <> ? OR o.state <> ?)", values });
  }
  add("o.store = ?", filter.store);
  add("o.since_ms < ?", filter.stateSinceBeforeMs);
  add("o.last_ms >= ?", filter.fromMs);
  add("o.last_ms < ?", filter.toMs);
  if (filter.withOpenFinding === true) {
    conditions.push({ sql: "o.findings > 0 AND o.open_findings > 0", values: [] });
  }
  if (severity !== undefined) {
    const bit = 1 << severityNumber(severity);
    conditions.push({ sql: "o.findings > 0 AND (o.severities & ?) <> 0", values: [bit] });
  }
  if (expiresBeforeMs !== undefined) {
    const values = [nowMs, expiresBeforeMs];
    conditions.push({ sql: "o.expires_ms > ? AND o.expires_ms < ?", values });
  }
  if (order === "expiring" && expiresBeforeMs === undefined) {
    conditions.push({ sql: "o.expires_ms > ?", values: [nowMs] });
  }
  if (finding !== undefined) {
    const rule = ruleCondition(finding);
    const sql = `EXISTS (SELECT 1 FROM findings f WHERE f.key = o.key AND ${rule.sql})`;
    conditions.push({ sql, values: rule.values });
  }
  return conditions;
}

/** The cheapest way to the rows of a page, by how many objects have what is asked for. */
export function sourcesOf(
  database: DatabaseSync,
  request: WorklistRequest,
  collectedMax: number,
): RowSource[] {
  const { among, finding, state, order } = request;
  if (among !== undefined) return amongThem(among);
  if (finding !== undefined && countOf(database, "finding", request) <= collectedMax) {
    const { sql, values } = ruleCondition(finding);
    const from = `(SELECT DISTINCT f.key FROM findings f WHERE ${sql}) found
      CROSS JOIN objects o ON o.key = found.key`;
    return [{ from, conditions: [{ sql: "", values }] }];
  }
  if (order === "expiring") {
    return [{ from: "objects o INDEXED BY objects_expiring", conditions: [] }];
  }
  const isFewInState = () => countOf(database, "state", request) <= collectedMax;
  if (state !== undefined && order === "newest" && isFewInState()) {
    return inStates(database, request);
  }
  if (request.expiresBeforeMs !== undefined && isFewExpiring(database, request, collectedMax)) {
    return [{ from: "objects o INDEXED BY objects_expiring", conditions: [] }];
  }
  if (order === "stuck") {
    return isForFound(request) && isFewFound(database, collectedMax)
      ? [{ from: "objects o INDEXED BY objects_found", conditions: [] }]
      : inStates(database, request);
  }
  if (isForFound(request)) return [{ from: "objects o INDEXED BY objects_found", conditions: [] }];
  const types = request.type === undefined ? LIFECYCLE_TYPES : [request.type];
  return types.map((type) => ({
    from: "objects o INDEXED BY objects_by_last",
    conditions: [{ sql: "o.type = ?", values: [typeNumber(type)] }],
  }));
}

function amongThem(keys: readonly ObjectKey[]): RowSource[] {
  // One text for any number of them, so that the statement stays prepared.
  const asked = JSON.stringify(keys.map(({ type, id }) => [typeNumber(type), id]));
  const from = `(SELECT DISTINCT k.id FROM json_each(?) a
      CROSS JOIN keys k ON k.type = a.value ->> 0 AND k.name = a.value ->> 1) found
    CROSS JOIN objects o ON o.key = found.id`;
  return [{ from, conditions: [{ sql: "", values: [asked] }] }];
}

/** A source for each state that an object asked for is in: each gives its rows in the order of `since_ms`. */
function inStates(database: DatabaseSync, filter: WorklistFilter): RowSource[] {
  const { type, state, notIn = [] } = filter;
  const left = new Set(notIn.map((one) => `${typeNumber(one.type)} ${one.state}`));
  const rows = prepared(database, "SELECT type, name FROM tallies WHERE kind = 'state'").all();
  return rows
    .filter((row) => type === undefined || row["type"] === typeNumber(type))
    .filter((row) => state === undefined || row["name"] === state)
    .filter((row) => !left.has(`${numberIn(row, "type")} ${textIn(row, "name")}`))
    .map((row) => ({
      from: "objects o INDEXED BY objects_by_state",
      conditions: [
        {
          sql: "o.type = ? AND o.state = ?",
          values: [numberIn(row, "type"), textIn(row, "name")],
        },
      ],
    }));
}

function isForFound({ severity, withOpenFinding }: WorklistFilter): boolean {
  return severity !== undefined || withOpenFinding === true;
}

function isFewFound(database: DatabaseSync, collectedMax: number): boolean {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM objects INDEXED BY objects_found
    WHERE findings > 0 LIMIT ?)`;
  const row = prepared(database, sql).get(collectedMax + 1);
  return numberIn(row ?? {}, "count") <= collectedMax;
}

function isFewExpiring(
  database: DatabaseSync,
  { nowMs, expiresBeforeMs }: WorklistFilter,
  collectedMax: number,
): boolean {
  const sql = `SELECT count(*) AS count FROM (SELECT 1 FROM objects INDEXED BY objects_expiring
    WHERE expires_ms > ? AND expires_ms < ? LIMIT ?)`;
  const row = prepared(database, sql).get(nowMs, expiresBeforeMs ?? nowMs, collectedMax + 1);
  return numberIn(row ?? {}, "count") <= collectedMax;
}

/** Objects that have the finding, or are in the state, that is asked for. */
function countOf(
  database: DatabaseSync,
  kind: "state" | "finding",
  { type, state, finding }: WorklistFilter,
): number {
  const name =
    kind === "state"
      ? { sql: "f.name = ?", values: [state ?? ""] }
      : ruleCondition(finding ?? "", "f.name");
  const ofType = type === undefined ? null : typeNumber(type);
  const row = prepared(
    database,
    `SELECT coalesce(sum(f.count), 0) AS count FROM tallies f
      WHERE f.kind = ? AND ${name.sql} AND f.type BETWEEN ? AND ?`,
  ).get(kind, ...name.values, ofType ?? 0, ofType ?? LIFECYCLE_TYPES.length);
  return numberIn(row ?? {}, "count");
}

function ruleCondition(finding: string, column = "f.rule"): Condition {
  return finding.includes(".")
    ? { sql: `${column} = ?`, values: [finding] }
    : {
        sql: `${column} > ? AND ${column} < ?`,
        values: [`${finding}.`, `${finding}${AFTER_DOT}`],
      };
}
