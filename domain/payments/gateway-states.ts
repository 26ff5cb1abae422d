/** What a state of any gateway comes to. */
export type PaymentMeaning =
  /** The gateway knows no such payment: it was never asked, or the request never reached it. */
  | "none"
  /** Money is announced and has not come. */
  | "pending"
  | "authorized"
  | "captured"
  | "declined"
  | "released"
  | "partlyRefunded"
  | "refunded";

/** The words of each gateway for the state of a payment. What is not here is not understood. */
export const GATEWAY_STATES = {
  "card-gateway-a": {
    NOT_FOUND: "none",
    AUTHORIZED: "authorized",
    SETTLED: "captured",
    REFUSED: "declined",
    VOIDED: "released",
    PARTLY_REFUNDED: "partlyRefunded",
    REFUNDED: "refunded",
  },
  "card-gateway-b": {
    "no-sale": "none",
    sold: "captured",
    rejected: "declined",
    "partly-reversed": "partlyRefunded",
    reversed: "refunded",
  },
  paypal: {
    Unknown: "none",
    Pending: "pending",
    Completed: "captured",
    Denied: "declined",
    Canceled: "released",
    Partially_Refunded: "partlyRefunded",
    Refunded: "refunded",
  },
  bank: {
    "not-announced": "none",
    "awaiting-transfer": "pending",
    credited: "captured",
    closed: "released",
    "partly-returned": "partlyRefunded",
    returned: "refunded",
  },
  "gift-cards": {
    none: "none",
    authorized: "authorized",
    captured: "captured",
    declined: "declined",
    released: "released",
    partlyRefunded: "partlyRefunded",
    refunded: "refunded",
  },
  "external-cards": {
    none: "none",
    authorized: "authorized",
    captured: "captured",
    declined: "declined",
    released: "released",
    partlyRefunded: "partlyRefunded",
    refunded: "refunded",
  },
} as const satisfies Record<string, Record<string, PaymentMeaning>>;

export type GatewayName = keyof typeof GATEWAY_STATES;

export function isGatewayName(text: string): text is GatewayName {
  return Object.hasOwn(GATEWAY_STATES, text);
}

/** What the gateway's word comes to, or undefined where the gateway or its word is not known. */
export function meaningOf(gateway: string, gatewayState: string): PaymentMeaning | undefined {
  if (!isGatewayName(gateway)) return undefined;
  const words: Readonly<Record<string, PaymentMeaning>> = GATEWAY_STATES[gateway];
  return Object.hasOwn(words, gatewayState) ? words[gatewayState] : undefined;
}

/**
 * Whether the shop has the money: an amount that is only reserved, announced or wholly given back
 * is not paid. A state that is not understood counts as unpaid.
 */
export function isPaid(gateway: string, gatewayState: string): boolean {
  const meaning = meaningOf(gateway, gatewayState);
  return meaning === "captured" || meaning === "partlyRefunded";
}
