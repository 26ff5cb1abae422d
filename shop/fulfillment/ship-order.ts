import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { linesOf, orderObjects, requireOrder } from "../orders/order-rows.ts";
import { produceDigital, SOLD } from "../production/produce-digital.ts";
import { shipStock } from "../stock/stock.ts";
import { checkDigitalFulfillment } from "./check-digital-fulfillment.ts";
import { deliverLines } from "./deliver-lines.ts";
import { fulfillmentState, setFulfillmentState } from "./fulfillment-rows.ts";
import { isPaid } from "./paid-order.ts";

/**
 * Sends the physical goods of a paid order. Doing it again changes nothing. Digital goods that waited for
 * them, as they never should, are made now.
 */
export function shipOrder(shop: ShopContext, orderNumber: string): void {
  if (!isPaid(requireOrder(shop.web, orderNumber))) return;
  shop.web.transaction((tx) => ship(tx, shop, orderNumber));
  produceDigital(shop, orderNumber, ["waiting"]);
}

function ship(tx: Transaction, shop: ShopContext, orderNumber: string): void {
  if (fulfillmentState(tx, orderNumber, "physical") !== "due") return;
  setFulfillmentState(tx, orderNumber, "physical", "produced");
  const { physical } = checkDigitalFulfillment(linesOf(tx, orderNumber));
  if (physical.length === 0) return;
  const order = requireOrder(tx, orderNumber);
  const lineItemIds = physical.map(({ lineItemId }) => lineItemId);
  tx.emit({
    type: "fulfillment.started",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    message: "Physical goods are packed.",
    attributes: { kind: "physical", lineItemIds, fromState: SOLD },
  });
  shipStock(tx, shop, orderNumber);
  deliverLines(tx, shop, order, "physical", lineItemIds);
}
