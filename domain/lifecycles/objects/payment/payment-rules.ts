import { evidenceOf, idOf, minorIn, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Money } from "../../lifecycle.ts";
import type { Hit, JudgedAt, Rule } from "../../object-lifecycle.ts";
import { type PaymentFacts, takenMinor } from "./read-payment.ts";

function named(event: LifecycleEvent | undefined): {
  order: string | null;
  gateway: string | null;
} {
  return { order: idOf(event, "order"), gateway: textOf(event, "gateway") };
}

function moneyOf(minor: number, { currency }: PaymentFacts): Money | null {
  return currency === null ? null : { minor, currency };
}

function duplicateCapture(facts: PaymentFacts): Hit | null {
  const { captures } = facts;
  const [first, again] = captures;
  if (first === undefined || again === undefined) return readAsTakenTwice(facts);
  return {
    values: {
      ...named(again),
      at: again.time,
      firstAt: first.time,
      amount: again.amount,
      times: captures.length,
    },
    evidence: evidenceOf(...captures),
    sinceMs: again.timeMs,
  };
}

/** The answer to the second capture was lost, and the gateway later told of twice the amount asked for. */
function readAsTakenTwice(facts: PaymentFacts): Hit | null {
  const { requested, captures, readsPaid } = facts;
  const { currency } = facts;
  const askedMinor = requested === undefined ? 0 : (minorIn(requested, currency) ?? 0);
  const read = readsPaid.find((event) => (minorIn(event, currency) ?? 0) >= 2 * askedMinor);
  if (read === undefined || requested === undefined || askedMinor <= 0) return null;
  return {
    values: { ...named(read), at: read.time, amount: requested.amount, taken: read.amount },
    evidence: evidenceOf(requested, ...captures, read),
    sinceMs: read.timeMs,
  };
}

function captureWithoutAuthorization(facts: PaymentFacts): Hit | null {
  const { requested, authorizesFirst, authorized, captures, readsPaid } = facts;
  const taken = [...captures, ...readsPaid].sort((one, other) => one.timeMs - other.timeMs);
  const [first] = taken;
  if (!authorizesFirst || authorized !== undefined || first === undefined) return null;
  return {
    values: { ...named(first), at: first.time, amount: first.amount },
    evidence: evidenceOf(requested, ...taken),
    sinceMs: first.timeMs,
  };
}

function refundExceedsCaptured(facts: PaymentFacts): Hit | null {
  const { requested, captures, readsPaid, refunds, refundedMinor, isTakenUnknown } = facts;
  const taken = takenMinor(facts);
  // Of a payment whose records are not there nothing can be said of what was taken.
  if (requested === undefined || isTakenUnknown || refundedMinor <= taken) return null;
  const exceeding = firstBeyond(refunds, taken, facts.currency);
  return {
    values: {
      ...named(exceeding),
      at: exceeding?.time ?? null,
      refunded: moneyOf(refundedMinor, facts),
      captured: moneyOf(taken, facts),
    },
    evidence: evidenceOf(requested, ...captures, ...readsPaid, ...refunds),
    sinceMs: exceeding?.timeMs ?? requested.timeMs,
  };
}

/** The refund with which more was given back than this. */
function firstBeyond(
  refunds: readonly LifecycleEvent[],
  takenMinorSum: number,
  currency: string | null,
): LifecycleEvent | undefined {
  let sum = 0;
  return refunds.find((refund) => {
    sum += minorIn(refund, currency) ?? 0;
    return sum > takenMinorSum;
  });
}

function unanswered({ requested, answer }: PaymentFacts, judged: JudgedAt): Hit | null {
  if (requested === undefined || answer !== undefined) return null;
  const dueMs = requested.timeMs + judged.deadlines.paymentAnswerMs;
  if (judged.atMs <= dueMs) return null;
  return {
    values: { ...named(requested), at: requested.time, amount: requested.amount },
    evidence: evidenceOf(requested),
    sinceMs: dueMs,
  };
}

/** What can be wrong with one payment. */
export const PAYMENT_RULES: readonly Rule<PaymentFacts>[] = [
  {
    id: "payment.duplicate-capture",
    version: 1,
    severity: "critical",
    summary: "One payment was captured more than once.",
    holds: duplicateCapture,
  },
  {
    id: "payment.capture-without-authorization",
    version: 1,
    severity: "error",
    summary: "It was captured without authorization, though its method authorizes first.",
    holds: captureWithoutAuthorization,
  },
  {
    id: "payment.refund-exceeds-captured",
    version: 1,
    severity: "critical",
    summary: "More was given back than was captured.",
    holds: refundExceedsCaptured,
  },
  {
    id: "payment.unanswered",
    version: 1,
    severity: "error",
    summary: "Neither an answer nor a timeout follows the request.",
    holds: unanswered,
  },
];
