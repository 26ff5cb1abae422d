import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { releasePayments } from "../payments/release-payments.ts";
import { blockReturned } from "../licenses/block-returned.ts";
import { releaseStock } from "../stock/stock.ts";
import {
  type LineRow,
  lineRow,
  linesOf,
  orderObjects,
  type OrderRow,
  type OrderState,
  requireOrder,
} from "./order-rows.ts";

/** Jobs of the web database that follow a payment; the subject of each is the order number. */
export const FULFILL_JOB = "fulfill";
export const REPLICATE_JOB = "replicate";

/** What the production controller says of an order with courses, as text traces know it. */
const COURSES_COMPLETE = "Production Controller: Transaction Complete Operations";

/** Each step below changes nothing, and answers false, where the order is past it. All take place in `tx`. */
const MAY_BECOME_PAID: ReadonlySet<OrderState> = new Set(["placed", "uncertain", "unpaid"]);
const MAY_BECOME_UNCERTAIN: ReadonlySet<OrderState> = new Set(["placed"]);
const MAY_BECOME_UNPAID: ReadonlySet<OrderState> = new Set(["placed", "uncertain"]);
const MAY_BE_CANCELLED: ReadonlySet<OrderState> = new Set([
  "placed",
  "uncertain",
  "paid",
  "unpaid",
]);

/** It is paid: production follows at once, the main database after the time it takes. */
export function markPaid(tx: Transaction, shop: ShopContext, orderNumber: string): boolean {
  const order = requireOrder(tx, orderNumber);
  if (!MAY_BECOME_PAID.has(order.state)) return false;
  setState(tx, order, "paid");
  const nowMs = shop.clock.nowMs();
  tx.enqueue({ kind: FULFILL_JOB, subject: orderNumber });
  tx.enqueue({
    kind: REPLICATE_JOB,
    subject: orderNumber,
    dueMs: nowMs + shop.settings.replicationDelayMs,
  });
  finishDelivered(tx, orderNumber);
  return true;
}

/** A gateway gave no answer: whether it is paid is unknown. */
export function markUncertain(tx: Transaction, _shop: ShopContext, orderNumber: string): boolean {
  const order = requireOrder(tx, orderNumber);
  if (!MAY_BECOME_UNCERTAIN.has(order.state)) return false;
  setState(tx, order, "uncertain");
  tx.emit({
    type: "order.uncertain",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    outcome: "unknown",
    level: "warning",
    message: "A gateway did not answer: the order is stored, whether it is paid is unknown.",
  });
  return true;
}

/** It is known after all: money is announced, which whoever read it has told. */
export function markAwaited(tx: Transaction, orderNumber: string): boolean {
  const order = requireOrder(tx, orderNumber);
  if (order.state !== "uncertain") return false;
  setState(tx, order, "placed");
  return true;
}

/** It was read as unpaid, which whoever read it has told; what was set aside for it is given back. */
export function markUnpaid(tx: Transaction, shop: ShopContext, orderNumber: string): boolean {
  const order = requireOrder(tx, orderNumber);
  if (!MAY_BECOME_UNPAID.has(order.state)) return false;
  setState(tx, order, "unpaid");
  releaseStock(tx, shop, orderNumber);
  releasePayments(tx, shop, orderNumber);
  return true;
}

/** The goods of one line are made or sent. Throws nothing for a line that is not waiting for it. */
export function markLineDelivered(tx: Transaction, shop: ShopContext, lineItemId: string): boolean {
  const line = tx.get(lineRow, "SELECT * FROM orderLines WHERE lineItemId = ?", lineItemId);
  if (line === undefined || line.state !== "ordered") return false;
  setDelivered(tx, shop, line);
  finishDelivered(tx, line.orderNumber);
  return true;
}

/** All that is still to be delivered is. */
export function markDelivered(tx: Transaction, shop: ShopContext, orderNumber: string): boolean {
  const waiting = linesOf(tx, orderNumber).filter(({ state }) => state === "ordered");
  for (const line of waiting) setDelivered(tx, shop, line);
  finishDelivered(tx, orderNumber);
  return waiting.length > 0;
}

