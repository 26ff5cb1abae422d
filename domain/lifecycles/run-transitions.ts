import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { LifecycleModel } from "./lifecycle-model.ts";
import type { Milestone, StateSpan } from "./lifecycle.ts";
import type { Signal } from "./object-lifecycle.ts";

/** The state of an object of which no event tells anything. */
export const UNKNOWN_STATE = "unknown";

/** RFC 3339 UTC with milliseconds. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * The states through which the signals lead, in order, without holes: each begins where the one before it
 * ends. A signal that the model knows no transition for in that state leaves it. Empty without events.
 */
export function runTransitions(
  model: LifecycleModel,
  signals: readonly Signal[],
  first: LifecycleEvent | undefined,
): StateSpan[] {
  if (first === undefined) return [];
  const spans: StateSpan[] = [];
  let state = model.initial;
  let from = first.time;
  let evidence: readonly string[] = [first.reference];
  for (const signal of signals) {
    const step = model.transitions.find(
      (transition) => transition.from === state && transition.signal === signal.name,
    );
    if (step === undefined || step.to === state) continue;
    const at = timeText(signal.atMs);
    // Where the first event moves it at once, or tells of what was before, it was never in its first state.
    const isEmptyStart = spans.length === 0 && at <= from;
    if (!isEmptyStart) spans.push({ state, from, to: at, evidence });
    ({ to: state } = step);
    from = at;
    ({ evidence } = signal);
  }
  spans.push({ state, from, to: null, evidence });
  return spans;
}

/** Those that came in the order of time, then those that have not, as the model lists them. */
export function milestonesOf(model: LifecycleModel, signals: readonly Signal[]): Milestone[] {
  const firstByName = new Map<string, Signal>();
  for (const signal of signals) {
    if (!firstByName.has(signal.name)) firstByName.set(signal.name, signal);
  }
  const names = model.signals.flatMap(({ name, isMilestone }) => (isMilestone ? [name] : []));
  const come = names
    .flatMap((name) => firstByName.get(name) ?? [])
    .sort((one, other) => one.atMs - other.atMs);
  return [
    ...come.map(({ name, atMs, evidence }, place): Milestone => ({
      name,
      at: timeText(atMs),
      evidence,
      waitMs: place === 0 ? null : atMs - (come[place - 1]?.atMs ?? atMs),
    })),
    ...names.flatMap((name): Milestone[] =>
      firstByName.has(name) ? [] : [{ name, at: null, evidence: [], waitMs: null }],
    ),
  ];
}
