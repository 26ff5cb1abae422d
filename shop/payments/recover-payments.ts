import type { ShopContext } from "../context.ts";
import { noteTimedOut } from "./note-answer.ts";
import { paymentRow } from "./payment-rows.ts";
import { readPayment } from "./read-payment-states.ts";
import { settleOrder } from "./settle-order.ts";

/**
 * After a crash: gateways that were asked and whose answer was not noted are asked how the payment stands,
 * in the order of the requests. One that does not tell leaves it unknown (`payment.timedOut`). Idempotent.
 */
export async function recoverPayments(shop: ShopContext): Promise<void> {
  const unanswered = shop.web.all(
    paymentRow,
    `SELECT * FROM payments WHERE asked IS NOT NULL AND ignoresAnswers = 0 AND state <> 'unknown'
     ORDER BY requestedMs, id`,
  );
  for (const payment of unanswered) {
    const read = await readPayment(shop, payment);
    shop.web.transaction((tx) => {
      if (read === null) noteTimedOut(tx, shop, payment.id);
      else tx.run("UPDATE payments SET asked = NULL WHERE id = ?", payment.id);
      settleOrder(tx, shop, payment.id);
    });
  }
}
