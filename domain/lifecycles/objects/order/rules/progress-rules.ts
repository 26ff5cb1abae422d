import { evidenceOf, idOf } from "../../../event-readers.ts";
import type { LifecycleEvent } from "../../../lifecycle-event.ts";
import type { Hit, JudgedAt } from "../../../object-lifecycle.ts";
import { ofType, type OrderFacts } from "../order-facts.ts";
import { hitOf, type OrderRule, passedDeadline } from "./order-rule.ts";

function unresolvedHit({ course, paid }: OrderFacts, judged: JudgedAt): Hit | null {
  const doubt = course.doubts.at(-1);
  if (doubt === undefined || doubt.until !== null) return null;
  const { since } = doubt;
  const dueMs = passedDeadline(since.timeMs, judged.deadlines.uncertainResolvedMs, judged);
  if (dueMs === null) return null;
  return {
    values: {
      uncertainSince: since.time,
      deadlineMs: judged.deadlines.uncertainResolvedMs,
      isReadAsPaid: paid !== null,
    },
    evidence: evidenceOf(since, ...(paid?.evidence ?? [])),
    sinceMs: dueMs,
  };
}

function stuckHit({ course }: OrderFacts, judged: JudgedAt): Hit | null {
  const wait = course.waits.at(-1);
  if (wait === undefined || wait.until !== null) return null;
  const { since } = wait;
  const dueMs = passedDeadline(since.timeMs, judged.deadlines.orderStuckMs, judged);
  if (dueMs === null) return null;
  return {
    values: { placedAt: since.time, deadlineMs: judged.deadlines.orderStuckMs },
    evidence: evidenceOf(since),
    sinceMs: dueMs,
  };
}

function numberLateHit({ reserved, placed }: OrderFacts, { deadlines }: JudgedAt): Hit | null {
  if (reserved === null || placed === null) return null;
  const lateMs = placed.timeMs - reserved.timeMs;
  if (lateMs <= deadlines.numberLateMs) return null;
  return {
    values: { reservedAt: reserved.time, placedAt: placed.time, lateMs },
    evidence: evidenceOf(reserved, placed),
    sinceMs: placed.timeMs,
  };
}

/** The same number, placed from another cart or under another foreign ID. */
function numberReusedHit(facts: OrderFacts): Hit | null {
  const placed = ofType(facts, "order.placed");
  const [first] = placed;
  if (first === undefined) return null;
  const others = placed.filter((event) => isOtherOrder(first, event));
  const [second] = others;
  if (second === undefined) return null;
  return {
    values: {
      orders: others.length + 1,
      placedAt: first.time,
      againAt: second.time,
      quotes: [first, ...others].flatMap((event) => idOf(event, "quote") ?? []),
    },
    evidence: evidenceOf(first, ...others),
    sinceMs: second.timeMs,
  };
}

function isOtherOrder(first: LifecycleEvent, event: LifecycleEvent): boolean {
  return (
    differs(idOf(first, "quote"), idOf(event, "quote")) ||
    differs(idOf(first, "order", "foreignId"), idOf(event, "order", "foreignId"))
  );
}

function differs(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** What came after the whole order was cancelled or returned; and lines cancelled that were delivered before. */
function illegalHit(facts: OrderFacts): Hit | null {
  const { end, afterEnd } = facts.course;
  const [first] = afterEnd;
  if (end !== null && first !== undefined) {
    return {
      values: {
        state: end.kind,
        endedAt: end.by.time,
        types: [...new Set(afterEnd.map(({ type }) => type))],
        at: first.time,
      },
      evidence: evidenceOf(end.by, ...afterEnd),
      sinceMs: first.timeMs,
    };
  }
  const pairs = facts.lines.flatMap(({ made, cancelled }) =>
    made !== null && cancelled !== null && made.timeMs < cancelled.timeMs
      ? [{ made, cancelled }]
      : [],
  );
  const [pair] = pairs.toSorted((one, other) => one.cancelled.timeMs - other.cancelled.timeMs);
  if (pair === undefined) return null;
  return {
    values: {
      state: "delivered",
      endedAt: pair.made.time,
      types: [pair.cancelled.type],
      at: pair.cancelled.time,
    },
    evidence: evidenceOf(...pairs.flatMap(({ made, cancelled }) => [made, cancelled])),
    sinceMs: pair.cancelled.timeMs,
  };
}

function handlerMissingHit(facts: OrderFacts): Hit | null {
  const records = [
    ...ofType(facts, "fulfillment.handlerMissing"),
    ...facts.unnamed.filter(({ type }) => type === "fulfillment.handlerMissing"),
  ];
  const handlers = new Set(records.flatMap(({ attributes: { handler } }) => handler ?? []));
  return hitOf(records, {
    handlers: [...handlers].filter((handler) => typeof handler === "string"),
  });
}

/** Rules on how an order goes from state to state. */
export const PROGRESS_RULES: readonly OrderRule[] = [
  {
    id: "order.uncertain-unresolved",
    version: 1,
    severity: "error",
    summary: "Whether it was paid has been unknown for longer than its deadline.",
    holds: unresolvedHit,
  },
  {
    id: "order.stuck",
    version: 1,
    severity: "warning",
    summary: "It was placed, and nothing has become of its payment within the deadline.",
    holds: stuckHit,
  },
  {
    id: "order.number-late",
    version: 1,
    severity: "info",
    summary:
      "Its number was reserved long before it was used, as when a customer returns to a cart.",
    holds: numberLateHit,
  },
  {
    id: "order.number-reused",
    version: 1,
    severity: "critical",
    summary: "Two orders were placed under the same number.",
    holds: numberReusedHit,
  },
  {
    id: "order.illegal-transition",
    version: 1,
    severity: "error",
    summary:
      "It went on after it was cancelled or returned as a whole, or was cancelled after its delivery.",
    holds: illegalHit,
  },
  {
    id: "fulfillment.handler-missing",
    version: 1,
    severity: "error",
    summary: "The shop has no handler for what was bought, so it could not be produced.",
    holds: handlerMissingHit,
  },
];
