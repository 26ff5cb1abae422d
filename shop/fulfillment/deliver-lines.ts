import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { type OrderRow, orderObjects } from "../orders/order-rows.ts";
import { markLineDelivered } from "../orders/order-state.ts";
import type { GoodsKind } from "./fulfillment-rows.ts";

const MESSAGES: Readonly<Record<GoodsKind, string>> = {
  digital: "Digital goods are made.",
  physical: "Physical goods are sent.",
};

/** Notes that lines which wait for it are delivered: `fulfillment.completed`, and what follows from it. */
export function deliverLines(
  tx: Transaction,
  shop: ShopContext,
  order: OrderRow,
  kind: GoodsKind,
  lineItemIds: readonly string[],
): void {
  if (lineItemIds.length === 0) return;
  tx.emit({
    type: "fulfillment.completed",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    outcome: "success",
    message: MESSAGES[kind],
    attributes: { kind, lineItemIds },
  });
  for (const lineItemId of lineItemIds) markLineDelivered(tx, shop, lineItemId);
}
