import { buildCase, caseOfOrdered } from "./build-case.ts";
import type { Case } from "./case.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import { MODELS } from "./lifecycle-models.ts";
import { linkedIds } from "./linked-objects.ts";
import { namedObjects } from "./named-objects.ts";
import { isLifecycleType, keyText, type ObjectKey } from "./object-key.ts";
import { namesOfOrder } from "./order-names.ts";

type Wanted = readonly ObjectKey[];
type Given = readonly (readonly LifecycleEvent[])[];

/**
 * Gathers what is known of an object. Yields lists of objects, and is given for each the events that name it,
 * in any role and any order (a transaction is named by `transactionId` too); at most four times. Returns the
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
