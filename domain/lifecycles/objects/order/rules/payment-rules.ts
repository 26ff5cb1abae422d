import { evidenceOf, idOf } from "../../../event-readers.ts";
import type { LifecycleEvent } from "../../../lifecycle-event.ts";
import type { Money } from "../../../lifecycle.ts";
import type { Hit } from "../../../object-lifecycle.ts";
import { ofType, type OrderFacts } from "../order-facts.ts";
import { isEarlierAttempt, type OrderPayment, paidAmount, takenMinor } from "../order-payments.ts";
import { stockHeld } from "../stock-held.ts";
import type { OrderRule } from "./order-rule.ts";

/** What was taken for the order is not what it amounts to. */
function amountMismatchHit({ amount, paid, payments, placed, listed }: OrderFacts): Hit | null {
  // Where only a replay says that it was paid, nobody knows how much.
  if (amount === null || paid === null || paid.by?.type === "replay.decided") return null;
  const kept = payments.filter((payment) => !isEarlierAttempt(payment, placed));
  if (kept.some(({ isAmountUnknown }) => isAmountUnknown)) return null;
  const sumMinor = kept.reduce((sum, payment) => sum + takenMinor(payment), 0);
  if (sumMinor === amount.minor) return null;
  const told = kept.flatMap((one) => one.told);
  // Who tells that it was paid and not how much means what was asked for.
  const asked = kept.flatMap(({ requested, told: own }) =>
    own.some((event) => event.amount === null) ? (requested ?? []) : [],
  );
  return {
    values: {
      ordered: amount,
      captured: { minor: sumMinor, currency: amount.currency },
    },
    evidence: evidenceOf(placed ?? undefined, listed ?? undefined, ...asked, ...told),
    sinceMs: Math.max(paid.dueFromMs, wrongSinceMs(kept, amount)),
  };
}

/** Since when the sum has not been right any more; 0 where it never was. */
function wrongSinceMs(
  payments: readonly OrderPayment[],
  { minor: ordered, currency }: Money,
): number {
  const taken = new Map<string, { capturedMinor: number; readMinor: number }>();
  let sinceMs = 0;
  let wasRight = false;
  for (const { event, payment } of inOrder(payments)) {
    const sums = taken.get(payment.id) ?? { capturedMinor: 0, readMinor: 0 };
    taken.set(payment.id, sums);
    const minor = paidAmount(event, payment.requested, currency) ?? 0;
    if (event.type === "payment.captured") sums.capturedMinor += minor;
    else sums.readMinor = Math.max(sums.readMinor, minor);
    let sumMinor = 0;
    for (const { capturedMinor, readMinor } of taken.values()) {
      sumMinor += Math.max(capturedMinor, readMinor);
    }
    if (wasRight && sumMinor !== ordered) sinceMs = event.timeMs;
    wasRight = sumMinor === ordered;
  }
  return sinceMs;
}

/** Records that tell of a payment, by time. */
function inOrder(
  payments: readonly OrderPayment[],
): { readonly event: LifecycleEvent; readonly payment: OrderPayment }[] {
  return payments
    .flatMap((payment) => payment.told.map((event) => ({ event, payment })))
    .sort((one, other) => one.event.timeMs - other.event.timeMs);
}

/** A method was captured after one that stands behind it in the cart. */
function captureOrderHit({ events, payments }: OrderFacts): Hit | null {
  const byFirst = new Map(payments.map((payment) => [payment.paid, payment]));
  let before: { payment: OrderPayment; paid: LifecycleEvent } | null = null;
  for (const event of events) {
    const payment = byFirst.get(event);
    if (payment === undefined) continue;
    if (before !== null && standsBehind(before.payment, payment) && isProven(before.paid, event)) {
      return {
        values: {
          first: before.payment.id,
          firstPosition: before.payment.position,
          second: payment.id,
          secondPosition: payment.position,
        },
        evidence: evidenceOf(
          before.payment.requested ?? undefined,
          payment.requested ?? undefined,
          before.paid,
          event,
        ),
        sinceMs: event.timeMs,
      };
    }
    before = { payment, paid: event };
  }
  return null;
}

/** In the cart; nobody can tell where a position is not known. */
function standsBehind(one: OrderPayment, other: OrderPayment): boolean {
  return one.position !== null && other.position !== null && one.position > other.position;
}

/** Within one millisecond only what one source counted is known to come one after the other. */
function isProven(one: LifecycleEvent, other: LifecycleEvent): boolean {
  return one.timeMs < other.timeMs || one.source === other.source;
}

/** Stock is set aside for an order that was cancelled, or whose last attempt to pay came to nothing. */
function heldUnpaidHit(facts: OrderFacts): Hit | null {
  if (ofType(facts, "stock.reserved").length === 0) return null;
  const held = [...stockHeld(facts)].filter(([, quantity]) => quantity > 0);
  const because = held.length === 0 ? null : unpaidBecause(facts);
  if (because === null) return null;
  const products = held.map(([product]) => product);
  const reserved = ofType(facts, "stock.reserved").filter((event) =>
    products.includes(idOf(event, "product") ?? ""),
  );
  return {
    values: {
      products,
      pieces: held.reduce((sum, [, quantity]) => sum + quantity, 0),
      isCancelled: because.type === "order.cancelled",
      because: because.time,
    },
    evidence: evidenceOf(...reserved, because),
    sinceMs: Math.max(because.timeMs, ...reserved.map(({ timeMs }) => timeMs)),
  };
}

/** The record that says that it will not be paid; null where it is, or may be yet. */
function unpaidBecause(facts: OrderFacts): LifecycleEvent | null {
  const { payments, course } = facts;
  const cancelled = course.end?.by ?? ofType(facts, "order.cancelled").at(-1) ?? null;
  if (course.end?.kind === "cancelled" || (facts.lines.length === 0 && cancelled !== null)) {
    return cancelled;
  }
  if (payments.some(({ paid }) => paid !== null)) return null;
  let refused: LifecycleEvent | null = null;
  let requestedMs = Number.NEGATIVE_INFINITY;
  for (const { refusal, requested } of payments) {
    if (refusal !== null && refusal.timeMs >= (refused?.timeMs ?? 0)) refused = refusal;
    requestedMs = Math.max(requestedMs, requested?.timeMs ?? requestedMs);
  }
  return refused !== null && refused.timeMs >= requestedMs ? refused : null;
}

/** Rules on an order's payments, and on the stock that is set aside for them. */
export const PAYMENT_RULES: readonly OrderRule[] = [
  {
    id: "order.amount-mismatch",
    version: 1,
    severity: "error",
    summary: "What was captured for it is not what it amounts to.",
    holds: amountMismatchHit,
  },
  {
    id: "payment.capture-order",
    version: 1,
    severity: "warning",
    summary: "Its methods were not captured in the order in which they stand in the cart.",
    holds: captureOrderHit,
  },
  {
    id: "stock.held-unpaid",
    version: 1,
    severity: "warning",
    summary: "Stock is set aside for it though it was cancelled, or cannot be paid.",
    holds: heldUnpaidHit,
  },
];