/**
 * Cancels the lines that wait for delivery. With none delivered the order is cancelled; with those that were
 * delivered returned before, it is returned. Stock is given back. Answers the lines; none where there is nothing to cancel any more.
 */
export function markCancelled(tx: Transaction, shop: ShopContext, orderNumber: string): LineRow[] {
  const order = requireOrder(tx, orderNumber);
  const lines = linesOf(tx, orderNumber);
  const waiting = lines.filter(({ state }) => state === "ordered");
  if (waiting.length === 0 || !MAY_BE_CANCELLED.has(order.state)) return [];
  for (const { lineItemId } of waiting) {
    tx.run("UPDATE orderLines SET state = 'cancelled' WHERE lineItemId = ?", lineItemId);
  }
  const kept = lines.filter(({ state }) => state !== "ordered" && state !== "cancelled");
  if (kept.length === 0) setState(tx, order, "cancelled");
  // What was delivered of it is back already.
  else if (kept.every(({ state }) => state === "returned")) setState(tx, order, "returned");
  tx.emit({
    type: "order.cancelled",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    message:
      kept.length === 0
        ? "The order was cancelled."
        : "The lines of the order that were not delivered yet were cancelled.",
    attributes: { lineItemIds: waiting.map(({ lineItemId }) => lineItemId) },
  });
  releaseStock(tx, shop, orderNumber);
  finishDelivered(tx, orderNumber);
  return waiting;
}

/** Takes delivered lines back, and with the last of them the order. Answers the lines that were. */
export function markReturned(
  tx: Transaction,
  _shop: ShopContext,
  orderNumber: string,
  lineItemIds: readonly string[],
): LineRow[] {
  const order = requireOrder(tx, orderNumber);
  const returned = linesOf(tx, orderNumber).filter(
    ({ state, lineItemId }) => state === "delivered" && lineItemIds.includes(lineItemId),
  );
  if (returned.length === 0) return [];
  for (const { lineItemId } of returned) {
    tx.run("UPDATE orderLines SET state = 'returned' WHERE lineItemId = ?", lineItemId);
  }
  blockReturned(tx, returned);
  const left = linesOf(tx, orderNumber).some(
    ({ state }) => state === "delivered" || state === "ordered",
  );
  if (!left) setState(tx, order, "returned");
  tx.emit({
    type: "order.returned",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    message: left ? "Lines of the order were returned." : "The order was returned.",
    attributes: { lineItemIds: returned.map(({ lineItemId }) => lineItemId) },
  });
  return returned;
}

function setDelivered(tx: Transaction, shop: ShopContext, { lineItemId }: LineRow): void {
  tx.run(
    "UPDATE orderLines SET state = 'delivered', deliveredMs = ? WHERE lineItemId = ?",
    shop.clock.nowMs(),
    lineItemId,
  );
}

/** A paid order of which nothing is left to deliver is delivered and with it complete. */
function finishDelivered(tx: Transaction, orderNumber: string): void {
  const order = requireOrder(tx, orderNumber);
  if (order.state !== "paid") return;
  const lines = linesOf(tx, orderNumber);
  const delivered = lines.filter(({ state }) => state === "delivered");
  if (delivered.length === 0 || lines.some(({ state }) => state === "ordered")) return;
  setState(tx, order, "completed");
  tx.emit({
    type: "order.completed",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    outcome: "success",
    message: delivered.some(({ kind }) => kind === "course")
      ? COURSES_COMPLETE
      : "Nothing is left to do for the order.",
    attributes: { lineItemIds: delivered.map(({ lineItemId }) => lineItemId) },
  });
}

function setState(tx: Transaction, { number }: OrderRow, state: OrderState): void {
  tx.run("UPDATE orders SET state = ? WHERE number = ?", state, number);
}
