import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ask, type Heard } from "./ask-processor.ts";
import {
  noteAuthorized,
  noteCaptured,
  noteDeclined,
  notePending,
  noteTimedOut,
} from "./note-answer.ts";
import { isCaptured, paymentOutcome } from "./payment-outcome.ts";
import {
  paymentObjects,
  type PaymentRow,
  paymentsOfOrder,
  processedPayment,
  requirePayment,
} from "./payment-rows.ts";
import { processorOf } from "./processors.ts";
import { releaseGivenUp, releasePayments } from "./release-payments.ts";

/** Of the one capture that a payment needs, and of the second one that a faulty shop makes. */
const CAPTURE_KEY = "capture";
const CAPTURE_AGAIN_KEY = "capture-again";

/** What a shop captures that miscalculates. */
const MISMATCH_SHARE = 0.9;

export interface PaidOrder {
  readonly outcome: "paid" | "declined" | "uncertain" | "pending";
  /** Why it was declined. */
  readonly reason?: string;
}

/**
 * Pays what `requestPayments` noted: first all methods that are authorized, in cart order, then all
 * captures in cart order. The first that is refused, unknown or only announced ends it; what was
 * authorized before a refusal is released, what was captured is given back. Called again, also
 * after a crash and `recoverPayments`, it goes on where it stopped and asks nothing twice.
 */
export async function payOrder(shop: ShopContext, orderNumber: string): Promise<PaidOrder> {
  await authorizeAll(shop, orderNumber);
  if (paymentOutcome(shop.web, orderNumber).outcome === "open") await captureAll(shop, orderNumber);
  const { outcome, ...reason } = paymentOutcome(shop.web, orderNumber);
  return { outcome: outcome === "open" ? "uncertain" : outcome, ...reason };
}

async function authorizeAll(shop: ShopContext, orderNumber: string): Promise<void> {
  for (const { id } of paymentsOfOrder(shop.web, orderNumber)) {
    const payment = requirePayment(shop.web, id);
    if (payment.state !== "new" || processorOf(payment.gateway).operation !== "authorize") continue;
    if (payment.givenUp !== 0 || paymentOutcome(shop.web, orderNumber).outcome !== "open") return;
    await authorize(shop, payment);
  }
}

async function authorize(shop: ShopContext, payment: PaymentRow): Promise<void> {
  const forgets =
    payment.method === "card" &&
    shop.faults.strikes("payment.capture-without-authorization", paymentObjects(payment));
  shop.web.transaction((tx) => begin(tx, shop, payment, forgets ? null : "authorize"));
  if (forgets) return;
  const processor = processorOf(payment.gateway);
  const heard = await ask(processor.authorize(shop, processedPayment(payment)));
  noteHeard(shop, payment, heard, (tx, said) => noteAuthorized(tx, shop, payment.id, said));
}

async function captureAll(shop: ShopContext, orderNumber: string): Promise<void> {
  const payments = paymentsOfOrder(shop.web, orderNumber).filter((payment) => !isCaptured(payment));
  const [first] = payments;
  const isReversed =
    payments.length > 1 &&
    first !== undefined &&
    shop.faults.strikes("payment.capture-order", [
      ...paymentObjects(first).slice(1),
      { type: "payment", id: first.id },
    ]);
  for (const { id } of isReversed ? payments.toReversed() : payments) {
    const payment = requirePayment(shop.web, id);
    // Meanwhile a callback may have told, or somebody cancelled the order.
    if (isCaptured(payment)) continue;
    if (payment.givenUp !== 0 || paymentOutcome(shop.web, orderNumber).outcome !== "open") return;
    await capture(shop, payment);
  }
}

