import { meaningOf } from "#domain/payments/gateway-states.ts";
import type { Case } from "../case.ts";
import { entriesOf, evidenceOf, idOf, listOf, numberOf, textOf } from "../event-readers.ts";
import type { LifecycleEvent } from "../lifecycle-event.ts";
import type { JudgedAt } from "../object-lifecycle.ts";
import { isOfTheStory } from "../story-events.ts";
import { NUMBER_STATUSES, type NumberStatus } from "./number-status.ts";
import { orderDoubt } from "./order-doubt.ts";

/** What became of one order number. Times in epoch milliseconds. */
export interface NumberExplanation {
  readonly store: string;
  readonly sequence: number;
  readonly number: string;
  /** Where the sequence comes from: a record states it, or the digits of the number do. */
  readonly sequenceFrom: "record" | "digits";
  /** The first of `causes`. */
  readonly explanation: NumberStatus;
  /** Everything that holds, by precedence. */
  readonly causes: readonly NumberStatus[];
  /** The order's ID, which is the number; null where it never became an order. */
  readonly order: string | null;
  readonly quote: string | null;
  readonly reservedMs: number | null;
  readonly usedMs: number | null;
  /** Between reservation and order; null where one of them is not known. */
  readonly lateMs: number | null;
  /** Since when the explanation holds. */
  readonly sinceMs: number;
  /** Of the last refusal that stated one. */
  readonly reason: string | null;
  /** Whether the cart that holds it may still become an order. */
  readonly mayReturn: boolean;
  /** References of the records that prove the causes, in the order of time. */
  readonly evidence: readonly string[];
  /** When the explanation changes without an event; null: never. */
  readonly nextChangeMs: number | null;
}

/** What is true of a number: why it is so, and since when. */
interface Cause {
  readonly sinceMs: number;
  readonly events: readonly (LifecycleEvent | undefined)[];
}

