import { z } from "zod";
import { operation } from "../services/operation.ts";

const paymentId = z.string().min(1).max(128);
const amountMinor = z.int().positive();

/** Fields of each request that moves money. */
const asked = {
  /** What the shop calls the payment; a payment is one order's and one method's. */
  paymentId,
  orderNumber: z.string().min(1).max(64),
  /**
   * The same step of the same payment with the same key is done once; again, it gets the same
   * answer.
   */
  key: z.string().min(1).max(128),
};

const amount = { amountMinor, currency: z.string().regex(/^[A-Z]{3}$/) };

/** Stands for a card; see card-tokens.ts for those that behave in a special way. */
const cardToken = z.string().min(4).max(128).optional();

export const gatewayAnswerSchema = z.object({
  outcome: z.enum(["accepted", "declined", "pending"]),
  /** The gateway's own word for the state of the payment now. */
  gatewayState: z.string(),
  /** What the gateway calls the payment. */
  reference: z.string(),
  /** What this step moved; 0 where it moved nothing. */
  amountMinor: z.int().nonnegative(),
  /** Why it was declined. */
  reason: z.string().optional(),
});
export type GatewayAnswer = z.infer<typeof gatewayAnswerSchema>;

export const gatewayPaymentSchema = z.object({
  gatewayState: z.string(),
  /** Null where the gateway knows no such payment. */
  reference: z.string().nullable(),
  authorizedMinor: z.int().nonnegative(),
  capturedMinor: z.int().nonnegative(),
  refundedMinor: z.int().nonnegative(),
  reason: z.string().optional(),
});
export type GatewayPayment = z.infer<typeof gatewayPaymentSchema>;

/** What gateways can be asked; each offers those that its way of paying has. */
export const GATEWAY_OPERATIONS = {
  authorizePayment: operation({
    name: "authorizePayment",
    method: "POST",
    path: "/authorizations",
    summary: "Reserve an amount",
    input: z.strictObject({ ...asked, ...amount, cardToken }),
    answer: gatewayAnswerSchema,
  }),
  capturePayment: operation({
    name: "capturePayment",
    method: "POST",
    path: "/captures",
    summary: "Take an amount, of what was reserved where it was; a bank announces it",
    input: z.strictObject({ ...asked, ...amount, cardToken }),
    answer: gatewayAnswerSchema,
  }),
  releasePayment: operation({
    name: "releasePayment",
    method: "POST",
    path: "/releases",
    summary: "Give up what is reserved or announced",
    input: z.strictObject(asked),
    answer: gatewayAnswerSchema,
  }),
  reauthorizePayment: operation({
    name: "reauthorizePayment",
    method: "POST",
    path: "/reauthorizations",
    summary: "Reserve anew what is reserved",
    input: z.strictObject(asked),
    answer: gatewayAnswerSchema,
  }),
  refundPayment: operation({
    name: "refundPayment",
    method: "POST",
    path: "/refunds",
    summary: "Give an amount back",
    input: z.strictObject({ ...asked, ...amount }),
    answer: gatewayAnswerSchema,
  }),
  readPayment: operation({
    name: "readPayment",
    method: "GET",
    path: "/payments/{paymentId}",
    summary: "How a payment stands",
    input: z.strictObject({ paymentId }),
    answer: gatewayPaymentSchema,
  }),
} as const;
