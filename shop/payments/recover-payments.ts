import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { noteTimedOut } from "./note-answer.ts";
import { GIVE_BACK_PAYMENT_JOB, REFUND_JOB } from "./payment-job-kinds.ts";
import { type PaymentRow, paymentRow } from "./payment-rows.ts";
import { readPayment } from "./read-payment-states.ts";
import { settleOrder } from "./settle-order.ts";

/**
 * After a crash: gateways that were asked and whose answer was not noted are asked how the payment
 * stands. One that does not tell leaves it unknown (`payment.timedOut`). What could not be given
 * back before is tried again. Idempotent.
 */
export async function recoverPayments(shop: ShopContext): Promise<void> {
  const unanswered = shop.web.all(
    paymentRow,
    `SELECT * FROM payments WHERE asked IS NOT NULL AND ignoresAnswers = 0 AND state <> 'unknown'
     ORDER BY requestedMs, id`,
  );
  // Side by side: one gateway that is silent holds up no other, nor the start of the shop more than
  // once.
  await Promise.all(unanswered.map((payment) => recover(shop, payment)));
  shop.web.transaction(resumeGivingBack);
}

async function recover(shop: ShopContext, payment: PaymentRow): Promise<void> {
  const read = await readPayment(shop, payment);
  shop.web.transaction((tx) => {
    if (read === null) noteTimedOut(tx, shop, payment.id);
    else tx.run("UPDATE payments SET asked = NULL WHERE id = ?", payment.id);
    settleOrder(tx, shop, payment.id);
  });
}

/** Jobs that were tried too often begin anew. */
function resumeGivingBack(tx: Transaction): void {
  const givenUp = tx.all(
    paymentRow,
    `SELECT * FROM payments
     WHERE givenUp = 1 AND (authorizedMinor > 0 OR capturedMinor > refundedMinor
       OR state IN ('requested', 'pending', 'unknown'))
     ORDER BY requestedMs, id`,
  );
  for (const { id } of givenUp) tx.enqueue({ kind: GIVE_BACK_PAYMENT_JOB, subject: id });
  const open = tx.all(
    z.object({ key: z.string() }),
    "SELECT DISTINCT key FROM refunds WHERE state = 'open' ORDER BY key",
  );
  for (const { key } of open) tx.enqueue({ kind: REFUND_JOB, subject: key });
}
