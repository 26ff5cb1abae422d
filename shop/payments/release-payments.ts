import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { GIVE_BACK_PAYMENT_JOB } from "./payment-job-kinds.ts";
import { type PaymentRow, paymentsOfOrder } from "./payment-rows.ts";

/**
 * The order is not to be: what is authorized for it is released, what was captured is given back,
 * and so is what is only found later to have been paid. Each payment by a job of its own, after the
 * commit.
 */
export function releasePayments(tx: Transaction, _shop: ShopContext, orderNumber: string): void {
  // The last method first, as in a refund.
  for (const { id, state, authorizedMinor } of paymentsOfOrder(tx, orderNumber).toReversed()) {
    tx.run("UPDATE payments SET givenUp = 1 WHERE id = ?", id);
    const isOver = ["new", "declined", "released", "refunded"].includes(state);
    if (!isOver || authorizedMinor > 0) tx.enqueue({ kind: GIVE_BACK_PAYMENT_JOB, subject: id });
  }
}

/**
 * Something became known of a payment that was given up: what there is of it is given back, by a job after the
 * commit.
 */
export function releaseGivenUp(tx: Transaction, payment: PaymentRow): void {
  const { id, givenUp, authorizedMinor, capturedMinor, refundedMinor } = payment;
  if (givenUp === 0 || (authorizedMinor === 0 && capturedMinor <= refundedMinor)) return;
  tx.enqueue({ kind: GIVE_BACK_PAYMENT_JOB, subject: id });
}
