import type { DatabaseSync } from "node:sqlite";
import type { CardRow, LifecycleReader } from "../lifecycle-store.ts";
import { prepared } from "./prepared.ts";
import { type Row, textIn, textOrNull } from "./row-values.ts";
import { typeNumber } from "./schema.ts";

/** Cards after `after` by ID ascending; one whose entries are all later is left out of `entries`, not of the list. */
export function readCards(
  database: DatabaseSync,
  request: Parameters<LifecycleReader["cards"]>[0],
): CardRow[] {
  const { after = "", limit, asOfMs = Infinity, throughSeq = Infinity } = request;
  const select = prepared(
    database,
    `SELECT keys.name, cards.store, cards.currency, cards.entries
      FROM keys CROSS JOIN cards ON cards.key = keys.id
      WHERE keys.type = ? AND keys.name > ? ORDER BY keys.name LIMIT ?`,
  );
  return select
    .all(typeNumber("giftCard"), after, limit)
    .map((row) => cardRow(row, { asOfMs, throughSeq }));
}

function cardRow(
  row: Row,
  until: { readonly asOfMs: number; readonly throughSeq: number },
): CardRow {
  const entries: CardRow["entries"] = JSON.parse(textIn(row, "entries"));
  return {
    card: textIn(row, "name"),
    store: textOrNull(row, "store"),
    currency: textIn(row, "currency"),
    entries: entries.filter(({ atMs, seq }) => atMs <= until.asOfMs && seq <= until.throughSeq),
  };
}
