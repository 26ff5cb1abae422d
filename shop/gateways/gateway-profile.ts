import type { GatewayName, PaymentMeaning } from "#domain/payments/gateway-states.ts";
import type { GATEWAY_OPERATIONS } from "./gateway-operations.ts";

/** From and to, in milliseconds, both included. */
export type Span = readonly [minMs: number, maxMs: number];

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How one gateway differs from the others. */
export interface GatewayProfile {
  readonly name: GatewayName;
  /** Its word for each state that a payment can have there. */
  readonly words: Readonly<Partial<Record<PaymentMeaning, string>>>;
  readonly operations: readonly (keyof typeof GATEWAY_OPERATIONS)[];
  /** When after a payment's first step it calls back; null: it does not of its own accord. */
  readonly callbackMs: Span | null;
  /** Money that is only announced at first comes after so long: so many of a thousand payments. */
  readonly announced: { readonly perThousand: number; readonly arrivesMs: Span };
  readonly declines: boolean;
}

const MONEY_STEPS = ["capturePayment", "refundPayment", "readPayment"] as const;
const NEVER_ANNOUNCED = { perThousand: 0, arrivesMs: [0, 0] } as const;

/**
 * Callbacks come after the shop's patience (a minute) has ended, so an answer that was lost leaves
 * an order uncertain until then. The second card gateway never calls back: only asking it tells.
 */
export const GATEWAY_PROFILES: readonly GatewayProfile[] = [
  {
    name: "card-gateway-a",
    words: {
      none: "NOT_FOUND",
      authorized: "AUTHORIZED",
      captured: "SETTLED",
      declined: "REFUSED",
      released: "VOIDED",
      partlyRefunded: "PARTLY_REFUNDED",
      refunded: "REFUNDED",
    },
    operations: ["authorizePayment", "releasePayment", "reauthorizePayment", ...MONEY_STEPS],
    callbackMs: [2 * MINUTE_MS, 10 * MINUTE_MS],
    announced: NEVER_ANNOUNCED,
    declines: true,
  },
  {
    name: "card-gateway-b",
    words: {
      none: "no-sale",
      captured: "sold",
      declined: "rejected",
      partlyRefunded: "partly-reversed",
      refunded: "reversed",
    },
    operations: MONEY_STEPS,
    callbackMs: null,
    announced: NEVER_ANNOUNCED,
    declines: true,
  },
  {
    name: "paypal",
    words: {
      none: "Unknown",
      pending: "Pending",
      captured: "Completed",
      declined: "Denied",
      released: "Canceled",
      partlyRefunded: "Partially_Refunded",
      refunded: "Refunded",
    },
    operations: ["releasePayment", ...MONEY_STEPS],
    callbackMs: [90 * SECOND_MS, 15 * MINUTE_MS],
    // An electronic check instead of the account's balance.
    announced: { perThousand: 80, arrivesMs: [4 * HOUR_MS, 72 * HOUR_MS] },
    declines: true,
  },
  {
    name: "bank",
    words: {
      none: "not-announced",
      pending: "awaiting-transfer",
      captured: "credited",
      released: "closed",
      partlyRefunded: "partly-returned",
      refunded: "returned",
    },
    operations: ["releasePayment", ...MONEY_STEPS],
    callbackMs: [MINUTE_MS, 30 * MINUTE_MS],
    announced: { perThousand: 1_000, arrivesMs: [2 * HOUR_MS, 5 * 24 * HOUR_MS] },
    declines: false,
  },
];

/** A late callback comes after so long; the second of two so long after the first. */
export const LATE_CALLBACK_MS: Span = [3 * HOUR_MS, 36 * HOUR_MS];
export const SECOND_CALLBACK_MS: Span = [SECOND_MS, 20 * MINUTE_MS];

/** Longer than any shop waits: what is answered after it, nobody hears. */
export const NO_ANSWER_MS = 10 * MINUTE_MS;
