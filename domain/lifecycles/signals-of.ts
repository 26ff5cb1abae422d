import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { LifecycleModel } from "./lifecycle-model.ts";
import type { Signal } from "./object-lifecycle.ts";

/** The signals that single events tell, by the model alone: those of signals without a further condition. */
export function signalsOf(model: LifecycleModel, events: readonly LifecycleEvent[]): Signal[] {
  return events.flatMap((event) =>
    model.signals
      .filter(({ when, events: types }) => when === undefined && types.includes(event.type))
      .map(({ name }) => ({ name, atMs: event.timeMs, evidence: [event.reference] })),
  );
}
