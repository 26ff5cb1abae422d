import type { Case } from "../case.ts";
import { evidenceOf, idOf, numberOf, textOf } from "../event-readers.ts";
import type { LifecycleEvent } from "../lifecycle-event.ts";
import type { JudgedAt } from "../object-lifecycle.ts";
import { PROVES_ORDER } from "../objects/order/order-facts.ts";
import { isOfTheStory } from "../story-events.ts";
import {
  abandonedMs,
  between,
  type Cause,
  causesOf,
  guestSessionEndMs,
  isToldRefusal,
  laterOf,
  type NumberFacts,
  tellsUse,
} from "./number-causes.ts";
import type { NumberStatus } from "./number-status.ts";

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
  /** Null too where records tell of the order, and none of when it was placed. */
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
  const store = textOf(reserved, "store") ?? textOf(placed, "store") ?? onlyStoreOf(orderCase);
  const place = placeOf(reserved, object.id);
  if (store === null || place === null) return null;
  const facts = factsOf(orderCase, reserved, placed, judged);
  const causes = causesOf(facts);
  const [explanation] = causes.keys();
  if (explanation === undefined) return null;
  const isAlive = mayReturn(facts, causes);
  const isUseTold = placed !== undefined && tellsUse(placed);
  const lateMs = reserved !== undefined && isUseTold ? between(reserved, placed) : null;
  return {
    store,
    ...place,
    number: object.id,
    explanation,
    causes: [...causes.keys()],
    order: placed === undefined ? null : object.id,
    quote: facts.quote,
    reservedMs: reserved?.timeMs ?? null,
    usedMs: isUseTold ? placed.timeMs : null,
    lateMs,
    sinceMs: causes.get(explanation)?.sinceMs ?? 0,
    reason: own.findLast(isToldRefusal)?.reason ?? null,
    mayReturn: isAlive,
    evidence: evidenceInOrder([reserved, placed, ...[...causes.values()].flatMap(eventsOfCause)]),
    nextChangeMs: nextChangeMs(facts, isAlive),
  };
}

function factsOf(
  orderCase: Case,
  reserved: LifecycleEvent | undefined,
  placed: LifecycleEvent | undefined,
  judged: JudgedAt,
): NumberFacts {
  const quote = idOf(reserved, "quote") ?? idOf(placed, "quote");
  const { own } = orderCase;
  const quoteEvents = quote === null ? [] : orderCase.of("quote", quote);
  const kinds = quoteEvents.flatMap((event) => textOf(event, "customerKind") ?? []);
  const customerKind = kinds.at(-1) ?? null;
  return {
    own,
    quote,
    quoteEvents,
    reserved,
    placed,
    customerKind,
    isRegistered:
      customerKind === "registered" || quoteEvents.some(({ type }) => type === "quote.assigned"),
    lastMove: laterOf(own.findLast(isOfTheStory), quoteEvents.findLast(isOfTheStory)),
    judged,
  };
}

/** The one store that is named at all, where neither reservation nor order is told; null where several are. */
function onlyStoreOf({ events }: Case): string | null {
  const stores = new Set(events.flatMap((event) => textOf(event, "store") ?? []));
  const [store] = stores;
  return stores.size === 1 && store !== undefined ? store : null;
}

/** Where no record tells that it was placed, the first that only an order leaves. */
function firstOrder(own: readonly LifecycleEvent[]): LifecycleEvent | undefined {
  return (
    own.find(({ type }) => type === "order.placed") ??
    own.find(({ type }) => PROVES_ORDER.includes(type))
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

/** When it counts as abandoned, or a guest's cart can come back no more. */
function nextChangeMs(facts: NumberFacts, isAlive: boolean): number | null {
  if (facts.placed !== undefined) return null;
  const endMs = abandonedMs(facts) ?? (isAlive ? guestSessionEndMs(facts) : null);
  return endMs === null || endMs < facts.judged.atMs ? null : endMs + 1;
}

function eventsOfCause({ events }: Cause): readonly (LifecycleEvent | undefined)[] {
  return events;
}

function evidenceInOrder(events: readonly (LifecycleEvent | undefined)[]): readonly string[] {
  const known = events.filter((event) => event !== undefined);
  return evidenceOf(...known.sort((one, other) => one.timeMs - other.timeMs));
}
