import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { ObjectKey } from "./object-key.ts";

/** Records read for one case; an order leaves some fifty, a busy card or a task that runs for years thousands. */
export const CASE_EVENTS_MAX = 10_000;

/** Everything that is known of one object: its own events and those of the objects that its model reads. */
export interface Case {
  /** Under its own name: an order's number where one is known, though it was asked for by foreign ID. */
  readonly object: ObjectKey;
  /** Every ID by which events name the object, its own first. */
  readonly ids: readonly string[];
  /** All events of the case, each once, in the order of `orderEvents`. */
  readonly events: readonly LifecycleEvent[];
  /** Those that name the object as itself: without a role, or as `foreignId`. */
  readonly own: readonly LifecycleEvent[];
  /** Those that name this object in any role; only objects that the model reads are whole. */
  of(type: string, id: string): readonly LifecycleEvent[];
  readonly isTruncated: boolean;
}