async function capture(shop: ShopContext, payment: PaymentRow): Promise<void> {
  shop.web.transaction((tx) => begin(tx, shop, payment, "capture"));
  const processor = processorOf(payment.gateway);
  const amountMinor = amountToCapture(shop, payment);
  const given = processedPayment(payment);
  const heard = await ask(processor.capture(shop, given, amountMinor, CAPTURE_KEY));
  noteHeard(shop, payment, heard, (tx, { amountMinor: capturedMinor, ...said }) =>
    noteCaptured(tx, shop, payment.id, { ...said, capturedMinor }),
  );
  const { capturedMinor } = requirePayment(shop.web, payment.id);
  if (payment.method !== "card" || heard.kind !== "answered" || capturedMinor === 0) return;
  if (!shop.faults.strikes("payment.duplicate-capture", paymentObjects(payment))) return;
  const again = await ask(processor.capture(shop, given, amountMinor, CAPTURE_AGAIN_KEY));
  const captured = requirePayment(shop.web, payment.id);
  noteHeard(shop, captured, again, (tx, { amountMinor: moreMinor, ...said }) =>
    noteCaptured(tx, shop, payment.id, { ...said, capturedMinor: amountMinor + moreMinor }),
  );
}

/** A miscalculation hurts the order; it can only do so where there is something to lose. */
function amountToCapture(shop: ShopContext, payment: PaymentRow): number {
  const [, ...order] = paymentObjects(payment);
  const lessMinor = Math.floor(payment.amountMinor * MISMATCH_SHARE);
  if (lessMinor === 0 || payment.method === "bankTransfer") return payment.amountMinor;
  return shop.faults.strikes("order.amount-mismatch", [
    ...order,
    { type: "payment", id: payment.id },
  ])
    ? lessMinor
    : payment.amountMinor;
}

/** Notes that the gateway is asked; tells of it the first time, with how the method is paid. */
function begin(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  asked: "authorize" | "capture" | null,
): void {
  tx.run("UPDATE payments SET asked = ? WHERE id = ?", asked, payment.id);
  if (payment.state !== "new") return;
  tx.run(
    "UPDATE payments SET state = 'requested', requestedMs = ? WHERE id = ?",
    shop.clock.nowMs(),
    payment.id,
  );
  tx.emit({
    type: "payment.requested",
    transactionId: payment.transactionId,
    objects: paymentObjects(payment),
    amount: { minor: payment.amountMinor, currency: payment.currency },
    message: `The payment was asked for at ${payment.gateway}.`,
    attributes: {
      gateway: payment.gateway,
      method: payment.method,
      operation: processorOf(payment.gateway).operation,
      position: payment.position,
    },
  });
}

type Accepted = { gatewayState: string; reference: string; amountMinor: number };

/**
 * Notes what came of a request; what follows from a refusal or an announcement is committed with
 * it.
 */
function noteHeard(
  shop: ShopContext,
  payment: PaymentRow,
  heard: Heard,
  accepted: (tx: Transaction, said: Accepted) => void,
): void {
  const isFirst = payment.state === "new";
  if (isFirst && shop.faults.strikes("payment.unanswered", paymentObjects(payment))) {
    shop.web.transaction((tx) => {
      tx.run("UPDATE payments SET ignoresAnswers = 1 WHERE id = ?", payment.id);
    });
    return;
  }
  shop.web.transaction((tx) => {
    if (heard.kind === "unknown") noteTimedOut(tx, shop, payment.id);
    else if (heard.kind === "not-done") noteDeclined(tx, shop, payment.id, heard);
    else if (heard.answer.outcome === "accepted") accepted(tx, heard.answer);
    else if (heard.answer.outcome === "declined") noteDeclined(tx, shop, payment.id, heard.answer);
    else notePending(tx, shop, payment.id, heard.answer);
    const isDeclined = paymentOutcome(tx, payment.orderNumber).outcome === "declined";
    if (isDeclined) releasePayments(tx, shop, payment.orderNumber);
    // Somebody cancelled the order while the gateway was asked.
    else releaseGivenUp(tx, requirePayment(tx, payment.id));
  });
}
