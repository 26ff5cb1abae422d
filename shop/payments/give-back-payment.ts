import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { ask } from "./ask-processor.ts";
import { noteReleased } from "./note-answer.ts";
import { isUnknown } from "./payment-outcome.ts";
import { type PaymentRow, processedPayment, requirePayment } from "./payment-rows.ts";
import { processorOf } from "./processors.ts";
import { readPayment } from "./read-payment-states.ts";
import { finishRefund, planWholeRefund } from "./refund-payments.ts";

/**
 * Gives back whatever there is of one payment: what is unknown is asked for first, then a
 * reservation or an announced transfer is released, and money that was taken is refunded.
 * Idempotent. Rejects where the gateway does not answer; then it is to be tried again.
 */
export async function giveBackPayment(shop: ShopContext, paymentId: string): Promise<void> {
  const payment = requirePayment(shop.web, paymentId);
  if (isUnknown(payment)) {
    const read = await readPayment(shop, payment);
    if (read === null) throw unanswered(payment);
    // From here on, whoever noted no answers does.
    shop.web.transaction((tx) =>
      tx.run("UPDATE payments SET asked = NULL, ignoresAnswers = 0 WHERE id = ?", paymentId),
    );
  }
  await release(shop, requirePayment(shop.web, paymentId));
  const key = shop.web.transaction((tx) => {
    const given = requirePayment(tx, paymentId);
    // What is found to have been captured later is another refund.
    const refundKey = `give-back/${paymentId}/${given.capturedMinor}`;
    planWholeRefund(tx, shop, given, refundKey);
    return refundKey;
  });
  await finishRefund(shop, key);
}

async function release(shop: ShopContext, payment: PaymentRow): Promise<void> {
  if (payment.authorizedMinor === 0 && payment.state !== "pending") return;
  const heard = await ask(processorOf(payment.gateway).release(shop, processedPayment(payment)));
  if (heard.kind === "answered" && heard.answer.outcome === "accepted") {
    const { answer } = heard;
    shop.web.transaction((tx) => noteReleased(tx, shop, payment.id, answer));
    return;
  }
  // Meanwhile it may have been captured: what it is now decides.
  if (heard.kind !== "unknown") await readPayment(shop, payment);
  throw unanswered(payment);
}

function unanswered({ gateway }: PaymentRow): ShopError {
  return new ShopError("service-unavailable", `${gateway} did not give the payment back.`);
}
