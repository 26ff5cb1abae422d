import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { GIVE_BACK_PAYMENT_JOB } from "./payment-job-kinds.ts";
import { paymentsOfOrder } from "./payment-rows.ts";

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
