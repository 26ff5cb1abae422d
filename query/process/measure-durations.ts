import { TracewellError } from "#domain/errors.ts";
import type { PathRow } from "#storage/lifecycles/lifecycle-store.ts";
import type { Durations } from "../answers/process-answers.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import { readViewState, viewCoverage } from "../view-coverage.ts";
import { FollowEdges } from "./follow-edges.ts";
import type { DurationsRequest } from "./process-request.ts";
import { readPaths } from "./read-paths.ts";
import { WaitStatistics } from "./wait-statistics.ts";

type Measured = Omit<Durations["items"][number], "from" | "to" | "unfinished">;

/**
 * How long the steps of objects take: every event that follows directly on another, or the one step from the
 * first `start` of an object to the first `end` at or after it. Percentiles are exact up to 4,096 values and
 * within one percent above. Throws `invalid-parameter`, and `index-unavailable` without a view.
 */
export async function measureDurations(
  sources: QuerySources,
  request: DurationsRequest,
): Promise<Durations> {
  const { facts, type, start, end } = request;
  const step = stepOf(start, end);
  const state = await readViewState(lifecyclesOf(sources), facts);
  const whole = new WaitStatistics();
  const measure = step === null ? new DirectSteps() : new AskedStep(step);
  let objects = 0;
  const reasons = await readPaths(sources, request, (path) => {
    objects += 1;
    const [first] = path.steps;
    const last = path.steps.at(-1);
    if (first !== undefined && last !== undefined) whole.add(last.atMs - first.atMs);
    measure.add(path);
  });
  return {
    type,
    objects,
    whole: measuredOf(whole),
    items: measure.items(),
    coverage: viewCoverage(facts, state, [...reasons, ...measure.reasons()]),
  };
}

interface Step {
  readonly start: string;
  readonly end: string;
}

function stepOf(start: string | undefined, end: string | undefined): Step | null {
  if (start === undefined && end === undefined) return null;
  if (start !== undefined && end !== undefined) return { start, end };
  throw new TracewellError(
    "invalid-parameter",
    "A step has two ends: give `start` and `end` together, or neither.",
  );
}

/** Every event after the one before it. */
class DirectSteps {
  readonly #edges = new FollowEdges();

  add({ steps, hasFinding }: PathRow): void {
    for (let place = 1; place < steps.length; place += 1) {
      const [before, now] = [steps[place - 1], steps[place]];
      if (before === undefined || now === undefined) continue;
      this.#edges.add(before.type, now.type, now.atMs - before.atMs, hasFinding);
    }
  }

  items(): Durations["items"] {
    return this.#edges.list().map(({ from, to, waits }) => itemOf({ from, to, waits }, 0));
  }

  reasons(): string[] {
    return this.#edges.reasons();
  }
}

/** From one event to another, whatever lies between. */
class AskedStep {
  readonly #step: Step;
  readonly #waits = new WaitStatistics();
  #unfinished = 0;

  constructor(step: Step) {
    this.#step = step;
  }

  add({ steps }: PathRow): void {
    const { start, end } = this.#step;
    const began = steps.findIndex(({ type }) => type === start);
    if (began < 0) return;
    const startMs = steps[began]?.atMs ?? 0;
    const ended = steps.find(({ type }, place) => place > began && type === end);
    if (ended === undefined) this.#unfinished += 1;
    else this.#waits.add(ended.atMs - startMs);
  }

  items(): Durations["items"] {
    const { start: from, end: to } = this.#step;
    return [itemOf({ from, to, waits: this.#waits }, this.#unfinished)];
  }

  reasons(): string[] {
    return [];
  }
}

function itemOf(
  { from, to, waits }: { from: string; to: string; waits: WaitStatistics },
  unfinished: number,
): Durations["items"][number] {
  return { from, to, ...measuredOf(waits), unfinished };
}

function measuredOf(waits: WaitStatistics): Measured {
  return {
    count: waits.count,
    minMs: waits.minMs,
    p50Ms: waits.percentileMs(50),
    p90Ms: waits.percentileMs(90),
    p95Ms: waits.percentileMs(95),
    p99Ms: waits.percentileMs(99),
    maxMs: waits.maxMs,
    meanMs: waits.meanMs,
  };
}
