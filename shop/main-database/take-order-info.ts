import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import type { DocumentRow } from "../documents/document-rows.ts";
import { lineItemOf, type OrderInfo } from "../documents/order-document.ts";
import { readOrderInfo } from "../documents/read-order-document.ts";
import { refuseDocument } from "../documents/xml-tree.ts";
import { issueInvoices } from "../invoices/issue-invoices.ts";
import { orderObjects } from "../orders/order-rows.ts";
import type { TakenDocument } from "./load-answer.ts";
import { findMainOrder, isLoaded, type MainOrderState } from "./main-rows.ts";

/**
 * Takes an OrderInfo in a transaction of the main database: see `loadOrderInfo`. Throws `invalid-document`
 * for one that is not as it must be.
 */
export function takeOrderInfo(
  tx: Transaction,
  shop: ShopContext,
  document: DocumentRow,
  foreignId: string,
  state: MainOrderState,
): TakenDocument {
  const known = findMainOrder(tx, foreignId);
  const isTaken = isLoaded(tx, foreignId, document.lineItemId, "orderInfo");
  if (isTaken && known?.state === state) return { outcome: "already", letters: [] };
  const info = readOrderInfo(document.xml);
  requireSameOrder(info, document, foreignId);
  if (known === undefined) insertOrder(tx, shop, info, state);
  else tx.run("UPDATE orders SET state = ? WHERE foreignId = ?", state, foreignId);
  insertLines(tx, info, document);
  noteLoaded(tx, shop, document, foreignId);
  const becamePaid = state === "paid" && known?.state !== "paid";
  const letters = becamePaid ? issueInvoices(tx, shop, info) : [];
  const isWhole = info.lines.every(({ kind }) => kind !== "license");
  tx.emit({
    type: "order.replicated",
    transactionId: info.transactionId,
    objects: orderObjects(info),
    message: "The order is in the main database.",
    attributes: {
      document: isWhole ? "whole" : "orderInfo",
      state,
      lineItemId: document.lineItemId,
    },
  });
  return { outcome: "loaded", letters };
}

function requireSameOrder(info: OrderInfo, document: DocumentRow, foreignId: string): void {
  if (info.foreignId !== foreignId) {
    throw refuseDocument("The document is of another order.", "/OrderInfo/orderid");
  }
  if (info.number !== document.orderNumber) {
    throw refuseDocument("The document is of another order.", "/OrderInfo/ordernumber");
  }
  if (lineItemOf(info) !== document.lineItemId) {
    throw refuseDocument(
      "The document is of another line item than its pair.",
      "/OrderInfo/items/item[1]/lineitemid",
    );
  }
}

function insertOrder(
  tx: Transaction,
  shop: ShopContext,
  info: OrderInfo,
  state: MainOrderState,
): void {
  tx.run(
    `INSERT INTO orders (foreignId, number, transactionId, store, state, email, country, amountMinor,
       currency, loadedMs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    info.foreignId,
    info.number,
    info.transactionId,
    info.store,
    state,
    info.email,
    info.country,
    info.amountMinor,
    info.currency,
    shop.clock.nowMs(),
  );
}

function insertLines(tx: Transaction, info: OrderInfo, document: DocumentRow): void {
  for (const line of info.lines) {
    tx.run(
      `INSERT INTO orderLines (foreignId, lineItemId, product, kind, quantity, amountMinor, document)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      info.foreignId,
      line.lineItemId,
      line.product,
      line.kind,
      line.quantity,
      line.amountMinor,
      document.name,
    );
  }
}

/** Remembers that a document was taken; the same one again is taken once. */
export function noteLoaded(
  tx: Transaction,
  shop: ShopContext,
  document: DocumentRow,
  foreignId: string,
): void {
  tx.run(
    `INSERT INTO loadedDocuments (foreignId, lineItemId, kind, name, loadedMs)
     VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    foreignId,
    document.lineItemId,
    document.kind,
    document.name,
    shop.clock.nowMs(),
  );
}
