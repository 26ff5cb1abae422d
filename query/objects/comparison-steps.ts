import type { LifecycleModel } from "#domain/lifecycles/lifecycle-model.ts";
import type { Lifecycle, Milestone } from "#domain/lifecycles/lifecycle.ts";
import type { CompareAnswer } from "../answers/compare-answers.ts";

type ShownStep = NonNullable<CompareAnswer["steps"][number]["left"]>;

/** A step of one side. */
export interface ComparedStep {
  readonly shown: ShownStep;
  /** Signals that the model sees in it. */
  readonly signals: readonly string[];
  /** Type of its record; null where the step is a signal that other records tell. */
  readonly type: string | null;
}

interface PlainStep {
  readonly name: string;
  readonly type: string | null;
  readonly atMs: number;
  readonly reference: string | null;
  readonly signals: readonly string[];
}

function signalsByReference(milestones: readonly Milestone[]): Map<string, string[]> {
  const signals = new Map<string, string[]>();
  for (const { name, at, evidence } of milestones) {
    // Several records may tell it; it came with the last.
    const reference = at === null ? undefined : evidence.at(-1);
    if (reference === undefined) continue;
    const known = signals.get(reference);
    if (known === undefined) signals.set(reference, [name]);
    else known.push(name);
  }
  return signals;
}

/** When the story of an object begins: with its first record. */
export function startMs({ activities }: Lifecycle): number | null {
  return activities[0]?.atMs ?? null;
}

/** The steps of an object in order: its records, and milestones that records of other objects tell. */
export function stepsOf(lifecycle: Lifecycle, model: LifecycleModel): ComparedStep[] {
  const titles = new Map(model.signals.map(({ name, title }) => [name, title]));
  const signals = signalsByReference(lifecycle.milestones);
  const steps: PlainStep[] = lifecycle.activities.map(({ type, atMs, reference }) => {
    const found = signals.get(reference) ?? [];
    signals.delete(reference);
    return { name: type, type, atMs, reference, signals: found };
  });
  for (const { name, at, evidence } of lifecycle.milestones) {
    const reference = evidence.at(-1);
    if (at === null || reference === undefined || !signals.has(reference)) continue;
    steps.push({ name, type: null, atMs: Date.parse(at), reference, signals: [name] });
  }
  steps.sort((one, other) => one.atMs - other.atMs);
  const firstMs = startMs(lifecycle);
  return steps.map((step, place) => {
    const before = steps[place - 1];
    const [signal = step.name] = step.signals;
    return {
      signals: step.signals,
      type: step.type,
      shown: {
        name: step.name,
        title: titles.get(signal) ?? null,
        at: new Date(step.atMs).toISOString(),
        reference: step.reference,
        sinceStartMs: firstMs === null ? null : step.atMs - firstMs,
        waitMs: before === undefined ? null : step.atMs - before.atMs,
      },
    };
  });
}

/** Each signal that a step tells as a step of its own: one record may tell several, such as placed and paid. */
export function signalSteps(
  steps: readonly ComparedStep[],
  model: LifecycleModel,
): readonly ComparedStep[] {
  const titles = new Map(model.signals.map(({ name, title }) => [name, title]));
  return steps.flatMap((step) => {
    if (step.signals.length < 2) return [step];
    return step.signals.map((name, place) => {
      const { shown, type } = step;
      const waitMs = place === 0 ? shown.waitMs : 0;
      return {
        type,
        signals: [name],
        shown: { ...shown, title: titles.get(name) ?? null, waitMs },
      };
    });
  });
}

/** The steps of a life in which nothing went wrong, as the model has them. */
export function normalSteps(model: LifecycleModel): ComparedStep[] {
  const titles = new Map(model.signals.map(({ name, title }) => [name, title]));
  return model.normalPath.map((name) => ({
    signals: [name],
    type: null,
    shown: {
      name,
      title: titles.get(name) ?? null,
      at: null,
      reference: null,
      sinceStartMs: null,
      waitMs: null,
    },
  }));
}

/**
 * Whether a step of an object is what the normal course has: the signal where it is a milestone, else any
 * record of a type that tells the signal.
 */
export function isNormalStep(
  model: LifecycleModel,
): (step: ComparedStep, normal: ComparedStep) => boolean {
  const signals = new Map(model.signals.map((signal) => [signal.name, signal]));
  return (step, normal) => {
    const [name = ""] = normal.signals;
    if (step.signals.includes(name)) return true;
    const signal = signals.get(name);
    if (signal === undefined || signal.isMilestone === true || step.type === null) return false;
    return signal.events.includes(step.type);
  };
}

/** Records of one type, or milestones of one name. */
export function isSameStep(left: ComparedStep, right: ComparedStep): boolean {
  return left.shown.name === right.shown.name;
}
