import type { ProcessMap } from "#query/answers/process-answers.ts";

/** From how many on: fewer say nothing by themselves. */
export const LEAST = 10;
/** So many times as often, or as rarely, in proportion to the objects. */
export const COUNT_FACTOR = 1.5;
/** So many times as long, or as short. */
export const WAIT_FACTOR = 2;
/** By so many points, of a hundred, more or less often. */
export const SHARE_POINTS = 10;

/** Waits below this are as good as none: twice as long is no change. */
const WAIT_MS_MIN = 100;

export type Change =
  | {
      readonly kind: "appeared" | "vanished" | "count";
      readonly from: string;
      readonly to: string;
      readonly before: number;
      readonly now: number;
      /** In proportion to the objects of each period; 0 or infinite where there is none in one. */
      readonly factor: number;
    }
  | {
      readonly kind: "wait";
      readonly from: string;
      readonly to: string;
      readonly beforeMs: number;
      readonly nowMs: number;
      readonly factor: number;
    }
  | {
      readonly kind: "findings";
      /** Of objects with this event; null of all objects. */
      readonly type: string | null;
      readonly before: number;
      readonly now: number;
    };

type Compared = Pick<ProcessMap, "objects" | "withFindings" | "activities" | "follows">;

/** What changed between two periods by more than the thresholds above; the greatest changes first. */
export function comparePeriods(before: Compared, now: Compared): Change[] {
  if (before.objects === 0 || now.objects === 0) return [];
  const steps = new Map(before.follows.map((follow) => [`${follow.from}\n${follow.to}`, follow]));
  const changes: Change[] = [];
  for (const follow of now.follows) {
    const key = `${follow.from}\n${follow.to}`;
    changes.push(...stepChanges(steps.get(key), follow, before.objects, now.objects));
    steps.delete(key);
  }
  for (const gone of steps.values()) {
    if (gone.count < LEAST) continue;
    const { from, to, count } = gone;
    changes.push({ kind: "vanished", from, to, before: count, now: 0, factor: 0 });
  }
  changes.push(...findingChanges(before, now));
  return changes.toSorted((one, other) => sizeOf(other) - sizeOf(one));
}

type Follow = Compared["follows"][number];

function stepChanges(
  old: Follow | undefined,
  now: Follow,
  objectsBefore: number,
  objectsNow: number,
): Change[] {
  const { from, to } = now;
  if (old === undefined) {
    if (now.count < LEAST) return [];
    const factor = Number.POSITIVE_INFINITY;
    return [{ kind: "appeared", from, to, before: 0, now: now.count, factor }];
  }
  const changes: Change[] = [];
  const factor = now.count / objectsNow / (old.count / objectsBefore);
  if (isBeyond(factor, COUNT_FACTOR) && Math.max(old.count, now.count) >= LEAST) {
    changes.push({ kind: "count", from, to, before: old.count, now: now.count, factor });
  }
  const [beforeMs, nowMs] = [old.p50Ms, now.p50Ms];
  if (beforeMs !== null && nowMs !== null && Math.min(old.count, now.count) >= LEAST) {
    const waitFactor = Math.max(nowMs, WAIT_MS_MIN) / Math.max(beforeMs, WAIT_MS_MIN);
    if (isBeyond(waitFactor, WAIT_FACTOR)) {
      changes.push({ kind: "wait", from, to, beforeMs, nowMs, factor: waitFactor });
    }
  }
  return changes;
}

function findingChanges(before: Compared, now: Compared): Change[] {
  const shares = {
    before: before.withFindings / before.objects,
    now: now.withFindings / now.objects,
  };
  const allPoints = (shares.now - shares.before) * 100;
  const isEnough = Math.min(before.objects, now.objects) >= LEAST;
  const all: Change[] =
    isEnough && Math.abs(allPoints) >= SHARE_POINTS
      ? [{ kind: "findings", type: null, ...shares }]
      : [];
  const old = new Map(before.activities.map((activity) => [activity.type, activity]));
  const single = now.activities.flatMap((activity): Change[] => {
    const known = old.get(activity.type);
    if (known === undefined || Math.min(known.objects, activity.objects) < LEAST) return [];
    const points = (activity.findingShare - known.findingShare) * 100;
    if (Math.abs(points - allPoints) < SHARE_POINTS) return [];
    const { type } = activity;
    return [{ kind: "findings", type, before: known.findingShare, now: activity.findingShare }];
  });
  return [...all, ...single];
}

function isBeyond(factor: number, threshold: number): boolean {
  return factor >= threshold || factor <= 1 / threshold;
}

/** Only for the order of the list: how far from unchanged, on one scale. */
function sizeOf(change: Change): number {
  if (change.kind === "findings") return Math.abs(change.now - change.before) * 10;
  if (change.kind === "appeared" || change.kind === "vanished") return Number.MAX_SAFE_INTEGER;
  return Math.abs(Math.log(change.factor));
}

/** The period of the same length right before; null without both ends. */
export function periodBefore(period: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): { readonly from: string; readonly to: string; readonly lengthMs: number } | null {
  const [fromMs, toMs] = [Date.parse(period.from ?? ""), Date.parse(period.to ?? "")];
  if (!(toMs > fromMs)) return null;
  const lengthMs = toMs - fromMs;
  return {
    from: new Date(fromMs - lengthMs).toISOString(),
    to: new Date(fromMs).toISOString(),
    lengthMs,
  };
}
