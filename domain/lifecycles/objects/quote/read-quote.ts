import type { Case } from "../../case.ts";
import { eventsOf, evidenceOf, firstOf, idOf, numberOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Detail } from "../../lifecycle.ts";
import type { JudgedAt, Reading, Signal } from "../../object-lifecycle.ts";
import { signalsOf } from "../../signals-of.ts";
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

export function readQuote(whole: Case, { atMs, deadlines }: JudgedAt): Reading<QuoteFacts> {
  const facts = factsOf(whole);
  const { lastMove } = facts;
  const mayAbandon =
    facts.isRegistered && facts.placed === undefined && facts.sessionExpired === undefined;
  // The first millisecond at which it has rested for longer than the deadline.
  const abandonedMs =
    mayAbandon && lastMove !== undefined ? lastMove.timeMs + deadlines.quoteAbandonedMs + 1 : null;
  const isAbandoned = abandonedMs !== null && abandonedMs <= atMs;
  const abandoned: Signal[] = isAbandoned
    ? [{ name: "abandoned", atMs: abandonedMs, evidence: evidenceOf(lastMove) }]
    : [];
  return {
    facts,
    signals: [...signalsOf(QUOTE_MODEL, whole.own), ...abandoned],
    owed: [],
    money: {},
    details: detailsOf(whole, facts),
    unknowns: unknownsOf(facts, atMs - deadlines.guestSessionMs),
    changesMs: changesOf(facts, abandonedMs, deadlines.guestSessionMs),
  };
}

function factsOf({ own, events }: Case): QuoteFacts {
  const kinds = own.flatMap((event) => textOf(event, "customerKind") ?? []);
  const customerKind = kinds.at(-1) ?? null;
  return {
    customerKind,
    isRegistered: customerKind === "registered" || firstOf(own, "quote.assigned") !== undefined,
    lastMove: events.findLast(({ type }) => !type.startsWith("finding.")),
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

function changesOf(
  { lastMove, isRegistered }: QuoteFacts,
  abandonedMs: number | null,
  guestSessionMs: number,
): number[] {
  if (abandonedMs !== null) return [abandonedMs];
  return lastMove === undefined || isRegistered ? [] : [lastMove.timeMs + guestSessionMs + 1];
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
