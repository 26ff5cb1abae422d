import { meaningOf } from "#domain/payments/gateway-states.ts";
import { entriesOf, listOf, textOf } from "../event-readers.ts";
import type { LifecycleEvent } from "../lifecycle-event.ts";
import type { JudgedAt } from "../object-lifecycle.ts";
import { NUMBER_STATUSES, type NumberStatus } from "./number-status.ts";
import { orderDoubt } from "./order-doubt.ts";

/** What is true of a number: why it is so, and since when. */
export interface Cause {
  readonly sinceMs: number;
  readonly events: readonly (LifecycleEvent | undefined)[];
}

/** What its causes are read from. */
export interface NumberFacts {
  readonly own: readonly LifecycleEvent[];
  readonly quote: string | null;
  readonly quoteEvents: readonly LifecycleEvent[];
  readonly reserved: LifecycleEvent | undefined;
  /** What made it an order; undefined while it is none. */
  readonly placed: LifecycleEvent | undefined;
  /** As the last record of the cart tells. */
  readonly customerKind: string | null;
  readonly isRegistered: boolean;
  /** The last record of number or cart. */
  readonly lastMove: LifecycleEvent | undefined;
  readonly judged: JudgedAt;
}

/** Everything that holds of a number, in the order of precedence. */
export function causesOf(facts: NumberFacts): ReadonlyMap<NumberStatus, Cause> {
  const causes = new Map<NumberStatus, Cause>();
  for (const status of NUMBER_STATUSES) {
    const cause = CAUSES[status](facts);
    if (cause !== null) causes.set(status, cause);
  }
  return causes;
}

const CAUSES: Readonly<Record<NumberStatus, (facts: NumberFacts) => Cause | null>> = {
  cancelled: ({ own, placed }) => (placed === undefined ? null : wholeCancellation(own, placed)),
  "used-late": (facts) => {
    const { reserved, placed, judged } = facts;
    if (reserved === undefined || placed === undefined || !tellsUse(placed)) return null;
    if (between(reserved, placed) <= judged.deadlines.numberLateMs) return null;
    return useOf(facts);
  },
  used: useOf,
  uncertain: ({ own, placed }) => {
    if (placed === undefined) return unansweredPayment(own);
    const { uncertain, resolved } = orderDoubt(own);
    if (uncertain === null || resolved !== null) return null;
    return { sinceMs: uncertain.timeMs, events: [uncertain] };
  },
  "session-expired": ({ placed, quoteEvents }) => {
    if (placed !== undefined) return null;
    const expired = quoteEvents.find(({ type }) => type === "quote.sessionExpired");
    return expired === undefined ? null : { sinceMs: expired.timeMs, events: [expired] };
  },
  abandoned: (facts) => {
    const sinceMs = abandonedMs(facts);
    if (sinceMs === null || sinceMs >= facts.judged.atMs) return null;
    return { sinceMs, events: [facts.lastMove] };
  },
  declined: ({ own }) => {
    const refusals = own.filter((event) => isToldRefusal(event) || isReadRefusal(event));
    const last = refusals.at(-1);
    return last === undefined ? null : { sinceMs: last.timeMs, events: refusals };
  },
  reserved: ({ reserved, placed, own }) => {
    const first = reserved ?? own[0];
    if (placed !== undefined || first === undefined) return null;
    return { sinceMs: first.timeMs, events: [first] };
  },
};

/** It tells when the number was used, and not only that it was. */
export function tellsUse({ type }: LifecycleEvent): boolean {
  return type === "order.placed" || type === "order.uncertain";
}

/** It became an order of which it is known whether it was paid. */
function useOf({ own, placed }: NumberFacts): Cause | null {
  if (placed === undefined) return null;
  const { uncertain, resolved } = orderDoubt(own);
  if (uncertain !== null && resolved === null) return null;
  const since = resolved === null ? placed : laterOf(placed, resolved);
  return { sinceMs: since?.timeMs ?? placed.timeMs, events: [placed, resolved ?? undefined] };
}

/** The gateway was asked for a number that is no order yet, and its answer is not there. */
function unansweredPayment(own: readonly LifecycleEvent[]): Cause | null {
  const last = own.findLast(({ type }) => type.startsWith("payment."));
  if (last?.type !== "payment.requested" && last?.type !== "payment.timedOut") return null;
  return { sinceMs: last.timeMs, events: [last] };
}

/** When the last line of the order was cancelled; null while one is not. */
function wholeCancellation(own: readonly LifecycleEvent[], placed: LifecycleEvent): Cause | null {
  const cancellations = own.filter(({ type }) => type === "order.cancelled");
  const open = new Set(entriesOf(placed, "lines").map(({ lineItemId }) => lineItemId));
  for (const event of cancellations) {
    const lineItemIds = listOf(event, "lineItemIds");
    for (const lineItemId of lineItemIds) open.delete(lineItemId);
    // A cancellation that names no lines is of the whole order.
    if (lineItemIds.length > 0 && open.size > 0) continue;
    return { sinceMs: event.timeMs, events: cancellations };
  }
  return null;
}

/** When the cart of a registered customer counts as abandoned; null for every other number. */
export function abandonedMs({
  placed,
  isRegistered,
  lastMove,
  judged,
}: NumberFacts): number | null {
  if (placed !== undefined || !isRegistered || lastMove === undefined) return null;
  return lastMove.timeMs + judged.deadlines.quoteAbandonedMs;
}

/** When a guest's session must be over, by its last record; null where the customer is registered or not known. */
export function guestSessionEndMs({
  customerKind,
  isRegistered,
  lastMove,
  judged,
}: NumberFacts): number | null {
  if (isRegistered || customerKind === null || lastMove === undefined) return null;
  return lastMove.timeMs + judged.deadlines.guestSessionMs;
}

/** Refused when it was asked for. */
export function isToldRefusal({ type }: LifecycleEvent): boolean {
  return type === "payment.declined";
}

/** Refused as well, though only read later. */
function isReadRefusal(event: LifecycleEvent): boolean {
  if (event.type !== "payment.stateRead") return false;
  const gatewayState = textOf(event, "gatewayState");
  if (gatewayState === null) return false;
  return meaningOf(textOf(event, "gateway") ?? "", gatewayState) === "declined";
}

/** From one to the other, in milliseconds. */
export function between(one: LifecycleEvent, other: LifecycleEvent): number {
  return other.timeMs - one.timeMs;
}

/** The later of two; the first where they are of one millisecond. */
export function laterOf(
  one: LifecycleEvent | undefined,
  other: LifecycleEvent | undefined,
): LifecycleEvent | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.timeMs > one.timeMs ? other : one;
}
