import type {
  GiftCardTruth,
  OrderTruth,
  PaymentTruth,
  ReplayTruth,
} from "../answer-key-objects.ts";

const HOUR_MS = 3_600_000;

/** Older, an authorization of a card is stale. */
const STALE_MS = 7 * 24 * HOUR_MS;

/** So long after the decision a replay counts as never verified. */
const VERIFICATION_MS = HOUR_MS;

/** When the last of an order's methods was paid, as the shop knows; null where it was not, or was given back. */
export function paidSinceMs(payments: readonly PaymentTruth[]): number | null {
  const times = payments.flatMap(({ shop, answeredAt }) =>
    shop.capturedMinor > 0 && shop.refundedMinor === 0 && answeredAt !== null
      ? [Date.parse(answeredAt)]
      : [],
  );
  return times.length === 0 ? null : Math.max(...times);
}

/** States in which the shop leaves an order that it read as paid until what must follow has worked. */
const NOT_YET_PAID_STATES: ReadonlySet<string> = new Set(["placed", "uncertain"]);

/** Read as paid, though the replay that must follow has not worked yet. */
export function isReadAsPaid(order: OrderTruth, payments: readonly PaymentTruth[]): boolean {
  const captured = payments.filter(({ shop }) => shop.capturedMinor > 0);
  return (
    NOT_YET_PAID_STATES.has(order.state) &&
    sum(captured.map(({ amountMinor }) => amountMinor)) >= order.amountMinor
  );
}

/** It was paid, with more or less than it amounts to. */
export function isMismatched(order: OrderTruth, payments: readonly PaymentTruth[]): boolean {
  const captured = payments.filter(
    (payment) => payment.shop.capturedMinor > 0 && !isOfEarlierAttempt(payment, order),
  );
  const askedMinor = sum(captured.map(({ amountMinor }) => amountMinor));
  const capturedMinor = sum(captured.map(({ shop }) => shop.capturedMinor));
  return (
    captured.length > 0 && askedMinor >= order.amountMinor && capturedMinor !== order.amountMinor
  );
}

/** Given back before the order was placed. */
function isOfEarlierAttempt({ shop, answeredAt }: PaymentTruth, { placedAt }: OrderTruth): boolean {
  return shop.refundedMinor > 0 && answeredAt !== null && answeredAt < placedAt;
}

/** An authorization of it was open for longer than it may be. */
export function isStale({ authorizations }: GiftCardTruth, nowMs: number): boolean {
  return authorizations.some(({ authorizedAt, closedAt }) => {
    const untilMs = closedAt === null ? nowMs : Date.parse(closedAt);
    return untilMs - Date.parse(authorizedAt) > STALE_MS;
  });
}

/** Something was to be replayed, and nothing showed that it worked. */
export function isUnverified({ decision, state, decidedAt }: ReplayTruth, nowMs: number): boolean {
  return (
    decision !== "none" && state !== "verified" && nowMs - Date.parse(decidedAt) > VERIFICATION_MS
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
