import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { planRefund } from "../payments/refund-payments.ts";
import { linesOf, type OrderState, requireOrder } from "./order-rows.ts";
import { markReturned } from "./order-state.ts";

/**
 * Takes delivered lines of an order back, all of them where none are named. Their price is given back to the
 * methods that were paid with, the last in the cart first, each up to what it captured; a gift card's share to
 * that card. Answers the order's state and what is given back. Throws `wrong-state` unless every line named
 * is delivered and not returned yet.
 */
export function returnOrder(
  tx: Transaction,
  shop: ShopContext,
  orderNumber: string,
  lineItemIds?: readonly string[],
): { state: OrderState; refundedMinor: number } {
  const delivered = new Set(
    linesOf(tx, orderNumber)
      .filter(({ state }) => state === "delivered")
      .map(({ lineItemId }) => lineItemId),
  );
  const wanted = lineItemIds ?? [...delivered];
  if (wanted.length === 0 || wanted.some((id) => !delivered.has(id))) {
    throw new ShopError("wrong-state", "Only lines that were delivered can be returned, and once.");
  }
  const lines = markReturned(tx, shop, orderNumber, wanted);
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  // A line is returned once, so the first one tells this return from every other.
  const key = `return/${lines[0]?.lineItemId ?? orderNumber}`;
  const refundedMinor = planRefund(tx, shop, { orderNumber, amountMinor, key });
  return { state: requireOrder(tx, orderNumber).state, refundedMinor };
}
