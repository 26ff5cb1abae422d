import type { ShopContext } from "../context.ts";
import type { Reads } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { planRefund } from "../payments/refund-payments.ts";
import { releasePayments } from "../payments/release-payments.ts";
import { findOrder, type OrderRow, type OrderState, requireOrder } from "./order-rows.ts";
import { markCancelled } from "./order-state.ts";

/** Who asks knows the order's number and the address it was placed with. */
export interface OrderClaim {
  readonly orderNumber: string;
  readonly email: string;
}

/**
 * Cancels what of an order is not delivered yet. A whole order's authorizations are released and its captures
 * given back; else the amount of the cancelled lines is. A cancelled order stays so. Throws `not-found`,
 * `wrong-state` where everything is delivered.
 */
export function cancelOrder(
  shop: ShopContext,
  claim: OrderClaim,
): { orderNumber: string; state: OrderState } {
  return shop.web.transaction((tx) => {
    const { number, state } = requireClaimed(tx, claim);
    if (state === "cancelled") return { orderNumber: number, state };
    const lines = markCancelled(tx, shop, number);
    if (lines.length === 0) {
      throw new ShopError("wrong-state", "There is nothing to cancel: it can be returned.");
    }
    const order = requireOrder(tx, number);
    if (order.state === "cancelled") releasePayments(tx, shop, number);
    else {
      const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
      planRefund(tx, shop, { orderNumber: number, amountMinor, key: `cancel-${number}` });
    }
    return { orderNumber: number, state: order.state };
  });
}

/** The order; one with another address is as little there as one that is not. Throws `not-found`. */
export function requireClaimed(reads: Reads, { orderNumber, email }: OrderClaim): OrderRow {
  const order = findOrder(reads, orderNumber);
  if (order === undefined || order.email.toLowerCase() !== email.toLowerCase()) {
    throw new ShopError("not-found", "There is no order of this number and address.");
  }
  return order;
}
