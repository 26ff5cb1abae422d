import { z } from "zod";
import { isPaid } from "#domain/payments/gateway-states.ts";
import type { Reads } from "../database/shop-database.ts";
import type { ProcessedPayment, ProcessorState } from "../payments/payment-processor.ts";
import { processorAnswerSchema } from "./answer-once.ts";
import { findAuthorization, transactionsOfPayment } from "./gift-card-rows.ts";
import { sumsOf } from "./refund-card.ts";

/** What the shop's tables say of a payment by gift card. */
export function readCardState(reads: Reads, payment: ProcessedPayment): ProcessorState {
  const authorization = findAuthorization(reads, payment.id);
  const { capturedMinor, refundedMinor } = sumsOf(transactionsOfPayment(reads, payment.id));
  if (capturedMinor > 0) {
    const isWhole = refundedMinor >= capturedMinor;
    const gatewayState = refundedMinor === 0 ? "captured" : isWhole ? "refunded" : "partlyRefunded";
    return {
      gatewayState,
      paid: isPaid("gift-cards", gatewayState),
      // A card that was wrongly captured twice has paid its payment once.
      amountMinor: Math.min(capturedMinor, payment.amountMinor),
      ...referenceOf(authorization?.id ?? payment.gatewayReference),
    };
  }
  if (authorization === undefined) return unauthorized(reads, payment);
  const isOpen = authorization.state === "open";
  return {
    gatewayState: isOpen ? "authorized" : "released",
    paid: false,
    amountMinor: isOpen ? authorization.amountMinor : 0,
    ...referenceOf(authorization.id),
  };
}

function unauthorized(reads: Reads, payment: ProcessedPayment): ProcessorState {
  const row = reads.get(
    z.object({ answer: z.string() }),
    "SELECT answer FROM idempotentAnswers WHERE key = ?",
    `gift-cards/authorize/${payment.id}`,
  );
  if (row === undefined) return { gatewayState: "none", paid: false };
  const answer = processorAnswerSchema.parse(JSON.parse(row.answer));
  if (answer.outcome === "declined") {
    return { gatewayState: answer.gatewayState, paid: false, reason: answer.reason };
  }
  return { gatewayState: answer.gatewayState, paid: false, reference: answer.reference };
}

function referenceOf(reference: string | null): { readonly reference?: string } {
  return reference === null ? {} : { reference };
}