interface NumberFacts {
  readonly own: readonly LifecycleEvent[];
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

/** Magento's numbers: the digit of the store, then its sequence, padded with zeros to nine digits. */
const NINE_DIGITS = /^[1-9](\d{8})$/;

/**
 * What became of the number of an order, or of a cart that never became one. Null when no event gives it a
 * place in the sequence of a store.
 */
export function explainNumber(orderCase: Case, judged: JudgedAt): NumberExplanation | null {
  const { own, object } = orderCase;
  const reserved = own.find(({ type }) => type === "order.numberReserved");
  const placed = firstOrder(own);
  const store = textOf(reserved, "store") ?? textOf(placed, "store");
  const place = placeOf(reserved, object.id);
  if (store === null || place === null) return null;
  const quote = idOf(reserved, "quote") ?? idOf(placed, "quote");
  const quoteEvents = quote === null ? [] : orderCase.of("quote", quote);
  const lastMove = laterOf(own.findLast(isOfTheStory), quoteEvents.findLast(isOfTheStory));
  const kinds = quoteEvents.flatMap((event) => textOf(event, "customerKind") ?? []);
  const customerKind = kinds.at(-1) ?? null;
  const isRegistered =
    customerKind === "registered" || quoteEvents.some(({ type }) => type === "quote.assigned");
  const facts: NumberFacts = {
    own,
    quoteEvents,
    reserved,
    placed,
    customerKind,
    isRegistered,
    lastMove,
    judged,
  };
  const causes = causesOf(facts);
  const [explanation] = causes.keys();
  if (explanation === undefined) return null;
  const lateMs = reserved === undefined || placed === undefined ? null : between(reserved, placed);
  return {
    store,
    ...place,
    number: object.id,
    explanation,
    causes: [...causes.keys()],
    order: placed === undefined ? null : object.id,
    quote,
    reservedMs: reserved?.timeMs ?? null,
    usedMs: placed?.timeMs ?? null,
    lateMs,
    sinceMs: causes.get(explanation)?.sinceMs ?? 0,
    reason: own.findLast(isToldRefusal)?.reason ?? null,
    mayReturn: mayReturn(facts, causes),
    evidence: evidenceInOrder([reserved, placed, ...[...causes.values()].flatMap(eventsOfCause)]),
    nextChangeMs: nextChangeMs(facts),
  };
}

/** An order that came to be uncertain may be told before, or without, having been placed. */
function firstOrder(own: readonly LifecycleEvent[]): LifecycleEvent | undefined {
  return (
    own.find(({ type }) => type === "order.placed") ??
    own.find((event) => event.type === "order.uncertain" && entriesOf(event, "lines").length > 0)
  );
}

function placeOf(
  reserved: LifecycleEvent | undefined,
  number: string,
): Pick<NumberExplanation, "sequence" | "sequenceFrom"> | null {
  const told = numberOf(reserved, "sequence");
  if (told !== null && Number.isSafeInteger(told))
    return { sequence: told, sequenceFrom: "record" };
  const digits = NINE_DIGITS.exec(number)?.[1];
  return digits === undefined ? null : { sequence: Number(digits), sequenceFrom: "digits" };
}

/** In the order of precedence. */
function causesOf(facts: NumberFacts): ReadonlyMap<NumberStatus, Cause> {
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
    if (reserved === undefined || placed === undefined) return null;
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
function abandonedMs({ placed, isRegistered, lastMove, judged }: NumberFacts): number | null {
  if (placed !== undefined || !isRegistered || lastMove === undefined) return null;
  return lastMove.timeMs + judged.deadlines.quoteAbandonedMs;
}

/**
 * A registered customer finds the cart again, a guest only while the session lasts. An emptied cart holds nothing
 * that could be ordered.
 */
function mayReturn(facts: NumberFacts, causes: ReadonlyMap<NumberStatus, Cause>): boolean {
  const { placed, quoteEvents, judged } = facts;
  if (placed !== undefined || causes.has("session-expired")) return false;
  if ((guestSessionEndMs(facts) ?? judged.atMs) < judged.atMs) return false;
  const last = quoteEvents.findLast(
    ({ type }) => type.startsWith("quote.item") || type === "quote.emptied",
  );
  return last?.type !== "quote.emptied";
}

/** When a guest's session must be over, by its last record; null where the customer is registered or not known. */
function guestSessionEndMs({
  customerKind,
  isRegistered,
  lastMove,
  judged,
}: NumberFacts): number | null {
  if (isRegistered || customerKind === null || lastMove === undefined) return null;
  return lastMove.timeMs + judged.deadlines.guestSessionMs;
}

function nextChangeMs(facts: NumberFacts): number | null {
  if (facts.placed !== undefined) return null;
  const endMs = abandonedMs(facts) ?? guestSessionEndMs(facts);
  return endMs === null || endMs < facts.judged.atMs ? null : endMs + 1;
}

function isToldRefusal({ type }: LifecycleEvent): boolean {
  return type === "payment.declined";
}

/** Refused as well, though only read later. */
function isReadRefusal(event: LifecycleEvent): boolean {
  if (event.type !== "payment.stateRead") return false;
  const gatewayState = textOf(event, "gatewayState");
  if (gatewayState === null) return false;
  return meaningOf(textOf(event, "gateway") ?? "", gatewayState) === "declined";
}

function between(one: LifecycleEvent, other: LifecycleEvent): number {
  return other.timeMs - one.timeMs;
}

function laterOf(
  one: LifecycleEvent | undefined,
  other: LifecycleEvent | undefined,
): LifecycleEvent | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.timeMs > one.timeMs ? other : one;
}

function eventsOfCause({ events }: Cause): readonly (LifecycleEvent | undefined)[] {
  return events;
}

function evidenceInOrder(events: readonly (LifecycleEvent | undefined)[]): readonly string[] {
  const known = events.filter((event) => event !== undefined);
  return evidenceOf(...known.sort((one, other) => one.timeMs - other.timeMs));
}
