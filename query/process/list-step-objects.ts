import type { PathRow } from "#storage/lifecycles/lifecycle-store.ts";
import type { StepObjects } from "../answers/process-answers.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import { readJudgedState, viewCoverage } from "../view-coverage.ts";
import { compareText } from "./follow-edges.ts";
import type { StepObjectsRequest } from "./process-request.ts";
import { readPaths } from "./read-paths.ts";

type Taken = StepObjects["items"][number];

/**
 * The objects behind one step of the process map: each time that `end` followed directly on `start`, the
 * longest waits first. Throws `index-unavailable` without a view.
 */
export async function listStepObjects(
  sources: QuerySources,
  request: StepObjectsRequest,
): Promise<StepObjects> {
  const { facts, nowMs, type, start, end, limit } = request;
  const state = await readJudgedState(lifecyclesOf(sources), facts, nowMs);
  const longest = new LongestWaits(limit);
  const reasons = await readPaths(sources, request, (path) => {
    for (const taken of stepsOf(path, start, end)) longest.add(taken);
  });
  return {
    type,
    from: start,
    to: end,
    count: longest.count,
    items: longest.list(),
    coverage: viewCoverage(facts, state, reasons),
  };
}

function* stepsOf({ id, store, hasFinding, steps }: PathRow, start: string, end: string) {
  for (let place = 1; place < steps.length; place += 1) {
    const [before, now] = [steps[place - 1], steps[place]];
    if (before?.type !== start || now?.type !== end) continue;
    const at = new Date(before.atMs).toISOString();
    yield { id, store, hasFinding, at, waitMs: now.atMs - before.atMs };
  }
}

/** The longest of any number, in memory for twice as many. */
class LongestWaits {
  count = 0;
  readonly #limit: number;
  #kept: Taken[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(taken: Taken): void {
    this.count += 1;
    this.#kept.push(taken);
    if (this.#kept.length >= this.#limit * 2) this.#kept = this.list();
  }

  /** The longest first, then the earliest. */
  list(): Taken[] {
    return this.#kept
      .toSorted(
        (left, right) =>
          right.waitMs - left.waitMs ||
          compareText(left.at, right.at) ||
          compareText(left.id, right.id),
      )
      .slice(0, this.#limit);
  }
}
