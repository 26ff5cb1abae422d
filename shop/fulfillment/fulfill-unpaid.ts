import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { linesOf, type OrderState, orderObjects, requireOrder } from "../orders/order-rows.ts";
import { produceDigital } from "../production/produce-digital.ts";
import { checkDigitalFulfillment } from "./check-digital-fulfillment.ts";
import { fulfillmentState, planFulfillment } from "./fulfillment-rows.ts";

/** Job of the web database; its subject is the order number. */
export const FULFILL_UNPAID_JOB = "fulfill-unpaid";

const UNPAID_STATES: ReadonlySet<OrderState> = new Set(["placed", "uncertain", "unpaid"]);

/**
 * Looks at an order that was placed and is not paid: nothing is owed yet. Only where the shop goes wrong are
 * its digital goods made all the same.
 */
export function checkUnpaidFulfillment(
  tx: Transaction,
  shop: ShopContext,
  orderNumber: string,
): void {
  const order = requireOrder(tx, orderNumber);
  const { ownProduction, licenses } = checkDigitalFulfillment(linesOf(tx, orderNumber));
  if (!UNPAID_STATES.has(order.state) || ownProduction.length === 0 || licenses.length > 0) return;
  if (!shop.faults.strikes("fulfillment.unpaid", orderObjects(order))) return;
  tx.enqueue({ kind: FULFILL_UNPAID_JOB, subject: orderNumber });
}

/** The job `fulfill-unpaid`. Nothing where the order is paid by now. */
export function fulfillUnpaid(shop: ShopContext, orderNumber: string): void {
  const isPlanned = shop.web.transaction((tx) => {
    if (!UNPAID_STATES.has(requireOrder(tx, orderNumber).state)) return false;
    if (fulfillmentState(tx, orderNumber, "digital") === null) {
      planFulfillment(tx, shop, orderNumber, "digital", "due");
    }
    return true;
  });
  if (isPlanned) produceDigital(shop, orderNumber, ["due"]);
}
