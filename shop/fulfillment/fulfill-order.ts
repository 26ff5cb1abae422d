import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { linesOf, type OrderRow, orderObjects, requireOrder } from "../orders/order-rows.ts";
import { produceDigital } from "../production/produce-digital.ts";
import { checkDigitalFulfillment, type OwedGoods } from "./check-digital-fulfillment.ts";
import { type FulfillmentState, fulfillmentState, planFulfillment } from "./fulfillment-rows.ts";
import { isPaid } from "./paid-order.ts";

/** Jobs of the web database; the subject of each is the order number. */
export const FULFILL_LATE_JOB = "fulfill-late";
export const SHIP_JOB = "ship";

const HOUR_MS = 3_600_000;

/** A parcel is packed within four hours, or after a weekend. */
const SHIP_MS_MIN = 4 * HOUR_MS;
const SHIP_MS_MAX = 60 * HOUR_MS;

/** Far beyond the quarter of an hour that digital goods may take. */
const LATE_MS_MIN = 2 * HOUR_MS;
const LATE_MS_MAX = 12 * HOUR_MS;

/**
 * Sees to what a paid order is owed: its digital goods at once, its physical goods by the job `ship`. Doing
 * it again changes nothing; nothing while the order is not paid. Throws `not-found`.
 */
export function fulfillOrder(shop: ShopContext, orderNumber: string): void {
  if (!isPaid(requireOrder(shop.web, orderNumber))) return;
  shop.web.transaction((tx) => {
    const order = requireOrder(tx, orderNumber);
    plan(tx, shop, order, checkDigitalFulfillment(linesOf(tx, orderNumber)));
  });
  produceDigital(shop, orderNumber, ["due"]);
}

/** The job `fulfill-late`: what should have been made hours ago. */
export function fulfillLate(shop: ShopContext, orderNumber: string): void {
  if (!isPaid(requireOrder(shop.web, orderNumber))) return;
  produceDigital(shop, orderNumber, ["late"]);
}

/** Decides once for each kind of goods when they are made. */
function plan(tx: Transaction, shop: ShopContext, order: OrderRow, owed: OwedGoods): void {
  const { number } = order;
  const digital = fulfillmentState(tx, number, "digital");
  const state = digital ?? chooseState(shop, order, owed);
  if (digital === null && owed.digital.length > 0) {
    planFulfillment(tx, shop, number, "digital", state);
    if (state === "late") {
      const lateMs = shop.random.integer(LATE_MS_MIN, LATE_MS_MAX);
      tx.enqueue({
        kind: FULFILL_LATE_JOB,
        subject: number,
        dueMs: shop.clock.nowMs() + lateMs,
      });
    }
  }
  if (owed.physical.length === 0 || fulfillmentState(tx, number, "physical") !== null) return;
  const isForgotten = state === "forgotten";
  planFulfillment(tx, shop, number, "physical", isForgotten ? "forgotten" : "due");
  if (isForgotten) return;
  const shipMs = shop.random.integer(SHIP_MS_MIN, SHIP_MS_MAX);
  tx.enqueue({ kind: SHIP_JOB, subject: number, dueMs: shop.clock.nowMs() + shipMs });
}

/** Things go wrong here only where nothing is left to the main database, which goes its own way. */
function chooseState(shop: ShopContext, order: OrderRow, owed: OwedGoods): FulfillmentState {
  if (owed.ownProduction.length === 0 || owed.licenses.length > 0) return "due";
  const on = orderObjects(order);
  if (shop.faults.strikes("fulfillment.forgotten", on)) return "forgotten";
  if (shop.faults.strikes("fulfillment.late", on)) return "late";
  if (owed.physical.length > 0 && shop.faults.strikes("fulfillment.digital-delayed", on)) {
    return "waiting";
  }
  return "due";
}
