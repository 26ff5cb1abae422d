import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { findOrder, type OrderRow } from "../orders/order-rows.ts";
import { markAwaited, markCancelled, markPaid, markUnpaid } from "../orders/order-state.ts";
import { CONTINUE_PAYMENTS_JOB } from "./payment-job-kinds.ts";
import { paymentOutcome } from "./payment-outcome.ts";
import { requirePayment } from "./payment-rows.ts";
import { releaseGivenUp, releasePayments } from "./release-payments.ts";

/**
 * What follows for an order from something that was found out about one of its payments: it is
 * paid, or refused, or the next methods can be asked. Money of an order that is not to be is given
 * back. Nothing where the order is still being placed: whoever places it sees to that.
 */
export function settleOrder(tx: Transaction, shop: ShopContext, paymentId: string): void {
  const payment = requirePayment(tx, paymentId);
  if (payment.givenUp === 0) settleOutcome(tx, shop, payment.orderNumber);
  else releaseGivenUp(tx, payment);
}

/** As `settleOrder`, whichever payment it was. */
export function settleOutcome(tx: Transaction, shop: ShopContext, orderNumber: string): void {
  const order = findOrder(tx, orderNumber);
  if (order === undefined) return;
  switch (paymentOutcome(tx, orderNumber).outcome) {
    case "paid":
      markPaid(tx, shop, orderNumber);
      break;
    case "declined":
      refuseOrder(tx, shop, order);
      break;
    case "open":
      if (order.state === "placed" || order.state === "uncertain") {
        tx.enqueue({ kind: CONTINUE_PAYMENTS_JOB, subject: orderNumber });
      }
      break;
    case "pending":
      markAwaited(tx, orderNumber);
      break;
    case "uncertain":
      break;
  }
}

/** An order whose payment came to nothing after it was placed is unpaid, or cancelled. */
function refuseOrder(tx: Transaction, shop: ShopContext, { number, state }: OrderRow): void {
  if (state === "uncertain") markUnpaid(tx, shop, number);
  if (state === "placed") markCancelled(tx, shop, number);
  releasePayments(tx, shop, number);
}
