import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { onTheDay } from "./told.ts";

/** The life of an object as of a time of the day of all these tests. */
export function rebuilt(
  object: ObjectKey,
  events: readonly LifecycleEvent[],
  at = "23:59:59.999",
): Lifecycle {
  const whole = caseOf(object, events);
  if (whole === null) throw new Error(`no event names ${object.type} ${object.id}`);
  const atMs = Date.parse(at.includes("T") ? at : onTheDay(at));
  return reconstruct(whole, { atMs, deadlines: DEFAULT_DEADLINES });
}
