import { truthOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { isEarlierAttempt, type OrderPayment } from "./order-payments.ts";

/** An order's payment, as the records tell it. */
export interface PaidInFull {
  /** When its payments covered it. */
  readonly atMs: number;
  /** From when on its goods and papers are owed: paid, and known to be an order. */
  readonly dueFromMs: number;
  /** The record that completed it; null where it costs nothing. */
  readonly by: LifecycleEvent | null;
  readonly evidence: readonly LifecycleEvent[];
}

/** What is known of the order when its payments are added up. */
export interface PaymentBasis {
  /** Minor units; null where no record says what it amounts to. */
  readonly amountMinor: number | null;
  /** The record that says that there is an order; null while there is only a number. */
  readonly exists: LifecycleEvent | null;
  /** Decisions to replay it, which read its payment too. */
  readonly decided: readonly LifecycleEvent[];
}

/**
 * When the payments that were captured or read as paid came to the order's amount, each for what was asked of
 * it; null while they do not. What less or more was taken is another question. Where no record says what was
 * asked, or what the order amounts to, it is paid when each of its methods is.
 */
export function paidInFull(
  payments: readonly OrderPayment[],
  { amountMinor, exists, decided }: PaymentBasis,
): PaidInFull | null {
  if (exists === null) return null;
  if (amountMinor === 0) {
    return { atMs: exists.timeMs, dueFromMs: exists.timeMs, by: null, evidence: [exists] };
  }
  const kept = payments.filter((payment) => !isGivenBackBefore(payment, exists));
  const canAdd = kept.every(({ paid, shareMinor }) => paid === null || shareMinor !== null);
  const covered =
    amountMinor !== null && canAdd
      ? sumCovers(kept, amountMinor, exists)
      : eachIsPaid(kept, exists);
  const read = decided.find((event) => truthOf(event, "paid") === true);
  if (read === undefined || (covered !== null && covered.atMs <= read.timeMs)) return covered;
  return paidBy(read, [read], exists);
}

function paidBy(
  by: LifecycleEvent,
  evidence: readonly LifecycleEvent[],
  exists: LifecycleEvent,
): PaidInFull {
  return { atMs: by.timeMs, dueFromMs: Math.max(by.timeMs, exists.timeMs), by, evidence };
}

function sumCovers(
  payments: readonly OrderPayment[],
  amountMinor: number,
  exists: LifecycleEvent,
): PaidInFull | null {
  const evidence: LifecycleEvent[] = [];
  let sumMinor = 0;
  for (const { paid: by, shareMinor } of payments.toSorted(byTimeOfPayment)) {
    if (by === null) continue;
    evidence.push(by);
    sumMinor += shareMinor ?? 0;
    if (sumMinor >= amountMinor) return paidBy(by, evidence, exists);
  }
  return null;
}

/**
 * When none was open any more, and none had been refused since there is an order. What is asked for later does
 * not change that it was paid.
 */
function eachIsPaid(payments: readonly OrderPayment[], exists: LifecycleEvent): PaidInFull | null {
  const evidence: LifecycleEvent[] = [];
  for (const { paid: by } of payments.toSorted(byTimeOfPayment)) {
    if (by === null) continue;
    evidence.push(by);
    const atMs = Math.max(by.timeMs, exists.timeMs);
    const isMissing = ({ paid, refusal, firstMs }: OrderPayment): boolean => {
      if (firstMs > atMs || (paid !== null && paid.timeMs <= atMs)) return false;
      return refusal === null || refusal.timeMs >= exists.timeMs;
    };
    if (!payments.some(isMissing)) return paidBy(by, evidence, exists);
  }
  return null;
}

/** The money of an earlier attempt, which went back before there was an order. */
function isGivenBackBefore(payment: OrderPayment, exists: LifecycleEvent): boolean {
  return payment.refundedMinor > 0 && isEarlierAttempt(payment, exists);
}

function byTimeOfPayment(one: OrderPayment, other: OrderPayment): number {
  return (one.paid?.timeMs ?? 0) - (other.paid?.timeMs ?? 0);
}
