import { createHmac, timingSafeEqual } from "node:crypto";

/** What a callback says, without the proof. */
export interface SignedCallback {
  readonly gateway: string;
  readonly reference: string;
  readonly paymentId: string;
  readonly gatewayState: string;
  readonly amountMinor: number;
}

/**
 * HMAC-SHA-256 in hexadecimal of the callback's fields, as a JSON array so that no field runs into
 * the next, with the gateway's own secret: HMAC-SHA-256 of its name by the shop's secret.
 */
export function signCallback(secret: string, callback: SignedCallback): string {
  const { gateway, reference, paymentId, gatewayState, amountMinor } = callback;
  return createHmac("sha256", createHmac("sha256", secret).update(gateway).digest())
    .update(JSON.stringify([gateway, reference, paymentId, gatewayState, amountMinor]))
    .digest("hex");
}

/** Takes equally long whatever is wrong. */
export function isSignedBy(secret: string, callback: SignedCallback, signature: string): boolean {
  const expected = Buffer.from(signCallback(secret, callback));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
