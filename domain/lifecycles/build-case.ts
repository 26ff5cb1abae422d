import { type Case, CASE_EVENTS_MAX } from "./case.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import { isOwnEvent } from "./named-objects.ts";
import { keyText, type ObjectKey } from "./object-key.ts";
import { orderEvents } from "./order-events.ts";

/** The case of an object from events that name it or what its model reads, in any order and as often as they come. */
export function buildCase(
  object: ObjectKey,
  ids: readonly string[],
  events: readonly LifecycleEvent[],
): Case {
  const unique = new Map(events.map((event) => [event.reference, event]));
  const ordered = withoutCopies(orderEvents([...unique.values()]));
  if (ordered.length <= CASE_EVENTS_MAX) return caseOfOrdered(object, ids, ordered, false);
  const kept = new Set(firstOfCase(ordered, object.type, new Set(ids)));
  return caseOfOrdered(
    object,
    ids,
    ordered.filter((event) => kept.has(event)),
    true,
  );
}

/** As many as are read: the object's own first, and the earliest of them. */
function firstOfCase(
  ordered: readonly LifecycleEvent[],
  type: string,
  ids: ReadonlySet<string>,
): LifecycleEvent[] {
  const isOwn = (event: LifecycleEvent): boolean => isOwnEvent(event, type, ids);
  const others = ordered.filter((event) => !isOwn(event));
  return [...ordered.filter(isOwn), ...others].slice(0, CASE_EVENTS_MAX);
}

/** Two ledgers may hold the same event of a source; it stands in the same millisecond. */
function withoutCopies(ordered: readonly LifecycleEvent[]): LifecycleEvent[] {
  return ordered.filter((event, place) => {
    const before = ordered[place - 1];
    const isCopy = event.id !== null && before?.id === event.id && before.source === event.source;
    return !isCopy;
  });
}

/** The case of an object from events that stand in the order of `orderEvents`. */
export function caseOfOrdered(
  object: ObjectKey,
  ids: readonly string[],
  events: readonly LifecycleEvent[],
  isTruncated: boolean,
): Case {
  const idSet = new Set(ids);
  const own = events.filter((event) => isOwnEvent(event, object.type, idSet));
  let byObject: Map<string, LifecycleEvent[]> | null = null;
  return {
    object,
    ids,
    events,
    own,
    isTruncated,
    of(type, id) {
      byObject ??= eventsByObject(events);
      return byObject.get(keyText({ type, id })) ?? [];
    },
  };
}

/** Also by objects that have no life of their own, such as an invoice or a mail. */
function eventsByObject(events: readonly LifecycleEvent[]): Map<string, LifecycleEvent[]> {
  const byObject = new Map<string, LifecycleEvent[]>();
  for (const event of events) {
    const keys = new Set(event.objects.map(keyText));
    if (event.transactionId !== null) {
      keys.add(keyText({ type: "transaction", id: event.transactionId }));
    }
    for (const key of keys) {
      const known = byObject.get(key);
      if (known === undefined) byObject.set(key, [event]);
      else known.push(event);
    }
  }
  return byObject;
}
