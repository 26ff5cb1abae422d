import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { EXPIRE_TRANSFER_JOB, RENEW_AUTHORIZATIONS_JOB } from "./payment-job-kinds.ts";
import { paymentObjects, type PaymentRow, requirePayment } from "./payment-rows.ts";

/** Money that was announced and has not come after two weeks is not waited for any longer. */
export const TRANSFER_WAIT_MS = 14 * 86_400_000;

/** Card reservations lapse after a week: one that is still needed is renewed before. */
export const AUTHORIZATION_RENEWAL_MS = 6 * 86_400_000;

/** What a gateway said of a payment. */
export interface Said {
  readonly gatewayState: string;
  readonly reference?: string | null | undefined;
}

/** Each of these notes an answer with its event, and changes nothing where it is known already. */
export function noteAuthorized(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  said: Said & { readonly amountMinor: number },
): void {
  const payment = requirePayment(tx, paymentId);
  // A request that was given up for lost may arrive after all.
  const isOpen = ["requested", "unknown", "declined"].includes(payment.state);
  if (!isOpen || payment.authorizedMinor > 0 || payment.capturedMinor > 0) {
    noteUnasked(tx, payment, "authorize");
    return;
  }
  const { amountMinor } = said;
  tx.run("UPDATE payments SET authorizedMinor = ? WHERE id = ?", amountMinor, paymentId);
  noteState(tx, shop, payment, "authorized", said);
  emitAnswer(tx, payment, "payment.authorized", said, "The gateway reserved the amount.");
}

/** `capturedMinor`: what the gateway has taken in all. A card gateway tells of a second capture by more of it. */
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

/** As `noteCaptured`, for one who tells of it by another event. */
export function setCaptured(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  said: Said & { readonly capturedMinor: number },
): void {
  tx.run(
    "UPDATE payments SET authorizedMinor = 0, capturedMinor = ? WHERE id = ?",
    said.capturedMinor,
    payment.id,
  );
  noteState(tx, shop, payment, "captured", said);
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

/** As `noteDeclined`, for one who tells of it by another event. */
export function setDeclined(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  { gatewayState, reason }: { readonly gatewayState?: string; readonly reason: string },
): void {
  // A request that came to nothing leaves the reservation where it is.
  const authorizedMinor = gatewayState === undefined ? payment.authorizedMinor : 0;
  tx.run(
    "UPDATE payments SET reason = ?, authorizedMinor = ? WHERE id = ?",
    reason,
    authorizedMinor,
    payment.id,
  );
  noteState(tx, shop, payment, "declined", {
    gatewayState: gatewayState ?? payment.gatewayState,
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

/** As `notePending`, for one who tells of it by another event; false where it is known already. */
export function setPending(
  tx: Transaction,
  shop: ShopContext,
  payment: PaymentRow,
  said: Said,
): boolean {
  if (!["requested", "unknown"].includes(payment.state)) return false;
  noteState(tx, shop, payment, "pending", said);
  const nowMs = shop.clock.nowMs();
  const { orderNumber } = payment;
  tx.enqueue({
    kind: EXPIRE_TRANSFER_JOB,
    subject: orderNumber,
    dueMs: nowMs + TRANSFER_WAIT_MS,
  });
  tx.enqueue({
    kind: RENEW_AUTHORIZATIONS_JOB,
    subject: `${orderNumber}/1`,
    dueMs: nowMs + AUTHORIZATION_RENEWAL_MS,
  });
  return true;
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

function noteState(
  tx: Transaction,
  shop: ShopContext,
  { id }: PaymentRow,
  state: PaymentRow["state"],
  { gatewayState, reference }: { gatewayState: string | null; reference?: Said["reference"] },
): void {
  tx.run(
    `UPDATE payments SET state = ?, asked = NULL, gatewayState = ?, answeredMs = ?,
       gatewayReference = coalesce(?, gatewayReference) WHERE id = ?`,
    state,
    gatewayState,
    shop.clock.nowMs(),
    reference ?? null,
    id,
  );
}

/** The answer brings nothing new, but it is no longer waited for. */
function noteUnasked(tx: Transaction, payment: PaymentRow, asked: PaymentRow["asked"]): void {
  if (payment.asked === asked) tx.run("UPDATE payments SET asked = NULL WHERE id = ?", payment.id);
}

function gatewayAttributes(
  { gateway }: PaymentRow,
  gatewayState: string | undefined,
): Record<string, unknown> {
  return { gateway, ...(gatewayState === undefined ? {} : { gatewayState }) };
}
