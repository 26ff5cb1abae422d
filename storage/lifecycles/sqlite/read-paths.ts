import type { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import type { LifecycleReader, PathRow } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { numberIn, textIn, textOrNull } from "./row-values.ts";
import { typeNumber } from "./schema.ts";
import { readSteps } from "./steps-text.ts";
import { readWords } from "./word-numbers.ts";

/** By first record, then by first appearance. Throws `invalid-cursor` when `after` names no object (any more). */
export function readPaths(
  database: DatabaseSync,
  request: Parameters<LifecycleReader["paths"]>[0],
): PathRow[] {
  const { fromMs, toMs, after, limit } = request;
  const type = typeNumber(request.type);
  const start = after === undefined ? null : placeOf(database, type, after);
  const rows = prepared(
    database,
    `SELECT keys.name, objects.store, objects.findings, objects.steps
      FROM objects INDEXED BY objects_by_first JOIN keys ON keys.id = objects.key
      WHERE objects.type = ? AND (objects.first_ms, objects.key) > (?, ?)
        AND objects.first_ms < ?
      ORDER BY objects.first_ms, objects.key LIMIT ?`,
  ).all(
    type,
    start?.firstMs ?? fromMs ?? Number.MIN_SAFE_INTEGER,
    start?.key ?? -1,
    toMs ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
  const words = rows.length === 0 ? new Map<number, string>() : readWords(database);
  return rows.map((row) => ({
    id: textIn(row, "name"),
    store: textOrNull(row, "store"),
    hasFinding: numberIn(row, "findings") > 0,
    steps: readSteps(textIn(row, "steps"), words),
  }));
}

function placeOf(
  database: DatabaseSync,
  type: number,
  name: string,
): { readonly firstMs: number; readonly key: number } {
  const row = prepared(
    database,
    `SELECT objects.first_ms, objects.key FROM keys JOIN objects ON objects.key = keys.id
      WHERE keys.type = ? AND keys.name = ?`,
  ).get(type, name);
  if (row === undefined) {
    throw new TracewellError("invalid-cursor", "The object at which the list went on is gone.");
  }
  return { firstMs: numberIn(row, "first_ms"), key: numberIn(row, "key") };
}
