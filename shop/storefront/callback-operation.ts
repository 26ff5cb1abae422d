import { z } from "zod";
import { operation } from "../services/operation.ts";

/** How a gateway tells the shop what became of a payment, at once or hours later, perhaps twice. */
export const paymentCallback = operation({
  name: "paymentCallback",
  method: "POST",
  path: "/gateway-callbacks/{gateway}",
  summary: "A gateway tells the state of a payment",
  input: z.strictObject({
    gateway: z.string().min(1).max(64),
    /** What the gateway calls the payment. */
    reference: z.string().min(1).max(128),
    /** What the shop calls it. */
    paymentId: z.string().min(1).max(128),
    gatewayState: z.string().min(1).max(64),
    amountMinor: z.int().nonnegative(),
    /** Proves that the gateway sent it: HMAC-SHA-256, see payments/callback-signature.ts. */
    signature: z.string().min(1).max(128),
  }),
  answer: z.object({ known: z.boolean() }),
});
