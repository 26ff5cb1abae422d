import type { PathRow } from "#storage/lifecycles/lifecycle-store.ts";
import type { ProcessMap } from "../answers/process-answers.ts";
import { counted } from "../coverage.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import { readJudgedState, viewCoverage } from "../view-coverage.ts";
import { compareText, FollowEdges } from "./follow-edges.ts";
import { PathVariants } from "./path-variants.ts";
import type { ProcessMapRequest } from "./process-request.ts";
import { readPaths } from "./read-paths.ts";

/** Event types told apart: the catalog has some ninety. */
const ACTIVITIES_MAX = 500;

/**
 * The directly-follows graph of objects of one type: which events happen, which follow on which after how
 * long, how many of them end in a finding, and the most frequent stories. Throws `invalid-parameter`, and
 * `index-unavailable` without a view.
 */
export async function drawProcessMap(
  sources: QuerySources,
  request: ProcessMapRequest,
): Promise<ProcessMap> {
  const { facts, nowMs, type } = request;
  const state = await readJudgedState(lifecyclesOf(sources), facts, nowMs);
  const map = new MapInTheMaking();
  const reasons = await readPaths(sources, request, (path) => map.add(path));
  const { variants } = map;
  return {
    type,
    objects: map.objects,
    withFindings: map.withFindings,
    activities: map.activities(),
    follows: map.edges.list().map(({ from, to, waits, withFindings }) => ({
      from,
      to,
      count: waits.count,
      p50Ms: waits.percentileMs(50),
      p95Ms: waits.percentileMs(95),
      findingShare: shareOf(withFindings, waits.count),
    })),
    variants: variants.mostFrequent(request.variants).map(({ steps, waits, withFindings }) => ({
      steps: [...steps],
      count: waits.count,
      share: shareOf(waits.count, map.objects),
      p50Ms: waits.percentileMs(50),
      findingShare: shareOf(withFindings, waits.count),
    })),
    variantsKnown: variants.known,
    coverage: viewCoverage(facts, state, [...reasons, ...map.reasons()]),
  };
}

interface Activity {
  readonly type: string;
  count: number;
  objects: number;
  withFindings: number;
  starts: number;
  ends: number;
}

class MapInTheMaking {
  readonly edges = new FollowEdges();
  readonly variants = new PathVariants();
  objects = 0;
  withFindings = 0;
  readonly #activities = new Map<string, Activity>();
  #unlisted = 0;

  add(path: PathRow): void {
    const { steps, hasFinding } = path;
    this.objects += 1;
    if (hasFinding) this.withFindings += 1;
    this.variants.add(path);
    const seen = new Set<string>();
    for (const [place, { type, atMs }] of steps.entries()) {
      const before = steps[place - 1];
      if (before !== undefined) this.edges.add(before.type, type, atMs - before.atMs, hasFinding);
      const activity = this.#activity(type);
      if (activity === null) continue;
      activity.count += 1;
      if (place === 0) activity.starts += 1;
      if (place === steps.length - 1) activity.ends += 1;
      if (seen.has(type)) continue;
      seen.add(type);
      activity.objects += 1;
      if (hasFinding) activity.withFindings += 1;
    }
  }

  /** In most objects first, then by name. */
  activities(): ProcessMap["activities"] {
    return [...this.#activities.values()]
      .sort((left, right) => right.objects - left.objects || compareText(left.type, right.type))
      .map(({ type, count, objects, withFindings, starts, ends }) => {
        return { type, count, objects, starts, ends, findingShare: shareOf(withFindings, objects) };
      });
  }

  reasons(): string[] {
    const unlisted =
      this.#unlisted === 0
        ? []
        : [
            `${counted(this.#unlisted, "event has", "events have")} none of the ${ACTIVITIES_MAX} types that are told apart.`,
          ];
    return [...unlisted, ...this.edges.reasons(), ...this.variants.reasons()];
  }

  #activity(type: string): Activity | null {
    const known = this.#activities.get(type);
    if (known !== undefined) return known;
    if (this.#activities.size === ACTIVITIES_MAX) {
      this.#unlisted += 1;
      return null;
    }
    const activity = { type, count: 0, objects: 0, withFindings: 0, starts: 0, ends: 0 };
    this.#activities.set(type, activity);
    return activity;
  }
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
