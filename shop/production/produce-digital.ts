import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { deliverLines } from "../fulfillment/deliver-lines.ts";
import {
  type FulfillmentState,
  fulfillmentState,
  setFulfillmentState,
} from "../fulfillment/fulfillment-rows.ts";
import {
  type LineRow,
  linesOf,
  type OrderRow,
  orderObjects,
  requireOrder,
} from "../orders/order-rows.ts";
import { findHandler } from "./production-controller.ts";

/** The order's state in the production controller's own words: sold. */
export const SOLD = "SOLDOUT";

const COMPONENT = "Production Controller";

/**
 * Makes the digital goods of an order whose production is in one of these states, or was begun and
 * interrupted. Gift cards and courses are then delivered; licenses follow from the main database. Doing it
 * again changes nothing.
 */
export function produceDigital(
  shop: ShopContext,
  orderNumber: string,
  from: readonly FulfillmentState[],
): void {
  const isBegun = shop.web.transaction((tx) => begin(tx, requireOrder(tx, orderNumber), from));
  if (!isBegun) return;
  const order = requireOrder(shop.web, orderNumber);
  for (const line of waitingLines(linesOf(shop.web, orderNumber))) {
    const handler = findHandler(line);
    if (handler?.way === "alone") handler.make(shop, order, line);
  }
  shop.web.transaction((tx) => finish(tx, shop, orderNumber));
}

/** False where there is nothing to do, or not yet. */
function begin(tx: Transaction, order: OrderRow, from: readonly FulfillmentState[]): boolean {
  const state = fulfillmentState(tx, order.number, "digital");
  if (state === "started") return true;
  if (state === null || !from.includes(state)) return false;
  const lines = waitingLines(linesOf(tx, order.number));
  if (lines.length === 0) {
    // Cancelled, while production was late.
    setFulfillmentState(tx, order.number, "digital", "produced");
    return false;
  }
  setFulfillmentState(tx, order.number, "digital", "started");
  tx.emit({
    type: "fulfillment.started",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    message: `${COMPONENT}: Full production starting from ${SOLD} ...`,
    attributes: {
      component: COMPONENT,
      kind: "digital",
      lineItemIds: lines.map(({ lineItemId }) => lineItemId),
      fromState: SOLD,
    },
  });
  for (const line of lines) {
    if (findHandler(line) === undefined) emitHandlerMissing(tx, order, line);
  }
  return true;
}

function finish(tx: Transaction, shop: ShopContext, orderNumber: string): void {
  const order = requireOrder(tx, orderNumber);
  const made: string[] = [];
  for (const line of waitingLines(linesOf(tx, orderNumber))) {
    const handler = findHandler(line);
    if (handler?.way === "together") handler.make(tx, shop, order, line);
    if (handler?.way === "together" || handler?.way === "alone") made.push(line.lineItemId);
  }
  setFulfillmentState(tx, orderNumber, "digital", "produced");
  tx.emit({
    type: "trace.recorded",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    message: `${COMPONENT}: Post Pay process`,
    attributes: { component: COMPONENT },
  });
  deliverLines(tx, shop, order, "digital", made);
}

function emitHandlerMissing(tx: Transaction, order: OrderRow, line: LineRow): void {
  tx.emit({
    type: "fulfillment.handlerMissing",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    outcome: "failure",
    level: "error",
    message: `Prepay Production Error: No handler for ${line.product}`,
    attributes: {
      component: "Prepay Production",
      handler: line.product,
      lineItemId: line.lineItemId,
    },
  });
}

/** Digital lines that are still owed. */
function waitingLines(lines: readonly LineRow[]): LineRow[] {
  return lines.filter(({ kind, state }) => kind !== "physical" && state === "ordered");
}
