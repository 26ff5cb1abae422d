import type { LifecycleEvent } from "./lifecycle-event.ts";
import { isLifecycleType, keyText, type ObjectKey } from "./object-key.ts";

/** Roles under which an event names an object as itself, by another of its IDs. */
const ALIAS_ROLE = "foreignId";

/** An event names this object as itself, and not in a part that it plays for another. */
export function isOwnRole(role: string | undefined): boolean {
  return role === undefined || role === ALIAS_ROLE;
}

/** Every object whose life is rebuilt and that the event names, in whatever role, each once; its transaction too. */
export function namedObjects(event: LifecycleEvent): ObjectKey[] {
  const keys = new Map<string, ObjectKey>();
  for (const { type, id } of event.objects) {
    if (isLifecycleType(type)) keys.set(keyText({ type, id }), { type, id });
  }
  const { transactionId } = event;
  if (transactionId !== null) {
    const key: ObjectKey = { type: "transaction", id: transactionId };
    keys.set(keyText(key), key);
  }
  return [...keys.values()];
}

/** The event names it as itself under one of these IDs. */
export function isOwnEvent(event: LifecycleEvent, type: string, ids: ReadonlySet<string>): boolean {
  if (type === "transaction" && event.transactionId !== null && ids.has(event.transactionId)) {
    return true;
  }
  return event.objects.some(
    (object) => object.type === type && isOwnRole(object.role) && ids.has(object.id),
  );
}
