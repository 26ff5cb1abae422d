import type { Case } from "../../case.ts";
import { eventsOf, evidenceOf, firstOf, idOf, numberOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Detail } from "../../lifecycle.ts";
import type { JudgedAt, Reading, Signal } from "../../object-lifecycle.ts";
import { signalsOf } from "../../signals-of.ts";
import { isOfTheStory } from "../../story-events.ts";
import { QUOTE_MODEL } from "./quote-model.ts";

/** What is known of a cart. */
export interface QuoteFacts {
  readonly customerKind: string | null;
  readonly isRegistered: boolean;
  /** It, or the number that it holds, was last touched then. */
  readonly lastMove: LifecycleEvent | undefined;
  readonly placed: LifecycleEvent | undefined;
  readonly sessionExpired: LifecycleEvent | undefined;
}

/** A cart from its events and those of its order. Pure; the case ends at `judged.atMs`. */
export function readQuote(whole: Case, judged: JudgedAt): Reading<QuoteFacts> {
  const { atMs, deadlines } = judged;
  const facts = factsOf(whole);
  return {
    facts,
    signals: signalsWithRest(whole, judged),
    owed: [],
    money: {},
    details: detailsOf(whole, facts),
    unknowns: unknownsOf(facts, atMs - deadlines.guestSessionMs),
    changesMs: changesOf(facts, judged),
  };
}

/** What the events tell, and between them the times at which a registered customer's cart had rested too long. */
function signalsWithRest(whole: Case, { atMs, deadlines }: JudgedAt): Signal[] {
  const told = whole.events.filter(isOfTheStory);
  const own = new Set(ownEvents(whole));
  const signals: Signal[] = [];
  for (const [place, event] of told.entries()) {
    if (own.has(event) || isRetry(event)) signals.push(...signalsOf(QUOTE_MODEL, [event]));
    const restedMs = event.timeMs + deadlines.quoteAbandonedMs + 1;
    const nextMs = told[place + 1]?.timeMs ?? Number.POSITIVE_INFINITY;
    if (restedMs > atMs || nextMs < restedMs) continue;
    if (!isWaitingForCustomer(told.slice(0, place + 1).filter((one) => own.has(one)))) continue;
    signals.push({ name: "abandoned", atMs: restedMs, evidence: evidenceOf(event) });
  }
  return signals;
}

/** Its own records, and that its number was placed where the record names no cart. */
function ownEvents({ own, events }: Case): readonly LifecycleEvent[] {
  const mine = new Set(own);
  const isMine = (event: LifecycleEvent): boolean =>
    mine.has(event) || (event.type === "order.placed" && idOf(event, "quote") === null);
  return events.some((event) => !mine.has(event) && isMine(event)) ? events.filter(isMine) : own;
}

/** Paying again under the number that it holds names the order alone. */
function isRetry({ type }: LifecycleEvent): boolean {
  return type === "payment.requested";
}

/** It belongs to a registered customer, became no order, and did not end with a session. */
function isWaitingForCustomer(events: readonly LifecycleEvent[]): boolean {
  const isOver = firstOf(events, "order.placed", "quote.sessionExpired") !== undefined;
  return !isOver && isOfRegistered(events);
}

function isOfRegistered(events: readonly LifecycleEvent[]): boolean {
  const last = events.findLast((event) => textOf(event, "customerKind") !== null);
  return (
    textOf(last, "customerKind") === "registered" || firstOf(events, "quote.assigned") !== undefined
  );
}

function factsOf(whole: Case): QuoteFacts {
  const own = ownEvents(whole);
  const last = own.findLast((event) => textOf(event, "customerKind") !== null);
  return {
    customerKind: textOf(last, "customerKind"),
    isRegistered: isOfRegistered(own),
    lastMove: whole.events.findLast(isOfTheStory),
    placed: firstOf(own, "order.placed"),
    sessionExpired: firstOf(own, "quote.sessionExpired"),
  };
}

/** A guest's cart rests for longer than a session lasts, and nothing says that its session ended. */
function isSessionEndUnknown(facts: QuoteFacts, restingSinceMs: number): boolean {
  const { isRegistered, customerKind, placed, sessionExpired, lastMove } = facts;
  const isOver = placed !== undefined || sessionExpired !== undefined;
  if (isOver || isRegistered || customerKind === null || lastMove === undefined) return false;
  return lastMove.timeMs < restingSinceMs;
}

function unknownsOf(facts: QuoteFacts, restingSinceMs: number): string[] {
  const unknowns: string[] = [];
  if (facts.customerKind === null) unknowns.push("customerKindUnknown");
  if (isSessionEndUnknown(facts, restingSinceMs)) unknowns.push("sessionEndUnknown");
  return unknowns;
}

/** When it will have rested too long, or a guest's session should have ended. */
function changesOf(facts: QuoteFacts, { deadlines }: JudgedAt): number[] {
  const { lastMove, isRegistered, placed, sessionExpired } = facts;
  if (lastMove === undefined || placed !== undefined || sessionExpired !== undefined) return [];
  const restMs = isRegistered ? deadlines.quoteAbandonedMs : deadlines.guestSessionMs;
  return [lastMove.timeMs + restMs + 1];
}

function detailsOf({ own }: Case, facts: QuoteFacts): Record<string, Detail> {
  const reserved = firstOf(own, "order.numberReserved");
  const stores = own.flatMap((event) => textOf(event, "store") ?? []);
  const customers = own.flatMap((event) => idOf(event, "customer") ?? []);
  const isOver = facts.placed !== undefined || facts.sessionExpired !== undefined;
  return {
    store: stores[0] ?? null,
    customerKind: facts.customerKind,
    customer: customers.at(-1) ?? null,
    number: idOf(reserved, "order"),
    items: itemsOf(own),
    mayReturn: isOver ? false : facts.isRegistered ? true : null,
  };
}

/** Pieces of each product in the cart, after everything that was added and taken out. */
function itemsOf(own: readonly LifecycleEvent[]): Detail[] {
  const pieces = new Map<string, number>();
  for (const event of eventsOf(own, "quote.itemAdded", "quote.itemRemoved", "quote.emptied")) {
    if (event.type === "quote.emptied") pieces.clear();
    const product = idOf(event, "product");
    if (product === null) continue;
    const quantity = numberOf(event, "quantity") ?? 1;
    const change = event.type === "quote.itemAdded" ? quantity : -quantity;
    pieces.set(product, Math.max(0, (pieces.get(product) ?? 0) + change));
  }
  return [...pieces].flatMap(([product, quantity]) =>
    quantity > 0 ? [{ product, quantity }] : [],
  );
}
