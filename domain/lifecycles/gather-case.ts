import { type Case, CASE_EVENTS_MAX } from "./case.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import { MODELS } from "./lifecycle-models.ts";
import { linkedIds } from "./linked-objects.ts";
import { isOwnEvent, namedObjects } from "./named-objects.ts";
import { isLifecycleType, keyText, type ObjectKey } from "./object-key.ts";
import { orderEvents } from "./order-events.ts";
import { namesOfOrder } from "./order-names.ts";

type Wanted = readonly ObjectKey[];
type Given = readonly (readonly LifecycleEvent[])[];

/**
 * Gathers what is known of an object. Yields lists of objects, and is given for each the events that name it,
 * in any role and any order (a transaction is named by `transactionId` too); at most three times. Returns the
 * case, under the object's own ID, or null where no event names it.
 */
export function* gatherCase(object: ObjectKey): Generator<Wanted, Case | null, Given> {
  const byKey = new Map<string, readonly LifecycleEvent[]>();
  function* read(keys: Wanted): Generator<Wanted, void, Given> {
    const missing = keys.filter((key) => !byKey.has(keyText(key)));
    if (missing.length === 0) return;
    const given = yield missing;
    missing.forEach((key, place) => byKey.set(keyText(key), given[place] ?? []));
  }
  yield* read([object]);
  const known = () => [...byKey.values()].flat();
  let ids: readonly string[] = [object.id];
  if (object.type === "order") {
    ids = namesOfOrder(object.id, known());
    yield* read(ids.map((id) => ({ type: "order", id })));
    ids = namesOfOrder(ids[0] ?? object.id, known());
    yield* read(ids.map((id) => ({ type: "order", id })));
  }
  const [id = object.id] = ids;
  const own = new Set(ids);
  const first = known();
  if (first.length === 0) return null;
  yield* read(readKeys({ type: object.type, id }, own, first));
  return buildCase({ type: object.type, id }, ids, known());
}

/** Objects that the model reads beside its own, one step away. */
function readKeys(
  object: ObjectKey,
  ids: ReadonlySet<string>,
  events: readonly LifecycleEvent[],
): ObjectKey[] {
  const keys = new Map<string, ObjectKey>();
  for (const link of MODELS[object.type].links) {
    if (link.isRead !== true || !isLifecycleType(link.type)) continue;
    for (const event of events) {
      for (const id of linkedIds(event, object.type, ids, link)) {
        const key: ObjectKey = { type: link.type, id };
        keys.set(keyText(key), key);
      }
    }
  }
  return [...keys.values()];
}

function buildCase(
  object: ObjectKey,
  ids: readonly string[],
  events: readonly LifecycleEvent[],
): Case {
  const unique = new Map<string, LifecycleEvent>();
  for (const event of events) {
    if (unique.size < CASE_EVENTS_MAX) unique.set(event.reference, event);
  }
  const isTruncated = events.some(({ reference }) => !unique.has(reference));
  return caseOfOrdered(object, ids, withoutCopies(orderEvents([...unique.values()])), isTruncated);
}

/** Two ledgers may hold the same event of a source; it stands in the same millisecond. */
function withoutCopies(ordered: readonly LifecycleEvent[]): LifecycleEvent[] {
  return ordered.filter((event, place) => {
    const before = ordered[place - 1];
    const isCopy = event.id !== null && before?.id === event.id && before.source === event.source;
    return !isCopy;
  });
}

function caseOfOrdered(
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

/** Gathers a case from events that are all at hand; `lookUp` gives those that name an object. */
export function caseFrom(
  object: ObjectKey,
  lookUp: (key: ObjectKey) => readonly LifecycleEvent[],
): Case | null {
  const gathering = gatherCase(object);
  let step = gathering.next();
  while (step.done !== true) step = gathering.next(step.value.map(lookUp));
  return step.value;
}

/** The case of an object among any events; null where none names it. */
export function caseOf(object: ObjectKey, events: readonly LifecycleEvent[]): Case | null {
  const byKey = new Map<string, LifecycleEvent[]>();
  for (const event of events) {
    for (const key of namedObjects(event)) {
      const known = byKey.get(keyText(key));
      if (known === undefined) byKey.set(keyText(key), [event]);
      else known.push(event);
    }
  }
  return caseFrom(object, (key) => byKey.get(keyText(key)) ?? []);
}

/** What was known by what had happened at a millisecond, it included; the case itself where that is all. */
export function caseThrough(whole: Case, atMs: number): Case {
  const last = whole.events.at(-1);
  if (last === undefined || last.timeMs <= atMs) return whole;
  const events = whole.events.filter(({ timeMs }) => timeMs <= atMs);
  for (const id of whole.ids) {
    const found = caseOf({ type: whole.object.type, id }, events);
    if (found !== null) return { ...found, isTruncated: whole.isTruncated };
  }
  return caseOfOrdered(whole.object, whole.ids, [], whole.isTruncated);
}
