import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { planRefund } from "../payments/refund-payments.ts";
import { releasePayments } from "../payments/release-payments.ts";
import { type OrderState, requireOrder } from "./order-rows.ts";
import { markCancelled } from "./order-state.ts";

/**
 * Cancels what of an order is not delivered. With all of it every reservation is released and everything that
 * was captured given back, also what is only found later to have been paid; with a part of it the part's
 * price. Answers the order's state. A cancelled order stays so. Throws `wrong-state` where there is nothing to
 * cancel.
 */
export function cancelOrder(
  tx: Transaction,
  shop: ShopContext,
  orderNumber: string,
): { state: OrderState } {
  const before = requireOrder(tx, orderNumber);
  if (before.state === "cancelled") return { state: before.state };
  const lines = markCancelled(tx, shop, orderNumber);
  if (lines.length === 0) {
    throw new ShopError("wrong-state", "Nothing of the order can be cancelled any more.");
  }
  const { state } = requireOrder(tx, orderNumber);
  if (state === "cancelled") releasePayments(tx, shop, orderNumber);
  else {
    const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    planRefund(tx, shop, { orderNumber, amountMinor, key: `cancel/${orderNumber}` });
  }
  return { state };
}
