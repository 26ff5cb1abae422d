import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { findOrder } from "../orders/order-rows.ts";
import { markCancelled, markUncertain } from "../orders/order-state.ts";
import { ask } from "./ask-processor.ts";
import { AUTHORIZATION_RENEWAL_MS } from "./change-payment.ts";
import { noteReauthorized } from "./note-answer.ts";
import { payOrder } from "./pay-order.ts";
import { RENEW_AUTHORIZATIONS_JOB } from "./payment-job-kinds.ts";
import { paymentOutcome } from "./payment-outcome.ts";
import { paymentsOfOrder, processedPayment } from "./payment-rows.ts";
import { processorOf } from "./processors.ts";
import { releasePayments } from "./release-payments.ts";
import { settleOutcome } from "./settle-order.ts";

/**
 * Asks for what is left to pay of an order that was placed, after it was found how the methods
 * before stand.
 */
export async function continuePayments(shop: ShopContext, orderNumber: string): Promise<void> {
  const state = findOrder(shop.web, orderNumber)?.state;
  if (state !== "placed" && state !== "uncertain") return;
  await payOrder(shop, orderNumber);
  shop.web.transaction((tx) => {
    const { outcome } = paymentOutcome(tx, orderNumber);
    // Nobody else looks after an order that waits for what will never be told.
    if (outcome === "uncertain") markUncertain(tx, shop, orderNumber);
    else if (outcome !== "open") settleOutcome(tx, shop, orderNumber);
  });
}

/**
 * Money that was announced has not come in time: the order cannot be paid, and holds nothing any
 * longer.
 */
export function expireTransfer(shop: ShopContext, orderNumber: string): void {
  shop.web.transaction((tx) => {
    const order = findOrder(tx, orderNumber);
    const { outcome } = paymentOutcome(tx, orderNumber);
    if (outcome !== "pending") return;
    if (order?.state === "placed" || order?.state === "uncertain") {
      markCancelled(tx, shop, orderNumber);
    }
    releasePayments(tx, shop, orderNumber);
  });
}

/**
 * Renews the reservations of an order that waits for announced money, and sees to the next renewal.
 * `subject`: the order number, `/`, which renewal it is.
 */
export async function renewAuthorizations(shop: ShopContext, subject: string): Promise<void> {
  const [orderNumber = "", renewal] = subject.split("/");
  if (paymentOutcome(shop.web, orderNumber).outcome !== "pending") return;
  const authorized = paymentsOfOrder(shop.web, orderNumber).filter(
    ({ state }) => state === "authorized",
  );
  if (authorized.length === 0) return;
  for (const payment of authorized) {
    const heard = await ask(
      processorOf(payment.gateway).reauthorize(shop, processedPayment(payment)),
    );
    if (heard.kind !== "answered" || heard.answer.outcome !== "accepted") {
      throw new ShopError("service-unavailable", `${payment.gateway} did not reserve anew.`);
    }
    const { answer } = heard;
    shop.web.transaction((tx) => noteReauthorized(tx, shop, payment.id, answer));
  }
  shop.web.transaction((tx) =>
    tx.enqueue({
      kind: RENEW_AUTHORIZATIONS_JOB,
      subject: `${orderNumber}/${Number(renewal) + 1}`,
      dueMs: shop.clock.nowMs() + AUTHORIZATION_RENEWAL_MS,
    }),
  );
}
