import type { Case } from "#domain/lifecycles/case.ts";
import { eventsOf, idOf } from "#domain/lifecycles/event-readers.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import {
  keyText,
  LIFECYCLE_TYPES,
  type LifecycleType,
  type ObjectKey,
} from "#domain/lifecycles/object-key.ts";

/** For each type the types whose cases read its events, with the events by which they come to it. */
const READERS: ReadonlyMap<
  LifecycleType,
  ReadonlyMap<LifecycleType, ReadonlySet<string>>
> = findReaders();

function findReaders(): Map<LifecycleType, Map<LifecycleType, Set<string>>> {
  const readers = new Map<LifecycleType, Map<LifecycleType, Set<string>>>();
  for (const type of LIFECYCLE_TYPES) {
    for (const link of MODELS[type].links) {
      if (link.isRead !== true) continue;
      const read = LIFECYCLE_TYPES.find((other) => other === link.type);
      if (read === undefined) continue;
      const own = readers.get(read) ?? new Map<LifecycleType, Set<string>>();
      readers.set(read, own.set(type, new Set([...(own.get(type) ?? []), ...link.events])));
    }
  }
  return readers;
}

/**
 * The objects that may look at the events of this one, among those that share an event with it. An order may
 * look at another order's: a foreign ID may be claimed by two numbers.
 */
export function readersOf(object: ObjectKey, events: readonly LifecycleEvent[]): ObjectKey[] {
  const found = new Map<string, ObjectKey>();
  for (const [reader, readEvents] of READERS.get(object.type) ?? []) {
    for (const event of events) {
      if (readEvents.has(event.type)) addNamed(found, event, reader);
    }
  }
  if (object.type === "order") for (const event of events) addNamed(found, event, "order");
  found.delete(keyText(object));
  return [...found.values()];
}

function addNamed(found: Map<string, ObjectKey>, event: LifecycleEvent, type: LifecycleType): void {
  for (const object of event.objects) {
    if (object.type === type) found.set(keyText(object), { type, id: object.id });
  }
  if (type !== "transaction" || event.transactionId === null) return;
  const transaction: ObjectKey = { type, id: event.transactionId };
  found.set(keyText(transaction), transaction);
}

/** Objects of an order that learn their store from it. */
const STORED_WITH_ORDERS: ReadonlySet<LifecycleType> = new Set([
  "payment",
  "giftCard",
  "license",
  "replay",
]);

/** The objects that may learn their store from this order. */
export function storedWith(events: readonly LifecycleEvent[]): ObjectKey[] {
  const found = new Map<string, ObjectKey>();
  for (const type of STORED_WITH_ORDERS) {
    for (const event of events) addNamed(found, event, type);
  }
  return [...found.values()];
}

/** The order from which an object learns its store; a card that of the order in which it was bought. */
export function orderForStore({ object, own }: Case): ObjectKey | null {
  if (!STORED_WITH_ORDERS.has(object.type)) return null;
  const events = object.type === "giftCard" ? eventsOf(own, "giftCard.issued") : own;
  for (const event of events) {
    const id = idOf(event, "order") ?? idOf(event, "order", "foreignId");
    if (id !== null) return { type: "order", id };
  }
  return null;
}
