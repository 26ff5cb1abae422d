import type { DatabaseSync } from "node:sqlite";
import type { LifecycleReader, NumberRow, StoreRow } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { numberIn, numberOrNull, type Row, textIn, textOrNull, textsIn } from "./row-values.ts";

/** Ascending by store. */
export function readStores(database: DatabaseSync): StoreRow[] {
  const rows = prepared(
    database,
    `SELECT name AS store, count,
        (SELECT min(sequence) FROM numbers WHERE store = tallies.name) AS first_sequence,
        (SELECT max(sequence) FROM numbers WHERE store = tallies.name) AS last_sequence
      FROM tallies WHERE kind = 'numbers' ORDER BY name`,
  ).all();
  return rows.map((row) => ({
    store: textIn(row, "store"),
    firstSequence: numberIn(row, "first_sequence"),
    lastSequence: numberIn(row, "last_sequence"),
    numbers: numberIn(row, "count"),
  }));
}

export function readNumbers(
  database: DatabaseSync,
  request: Parameters<LifecycleReader["numbers"]>[0],
): NumberRow[] {
  const { store, from, to, limit } = request;
  const select = prepared(
    database,
    `SELECT * FROM numbers WHERE store = ? AND sequence >= ? AND sequence <= ?
      ORDER BY sequence, number LIMIT ?`,
  );
  const first = from ?? Number.MIN_SAFE_INTEGER;
  return select.all(store, first, to ?? Number.MAX_SAFE_INTEGER, limit).map(numberRow);
}

function numberRow(row: Row): NumberRow {
  return {
    store: textIn(row, "store"),
    sequence: numberIn(row, "sequence"),
    number: textIn(row, "number"),
    explanation: textIn(row, "explanation"),
    causes: textsIn(row, "causes"),
    order: textOrNull(row, "order_id"),
    quote: textOrNull(row, "quote_id"),
    reservedMs: numberOrNull(row, "reserved_ms"),
    usedMs: numberOrNull(row, "used_ms"),
    sinceMs: numberIn(row, "since_ms"),
    reason: textOrNull(row, "reason"),
    mayReturn: numberIn(row, "may_return") === 1,
    evidence: textsIn(row, "evidence"),
  };
}
