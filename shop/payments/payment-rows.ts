import { z } from "zod";
import type { ObjectReference } from "#domain/events/event.ts";
import type { Reads } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { orderObjects } from "../orders/order-rows.ts";
import type { ProcessedPayment } from "./payment-processor.ts";

/** One method of one attempt to pay an order. `instrument` is JSON. */
export const paymentRow = z.object({
  id: z.string(),
  orderNumber: z.string(),
  foreignId: z.string(),
  store: z.string(),
  quoteId: z.string(),
  transactionId: z.string(),
  attempt: z.number(),
  position: z.number(),
  method: z.enum(["card", "paypal", "bankTransfer", "giftCard"]),
  gateway: z.string(),
  instrument: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  state: z.enum([
    "new",
    "requested",
    "pending",
    "authorized",
    "captured",
    "declined",
    "released",
    "refunded",
    "unknown",
  ]),
  asked: z.enum(["authorize", "capture"]).nullable(),
  givenUp: z.number(),
  ignoresAnswers: z.number(),
  gatewayReference: z.string().nullable(),
  gatewayState: z.string().nullable(),
  /** What is reserved now, what was taken, what of that was given back. */
  authorizedMinor: z.number(),
  capturedMinor: z.number(),
  refundedMinor: z.number(),
  reason: z.string().nullable(),
  requestedMs: z.number().nullable(),
  answeredMs: z.number().nullable(),
});
export type PaymentRow = z.infer<typeof paymentRow>;

export function findPayment(reads: Reads, id: string): PaymentRow | undefined {
  return reads.get(paymentRow, "SELECT * FROM payments WHERE id = ?", id);
}

/** Throws `not-found`. */
export function requirePayment(reads: Reads, id: string): PaymentRow {
  const payment = findPayment(reads, id);
  if (payment === undefined) throw new ShopError("not-found", "There is no such payment.");
  return payment;
}

/** The payments of the last attempt, in cart order. */
export function paymentsOfOrder(reads: Reads, orderNumber: string): PaymentRow[] {
  return reads.all(
    paymentRow,
    `SELECT * FROM payments WHERE orderNumber = ?1
       AND attempt = (SELECT max(attempt) FROM payments WHERE orderNumber = ?1)
     ORDER BY position`,
    orderNumber,
  );
}

/** What its events are about: the payment, and its order by number and by foreign ID. */
export function paymentObjects(payment: PaymentRow): ObjectReference[] {
  const { id, orderNumber, foreignId } = payment;
  return [{ type: "payment", id }, ...orderObjects({ number: orderNumber, foreignId })];
}

const instrumentSchema = z.record(z.string(), z.unknown());

/** As a processor is told of it. */
export function processedPayment(payment: PaymentRow): ProcessedPayment {
  return {
    id: payment.id,
    orderNumber: payment.orderNumber,
    transactionId: payment.transactionId,
    store: payment.store,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    instrument: instrumentSchema.parse(JSON.parse(payment.instrument)),
    gatewayReference: payment.gatewayReference,
  };
}
