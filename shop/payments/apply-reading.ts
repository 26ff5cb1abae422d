import { meaningOf, type PaymentMeaning } from "#domain/payments/gateway-states.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { setAuthorized, setCaptured, setDeclined, setPending } from "./change-payment.ts";
import {
  emitStateRead,
  noteAuthorized,
  noteCaptured,
  noteDeclined,
  notePending,
  noteReleased,
} from "./note-answer.ts";
import { requirePayment } from "./payment-rows.ts";
import type { ProcessorState } from "./payment-processor.ts";

/** Of a payment that a gateway refused without telling this shop why. */
const NO_REASON = "refused by the gateway";

/** Of a request that never reached the gateway. */
const NOT_RECEIVED = "the gateway never received the request";

/**
 * Notes what a gateway said when it was asked how a payment stands, by `payment.stateRead`. What
 * was captured is then known without `payment.captured`; a reservation that nobody knew of is told
 * as authorized, since it may yet be captured.
 */
export function applyReading(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  read: ProcessorState,
): PaymentMeaning | undefined {
  const payment = requirePayment(tx, paymentId);
  const meaning = meaningOf(payment.gateway, read.gatewayState);
  const { amountMinor, ...said } = read;
  emitStateRead(
    tx,
    payment,
    said,
    read.paid,
    read.paid ? "The gateway was asked: it is paid." : "The gateway was asked: it is not paid.",
    read.paid ? amountMinor : undefined,
  );
  const isUnresolved = ["requested", "unknown", "pending"].includes(payment.state);
  switch (meaning) {
    case "authorized": {
      const authorized = { ...said, amountMinor: amountMinor ?? payment.amountMinor };
      // A shop that notes no answers has been told only now, and by its own reading.
      if (payment.ignoresAnswers === 0) noteAuthorized(tx, shop, paymentId, authorized);
      else setAuthorized(tx, shop, payment, authorized);
      break;
    }
    case "captured":
    case "partlyRefunded":
    case "refunded": {
      const capturedMinor = amountMinor ?? payment.amountMinor;
      if (capturedMinor > payment.capturedMinor) {
        setCaptured(tx, shop, payment, { ...said, capturedMinor });
      }
      break;
    }
    case "none":
      if (isUnresolved) setDeclined(tx, shop, payment, { ...said, reason: NOT_RECEIVED });
      break;
    case "declined":
    case "released":
      if (isUnresolved) {
        setDeclined(tx, shop, payment, { ...said, reason: said.reason ?? NO_REASON });
      }
      break;
    case "pending":
      setPending(tx, shop, payment, said);
      break;
    case undefined:
      break;
  }
  return meaning;
}

/** What a gateway tells unasked. */
export interface Told {
  readonly gatewayState: string;
  readonly reference: string;
  /** What was taken in all; where nothing was, what is reserved. */
  readonly amountMinor: number;
}

/**
 * Notes what a gateway told by a callback, with the event of what it did. Undefined: not
 * understood.
 */
export function applyTold(
  tx: Transaction,
  shop: ShopContext,
  paymentId: string,
  told: Told,
): PaymentMeaning | undefined {
  const payment = requirePayment(tx, paymentId);
  const meaning = meaningOf(payment.gateway, told.gatewayState);
  const { amountMinor, ...said } = told;
  switch (meaning) {
    case "authorized":
      noteAuthorized(tx, shop, paymentId, told);
      break;
    case "captured":
    case "partlyRefunded":
    case "refunded":
      noteCaptured(tx, shop, paymentId, { ...said, capturedMinor: amountMinor });
      break;
    case "declined":
      noteDeclined(tx, shop, paymentId, { ...said, reason: NO_REASON });
      break;
    case "released":
      noteReleased(tx, shop, paymentId, said);
      break;
    case "pending":
      notePending(tx, shop, paymentId, said);
      break;
    case "none":
    case undefined:
      break;
  }
  return meaning;
}
