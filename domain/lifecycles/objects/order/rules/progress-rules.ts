import { evidenceOf, idOf, textOf } from "../../../event-readers.ts";
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

function stuckHit({ course, placed }: OrderFacts, judged: JudgedAt): Hit | null {
  const wait = course.waits.at(-1);
  if (wait === undefined || wait.until !== null) return null;
  const { since } = wait;
  // It waits again since a doubt about its payment was over.
  const doubt = course.doubts.find(({ until }) => until === since);
  const dueMs = passedDeadline(since.timeMs, judged.deadlines.orderStuckMs, judged);
  if (dueMs === null) return null;
  return {
    values: {
      placedAt: placed?.time ?? null,
      waitsSince: since.time,
      deadlineMs: judged.deadlines.orderStuckMs,
    },
    evidence: evidenceOf(placed ?? undefined, doubt?.since, since),
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

/** The same number, placed from another cart, under another foreign ID, or in another store. */
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
    differs(idOf(first, "order", "foreignId"), idOf(event, "order", "foreignId")) ||
    differs(textOf(first, "store"), textOf(event, "store"))
  );
}

function differs(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

interface WrongTurn {
  /** What had become of the order, by which record. */
  readonly state: "cancelled" | "returned" | "delivered" | "paid";
  readonly before: LifecycleEvent;
  readonly after: LifecycleEvent;
}

/** In one millisecond nobody knows what came first. */
function isLater({ before, after }: WrongTurn): boolean {
  return before.timeMs < after.timeMs;
}

/** Whatever came though what had come before allows it no more. */
function wrongTurns({ course, lines, paid }: OrderFacts): WrongTurn[] {
  const { end, afterEnd, lateDoubts } = course;
  const turns: WrongTurn[] = [];
  for (const after of afterEnd) {
    if (end !== null) turns.push({ state: end.kind, before: end.by, after });
  }
  for (const { made: before, cancelled: after } of lines) {
    if (before !== null && after !== null) turns.push({ state: "delivered", before, after });
  }
  for (const after of lateDoubts) {
    const before = paid?.by ?? null;
    if (before !== null && before.timeMs <= after.timeMs) {
      turns.push({ state: "paid", before, after });
    } else if (end !== null) {
      turns.push({ state: end.kind, before: end.by, after });
    }
  }
  return turns.filter(isLater).sort((one, other) => one.after.timeMs - other.after.timeMs);
}

/** What came after the order was cancelled or returned, lines cancelled after delivery, doubt after payment. */
function illegalHit(facts: OrderFacts): Hit | null {
  const turns = wrongTurns(facts);
  const [first] = turns;
  if (first === undefined) return null;
  const isOfLine = turns.some(({ state }) => state === "delivered");
  const isOfPayment = turns.some(({ state }) => state === "paid");
  return {
    values: {
      state: first.state,
      endedAt: first.before.time,
      types: [...new Set(turns.map(({ after }) => after.type))],
      at: first.after.time,
    },
    evidence: evidenceOf(
      ...(isOfLine ? [facts.listed ?? undefined] : []),
      ...(isOfPayment ? [facts.placed ?? undefined, ...(facts.paid?.evidence ?? [])] : []),
      ...turns.flatMap(({ before, after }) => [before, after]),
    ),
    sinceMs: first.after.timeMs,
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
      "It went on after it was cancelled or returned, or was cancelled after its delivery, or in doubt after its payment.",
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
