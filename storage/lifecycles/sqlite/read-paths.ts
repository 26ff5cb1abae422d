import type { DatabaseSync } from "node:sqlite";
import { TracewellError } from "#domain/errors.ts";
import type { LifecycleReader, PathRow } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { numberIn, textIn, textOrNull } from "./row-values.ts";
import { typeNumber } from "./schema.ts";
import { readSteps } from "./steps-text.ts";
import { readWords } from "./word-numbers.ts";

/** By first record, then by first appearance. Throws `invalid-cursor` when `after` is no place. */
export function readPaths(
  database: DatabaseSync,
  request: Parameters<LifecycleReader["paths"]>[0],
): PathRow[] {
  const { fromMs, toMs, after, limit } = request;
  const type = typeNumber(request.type);
  const start = after === undefined ? null : readPlace(after);
  const rows = prepared(
    database,
    `SELECT objects.first_ms, objects.key, keys.name, objects.store, objects.findings, objects.steps
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
    place: `${numberIn(row, "first_ms")}.${numberIn(row, "key")}`,
    store: textOrNull(row, "store"),
    hasFinding: numberIn(row, "findings") > 0,
    steps: readSteps(textIn(row, "steps"), words),
  }));
}

function readPlace(text: string): { readonly firstMs: number; readonly key: number } {
  const [, firstMs, key] = /^(-?\d{1,16})\.(\d{1,16})$/.exec(text) ?? [];
  if (firstMs === undefined || key === undefined) {
    throw new TracewellError("invalid-cursor", "The list cannot go on from there.");
  }
  return { firstMs: Number(firstMs), key: Number(key) };
}
