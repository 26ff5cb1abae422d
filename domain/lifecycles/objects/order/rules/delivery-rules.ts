import { evidenceOf } from "../../../event-readers.ts";
import type { Hit, JudgedAt } from "../../../object-lifecycle.ts";
import { ofType, type OrderFacts } from "../order-facts.ts";
import { isDigital, lineIds, madeEvidence, type OrderLine } from "../order-lines.ts";
import { accountsMade, paidAndOwed, waitingLines } from "../owed-after-payment.ts";
import { type OrderRule, passedDeadline } from "./order-rule.ts";

function notDeliveredHit(facts: OrderFacts, judged: JudgedAt): Hit | null {
  const paid = paidAndOwed(facts);
  const waiting = waitingLines(facts);
  if (paid === null || waiting.length === 0) return null;
  const dueMs = passedDeadline(paid.dueFromMs, judged.deadlines.deliveryMs, judged);
  if (dueMs === null) return null;
  return {
    values: {
      paidAt: new Date(paid.atMs).toISOString(),
      deadlineMs: judged.deadlines.deliveryMs,
      lines: lineIds(waiting),
      products: waiting.flatMap(({ product }) => product ?? []),
    },
    evidence: evidenceOf(...paid.evidence, facts.placed ?? undefined, facts.listed ?? undefined),
    sinceMs: dueMs,
  };
}

function deliveredNotPaidHit({ lines, paid, placed, listed }: OrderFacts): Hit | null {
  const early = lines
    .filter(({ made }) => made !== null && (paid === null || made.timeMs < paid.atMs))
    .toSorted((one, other) => (one.made?.timeMs ?? 0) - (other.made?.timeMs ?? 0));
  const first = early[0]?.made;
  if (first === undefined || first === null) return null;
  return {
    values: {
      deliveredAt: first.time,
      lines: lineIds(early),
      paidAt: paid === null ? null : new Date(paid.atMs).toISOString(),
    },
    evidence: [
      ...evidenceOf(placed ?? undefined, listed ?? undefined, ...(paid?.evidence ?? [])),
      ...madeEvidence(early),
    ],
    sinceMs: first.timeMs,
  };
}

function deliveredLateHit(
  { lines, listed, paid }: OrderFacts,
  { deadlines }: JudgedAt,
): Hit | null {
  if (paid === null) return null;
  const dueMs = paid.dueFromMs + deadlines.deliveryMs;
  const late = lines
    .filter((line) => isDigital(line) && line.made !== null && line.made.timeMs > dueMs)
    .toSorted((one, other) => (one.made?.timeMs ?? 0) - (other.made?.timeMs ?? 0));
  const first = late[0]?.made;
  const last = late.at(-1)?.made;
  if (first === undefined || first === null) return null;
  return {
    values: {
      paidAt: new Date(paid.atMs).toISOString(),
      deliveredAt: (last ?? first).time,
      waitMs: (last ?? first).timeMs - paid.atMs,
      deadlineMs: deadlines.deliveryMs,
      lines: lineIds(late),
    },
    evidence: [...evidenceOf(listed ?? undefined, ...paid.evidence), ...madeEvidence(late)],
    sinceMs: first.timeMs,
  };
}

function notReplicatedHit(facts: OrderFacts, judged: JudgedAt): Hit | null {
  const paid = paidAndOwed(facts);
  if (paid === null || ofType(facts, "order.replicated").length > 0) return null;
  const dueMs = passedDeadline(paid.dueFromMs, judged.deadlines.replicationMs, judged);
  if (dueMs === null) return null;
  return {
    values: {
      paidAt: new Date(paid.atMs).toISOString(),
      deadlineMs: judged.deadlines.replicationMs,
    },
    evidence: evidenceOf(...paid.evidence, facts.placed ?? undefined, facts.listed ?? undefined),
    sinceMs: dueMs,
  };
}

function accountMissingHit(facts: OrderFacts, judged: JudgedAt): Hit | null {
  const paid = paidAndOwed(facts);
  if (paid === null || facts.customerKind !== "registering") return null;
  if (accountsMade(facts).length > 0) return null;
  const dueMs = passedDeadline(paid.dueFromMs, judged.deadlines.accountMs, judged);
  if (dueMs === null) return null;
  return {
    values: {
      paidAt: new Date(paid.atMs).toISOString(),
      deadlineMs: judged.deadlines.accountMs,
    },
    evidence: evidenceOf(...paid.evidence, facts.placed ?? undefined, facts.listed ?? undefined),
    sinceMs: dueMs,
  };
}

/** Its production had begun, or its license was asked for, before this time: whatever it waited for came later. */
function wasBegunBefore({ started, requested }: OrderLine, ms: number): boolean {
  return (started?.timeMs ?? ms) < ms || (requested?.timeMs ?? ms) < ms;
}

/** Digital goods of an order that were begun and made only with, or after, its first physical goods. */
function digitalDelayedHit({ lines, listed }: OrderFacts): Hit | null {
  const physical = lines.filter((line) => !isDigital(line) && line.made !== null);
  if (physical.length === 0) return null;
  const sentMs = Math.min(...physical.map(({ made }) => made?.timeMs ?? 0));
  const delayed = lines.filter(
    (line) =>
      isDigital(line) &&
      line.made !== null &&
      line.made.timeMs >= sentMs &&
      !wasBegunBefore(line, sentMs),
  );
  if (delayed.length === 0) return null;
  return {
    values: {
      lines: lineIds(delayed),
      physicalAt: new Date(sentMs).toISOString(),
    },
    evidence: [
      ...evidenceOf(listed ?? undefined),
      ...madeEvidence(physical),
      ...madeEvidence(delayed),
    ],
    sinceMs: Math.min(...delayed.map(({ made }) => made?.timeMs ?? 0)),
  };
}

/** Rules on what an order must be given, and when. */
export const DELIVERY_RULES: readonly OrderRule[] = [
  {
    id: "order.paid-not-delivered",
    version: 1,
    severity: "error",
    summary:
      "It is paid, and a license, gift card or course of it was not made within the deadline.",
    holds: notDeliveredHit,
  },
  {
    id: "order.delivered-not-paid",
    version: 1,
    severity: "critical",
    summary: "Goods were made or sent before it was paid.",
    holds: deliveredNotPaidHit,
  },
  {
    id: "order.delivered-late",
    version: 1,
    severity: "info",
    summary: "A license, gift card or course came after its deadline.",
    holds: deliveredLateHit,
  },
  {
    id: "order.not-replicated",
    version: 1,
    severity: "info",
    summary: "It is paid, and did not reach the main database within the deadline.",
    holds: notReplicatedHit,
  },
  {
    id: "order.account-missing",
    version: 1,
    severity: "warning",
    summary: "A customer who registered in the cart paid, and no account was made.",
    holds: accountMissingHit,
  },
  {
    id: "fulfillment.digital-delayed",
    version: 1,
    severity: "warning",
    summary: "Digital goods waited for the physical goods of their order.",
    holds: digitalDelayedHit,
  },
];
