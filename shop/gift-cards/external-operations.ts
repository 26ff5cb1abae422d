import { z } from "zod";
import { operation } from "../services/operation.ts";

const cardId = z.string().min(1).max(64);
const paymentId = z.string().min(1).max(128);
const code = z.string().min(4).max(128);
const pin = z.string().max(16).optional();
const minor = z.int().nonnegative();
const currency = z.string().regex(/^[A-Z]{3}$/);

/** What the provider has on a payment. Amounts: of the authorization, taken in all, given back in all. */
const paymentSchema = z.object({
  gatewayState: z.enum([
    "none",
    "authorized",
    "captured",
    "declined",
    "released",
    "partlyRefunded",
    "refunded",
  ]),
  reference: z.string().nullable(),
  authorizedMinor: minor,
  capturedMinor: minor,
  refundedMinor: minor,
});
export type ExternalPayment = z.infer<typeof paymentSchema>;

const stepAnswer = z.object({
  outcome: z.enum(["accepted", "declined"]),
  reason: z.string().optional(),
  payment: paymentSchema,
});
export type ExternalAnswer = z.infer<typeof stepAnswer>;

export type ExternalStep = "authorize" | "capture" | "release" | "reauthorize" | "refund";

/** `key` tells one capture or refund of a payment from the next: the same again is done once. */
const stepInput = z.strictObject({
  cardId,
  paymentId,
  amountMinor: minor,
  currency,
  key: z.string(),
});
export type ExternalRequest = z.infer<typeof stepInput>;

function stepOperation(name: string, path: string, summary: string) {
  return operation({
    name,
    method: "POST",
    path: `/cards/{cardId}/payments/{paymentId}/${path}`,
    summary,
    input: stepInput,
    answer: stepAnswer,
  });
}

/** What the provider of external cards answers to. */
export const EXTERNAL_OPERATIONS = {
  lookUpCard: operation({
    name: "lookUpCard",
    method: "POST",
    path: "/cards/look-up",
    summary: "The card with this code, and what is on it",
    input: z.strictObject({ code, pin }),
    answer: z.object({
      cardId,
      currency,
      balanceMinor: z.int(),
      availableMinor: z.int(),
      /** It is taken with its PIN only. */
      hasPin: z.boolean(),
    }),
  }),
  sellCard: operation({
    name: "sellCard",
    method: "POST",
    path: "/cards",
    summary: "Sell a card at another counter: its code is for the buyer",
    input: z.strictObject({ amountMinor: z.int().positive(), currency, pin }),
    answer: z.object({ cardId, code }),
    operatorOnly: true,
  }),
  authorize: stepOperation("authorizeCard", "authorization", "Reserve an amount"),
  capture: stepOperation("captureCard", "captures", "Take what was reserved, or less"),
  release: stepOperation("releaseCard", "release", "Give up the reservation"),
  reauthorize: stepOperation("reauthorizeCard", "renewal", "Reserve the amount anew"),
  refund: stepOperation("refundCard", "refunds", "Give back what was taken, or less"),
  readPayment: operation({
    name: "readCardPayment",
    method: "GET",
    path: "/cards/{cardId}/payments/{paymentId}",
    summary: "How a payment stands",
    input: z.strictObject({ cardId, paymentId }),
    answer: paymentSchema,
  }),
} as const;

/** What the provider says of a card whose code, and PIN, somebody has. */
export type ExternalAmount = z.infer<typeof EXTERNAL_OPERATIONS.lookUpCard.answer>;
