import type { DatabaseSync } from "node:sqlite";
import type { Watermark } from "#storage/index/event-index.ts";
import { prepared } from "./prepared.ts";
import { numberIn, type Row, textOrNull } from "./row-values.ts";

function viewOf(database: DatabaseSync): Row {
  return prepared(database, "SELECT * FROM view WHERE id = 1").get() ?? {};
}

/** None before the first record. */
export function readWatermarks(database: DatabaseSync): Watermark[] {
  const view = viewOf(database);
  const ledger = textOrNull(view, "ledger");
  const throughSeq = numberIn(view, "through_seq");
  if (ledger === null || throughSeq === 0) return [];
  const checksum = textOrNull(view, "through_checksum");
  return [checksum === null ? { ledger, throughSeq } : { ledger, throughSeq, checksum }];
}

export function readJudgedThroughMs(database: DatabaseSync): number {
  return numberIn(viewOf(database), "judged_through_ms");
}

export function readLateRecords(
  database: DatabaseSync,
  ledger: string,
  seqs: readonly number[],
): Map<number, number> {
  const late = new Map<number, number>();
  if (viewOf(database)["ledger"] !== ledger) return late;
  const select = prepared(database, "SELECT late_ms FROM late_records WHERE seq = ?");
  for (const seq of seqs) {
    const row = select.get(seq);
    if (row !== undefined) late.set(seq, numberIn(row, "late_ms"));
  }
  return late;
}
