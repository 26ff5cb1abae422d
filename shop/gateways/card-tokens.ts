/** What a gateway does with a payment beside what it does with every other. */
export interface TokenBehavior {
  /** Why it refuses. */
  readonly declines?: string;
  /** It does nothing, or it does as asked, and answers neither way. */
  readonly lost?: "request" | "answer";
  /** Its callback comes hours later, or twice. */
  readonly callback?: "late" | "twice";
}

/**
 * Card tokens with which each outcome can be tried by hand; every other token is a card that is
 * good. docs/payments.md lists them.
 */
export const CARD_TOKENS: Readonly<Record<string, TokenBehavior>> = {
  "tok-expired": { declines: "expired card" },
  "tok-insufficient-funds": { declines: "insufficient funds" },
  "tok-suspected-fraud": { declines: "suspected fraud" },
  "tok-stolen": { declines: "stolen card" },
  "tok-limit": { declines: "limit exceeded" },
  "tok-issuer-away": { declines: "issuer not available" },
  "tok-request-lost": { lost: "request" },
  "tok-answer-lost": { lost: "answer" },
  "tok-answer-lost-late": { lost: "answer", callback: "late" },
  "tok-callback-late": { callback: "late" },
  "tok-callback-twice": { callback: "twice" },
};

const PLAIN: TokenBehavior = {};

export function behaviorOf(cardToken: string | undefined): TokenBehavior {
  return cardToken !== undefined && Object.hasOwn(CARD_TOKENS, cardToken)
    ? (CARD_TOKENS[cardToken] ?? PLAIN)
    : PLAIN;
}

/** Why gateways refuse without a special token. */
export const DECLINE_REASONS = [
  "expired card",
  "insufficient funds",
  "suspected fraud",
  "stolen card",
  "limit exceeded",
  "issuer not available",
] as const;
