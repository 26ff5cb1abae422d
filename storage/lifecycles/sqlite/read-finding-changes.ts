import type { DatabaseSync } from "node:sqlite";
import { invariant } from "#domain/errors.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { FindingChange } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { numberIn, type Row, textIn, textsIn } from "./row-values.ts";
import { severityOfNumber, typeNumber, typeOfNumber } from "./schema.ts";

/** After a position, ascending. */
export function readFindingChanges(
  database: DatabaseSync,
  after: number,
  limit: number,
): FindingChange[] {
  const sql = "SELECT * FROM finding_changes WHERE position > ? ORDER BY position LIMIT ?";
  return prepared(database, sql).all(after, limit).map(changeOf);
}

/** Which list of changes that is, and its last position. */
export function readFindingFeed(database: DatabaseSync): {
  readonly id: string;
  readonly last: number;
} {
  const feed = prepared(database, "SELECT name FROM feed WHERE id = 1").get() ?? {};
  const last = prepared(
    database,
    "SELECT coalesce(max(position), 0) AS last FROM finding_changes",
  ).get();
  return { id: textIn(feed, "name"), last: numberIn(last ?? {}, "last") };
}

export function readHasFinding(database: DatabaseSync, on: ObjectKey, rule: string): boolean {
  const select = prepared(
    database,
    `SELECT 1 FROM findings
      WHERE key = (SELECT id FROM keys WHERE type = ? AND name = ?) AND rule = ?`,
  );
  return select.get(typeNumber(on.type), on.id, rule) !== undefined;
}

function changeOf(row: Row): FindingChange {
  const change = textIn(row, "change");
  invariant(change === "found" || change === "gone", "a finding comes up or goes away");
  return {
    position: numberIn(row, "position"),
    change,
    noticedMs: numberIn(row, "noticed_ms"),
    on: { type: typeOfNumber(row["type"]), id: textIn(row, "name") },
    rule: textIn(row, "rule"),
    severity: severityOfNumber(row["severity"]),
    sentence: textIn(row, "sentence"),
    sinceMs: numberIn(row, "since_ms"),
    evidence: textsIn(row, "evidence"),
  };
}
