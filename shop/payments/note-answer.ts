import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import {
  noteState,
  noteUnasked,
  type Said,
  setAuthorized,
  setCaptured,
  setDeclined,
  setPending,
} from "./change-payment.ts";
import { paymentObjects, type PaymentRow, requirePayment } from "./payment-rows.ts";

/** Each of these notes an answer with its event, and changes nothing where it is known already. */
export function noteAuthorized(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: Said & { readonly amountMinor: number },
): void {
  const payment = requirePayment(tx, paymentId);
  if (!setAuthorized(tx, shop, payment, said)) return;
  emitAnswer(tx, payment, "payment.authorized", said, "The gateway reserved the amount.");
}

/**
 * `capturedMinor`: what the gateway has taken in all. A card gateway tells of a second capture by
 * more of it.
 */
export function noteCaptured(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: Said & { readonly capturedMinor: number },
): void {
  const payment = requirePayment(tx, paymentId);
  const amountMinor = said.capturedMinor - payment.capturedMinor;
  if (amountMinor <= 0) {
    noteUnasked(tx, payment, "capture");
    return;
  }
  setCaptured(tx, shop, payment, said);
  const isAgain = payment.capturedMinor > 0;
  emitAnswer(
    tx,
    payment,
    "payment.captured",
    { ...said, amountMinor },
    isAgain ? "The gateway took the amount once more." : "The gateway took the amount.",
  );
}

export function noteDeclined(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: { readonly gatewayState?: string; readonly reason: string },
): void {
  const payment = requirePayment(tx, paymentId);
  if (["declined", "captured", "released", "refunded"].includes(payment.state)) {
    noteUnasked(tx, payment, payment.asked);
    return;
  }
  setDeclined(tx, shop, payment, said);
  tx.emit({
    type: "payment.declined",
    transactionId: payment.transactionId,
    objects: paymentObjects(payment),
    outcome: "failure",
    reason: said.reason,
    level: "warning",
    message:
      said.gatewayState === undefined
        ? "The payment could not be asked for: nothing was taken."
        : "The gateway refused the payment.",
    attributes: gatewayAttributes(payment, said.gatewayState),
  });
}

/** Money is announced. The gateway has answered: it was read, and is not paid. */
export function notePending(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: Said,
): void {
  const payment = requirePayment(tx, paymentId);
  if (!setPending(tx, shop, payment, said)) return;
  emitStateRead(tx, payment, said, false, "The gateway waits for the money: not paid yet.");
}

/** No answer came in time, or none that can be read. */
export function noteTimedOut(tx: Transaction, shop: ShopContext, paymentId: string): void {
  const payment = requirePayment(tx, paymentId);
  if (payment.asked === null) return;
  noteState(tx, shop, payment, "unknown", { gatewayState: payment.gatewayState });
  tx.emit({
    type: "payment.timedOut",
    transactionId: payment.transactionId,
    objects: paymentObjects(payment),
    outcome: "unknown",
    level: "warning",
    message: "The gateway gave no answer: whether it did what was asked is unknown.",
    attributes: { gateway: payment.gateway },
  });
}

export function noteReleased(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: Said,
): void {
  const payment = requirePayment(tx, paymentId);
  const isOpen = ["requested", "pending", "unknown"].includes(payment.state);
  if (!isOpen && payment.authorizedMinor === 0) return;
  const amountMinor = payment.authorizedMinor === 0 ? payment.amountMinor : payment.authorizedMinor;
  tx.run("UPDATE payments SET authorizedMinor = 0 WHERE id = ?", paymentId);
  noteState(tx, shop, payment, "released", said);
  emitAnswer(
    tx,
    payment,
    "payment.released",
    { ...said, amountMinor },
    payment.state === "pending"
      ? "The gateway closed the announced payment."
      : "The gateway gave up its reservation.",
  );
}

export function noteReauthorized(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: Said & { readonly amountMinor: number },
): void {
  const payment = requirePayment(tx, paymentId);
  if (payment.state !== "authorized") return;
  tx.run("UPDATE payments SET authorizedMinor = ? WHERE id = ?", said.amountMinor, paymentId);
  noteState(tx, shop, payment, "authorized", said);
  emitAnswer(tx, payment, "payment.reauthorized", said, "The gateway reserved the amount anew.");
}

/** `amountMinor`: of this refund. */
export function noteRefunded(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: Said & { readonly amountMinor: number },
): void {
  const payment = requirePayment(tx, paymentId);
  const refundedMinor = payment.refundedMinor + said.amountMinor;
  tx.run("UPDATE payments SET refundedMinor = ? WHERE id = ?", refundedMinor, paymentId);
  const isWhole = refundedMinor >= payment.capturedMinor;
  noteState(tx, shop, payment, isWhole ? "refunded" : "captured", said);
  emitAnswer(tx, payment, "payment.refunded", said, "The gateway gave the amount back.");
}

/** Somebody asked the gateway how the payment stands. */
export function emitStateRead(
  tx: Transaction,
  payment: PaymentRow,
  { gatewayState }: Said,
  paid: boolean,
  message: string,
  amountMinor?: number,
): void {
  tx.emit({
    type: "payment.stateRead",
    transactionId: payment.transactionId,
    objects: paymentObjects(payment),
    ...(amountMinor === undefined
      ? {}
      : { amount: { minor: amountMinor, currency: payment.currency } }),
    ...(paid ? { outcome: "success" as const } : {}),
    message,
    attributes: { ...gatewayAttributes(payment, gatewayState), paid },
  });
}

function emitAnswer(
  tx: Transaction,
  payment: PaymentRow,
  type: string,
  { gatewayState, amountMinor }: { gatewayState: string; amountMinor: number },
  message: string,
): void {
  tx.emit({
    type,
    transactionId: payment.transactionId,
    objects: paymentObjects(payment),
    amount: { minor: amountMinor, currency: payment.currency },
    outcome: "success",
    message,
    attributes: gatewayAttributes(payment, gatewayState),
  });
}

function gatewayAttributes(
  { gateway }: PaymentRow,
  gatewayState: string | undefined,
): Record<string, unknown> {
  return { gateway, ...(gatewayState === undefined ? {} : { gatewayState }) };
}
