import { z } from "zod";
import type { Reads } from "../../database/shop-database.ts";
import { type PaymentTruth, paymentTruth } from "../answer-key-objects.ts";
import { timeOrNull } from "./group-by.ts";

/** What really happened with the money of one payment, from the books of who holds it. */
export interface MoneyTruth {
  readonly paymentId: string;
  /** In the holder's own words. */
  readonly state: string;
  readonly paid: boolean;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
}

const row = z.object({
  id: z.string(),
  orderNumber: z.string(),
  quoteId: z.string(),
  position: z.number(),
  method: paymentTruth.shape.method,
  gateway: z.string(),
  amountMinor: z.number(),
  currency: z.string(),
  requestedMs: z.number().nullable(),
  answeredMs: z.number().nullable(),
  state: z.string(),
  gatewayState: z.string().nullable(),
  authorizedMinor: z.number(),
  capturedMinor: z.number(),
  refundedMinor: z.number(),
  reason: z.string().nullable(),
});

/** Every payment of the web database by order and position, beside what its holder's books say. */
export function readPaymentTruths(
  web: Reads,
  money: ReadonlyMap<string, MoneyTruth>,
): PaymentTruth[] {
  const sql = `SELECT id, orderNumber, quoteId, position, method, gateway, amountMinor, currency,
      requestedMs, answeredMs, state, gatewayState, authorizedMinor, capturedMinor, refundedMinor, reason
    FROM payments ORDER BY orderNumber, requestedMs, position, id`;
  return web.all(row, sql).map((payment) => {
    const truth = money.get(payment.id);
    return {
      record: "payment",
      id: payment.id,
      orderNumber: payment.orderNumber,
      quoteId: payment.quoteId,
      position: payment.position,
      method: payment.method,
      gateway: payment.gateway,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      requestedAt: timeOrNull(payment.requestedMs),
      answeredAt: timeOrNull(payment.answeredMs),
      shop: {
        state: payment.state,
        gatewayState: payment.gatewayState,
        authorizedMinor: payment.authorizedMinor,
        capturedMinor: payment.capturedMinor,
        refundedMinor: payment.refundedMinor,
        reason: payment.reason,
      },
      truth:
        truth === undefined
          ? null
          : {
              state: truth.state,
              paid: truth.paid,
              capturedMinor: truth.capturedMinor,
              refundedMinor: truth.refundedMinor,
            },
    };
  });
}
