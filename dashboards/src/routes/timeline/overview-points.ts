import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { overviewPositions, overviewWaits } from "./overview-scale.ts";
import type { OverviewWait } from "./overview-scale.ts";
import type { LaneDue } from "./lanes.ts";
import { waitBefore } from "./timeline-rows.ts";

/** A moment on the overview's axis. */
export interface OverviewPoint {
  readonly time: string;
  readonly waitMs: number | null;
}

export interface OverviewScale {
  readonly points: readonly OverviewPoint[];
  /** Of each point, 0 to 1. */
  readonly positions: readonly number[];
  readonly waits: readonly OverviewWait[];
  /** The point of each entry, and of each deadline. */
  readonly ofEntry: readonly number[];
  readonly ofDue: readonly number[];
}

/** Records and deadlines on one axis, each wait at the logarithm of its length. `dues` are in the order of time. */
export function overviewScale(
  entries: readonly TimelineEntry[],
  dues: readonly LaneDue[],
): OverviewScale {
  const points: OverviewPoint[] = [];
  const ofEntry: number[] = [];
  const ofDue: number[] = [];
  const add = (time: string, waitMs: number | null) => {
    points.push({ time, waitMs });
    return points.length - 1;
  };
  const addDues = (after: number) => {
    for (let due = dues[ofDue.length]; due?.after === after; due = dues[ofDue.length]) {
      ofDue.push(add(due.due.time, null));
    }
  };
  addDues(-1);
  entries.forEach((entry, index) => {
    const isAfterDue = points.length > 0 && points.length - 1 === ofDue.at(-1);
    ofEntry.push(add(entry.time, isAfterDue ? null : waitBefore(entries, index)));
    addDues(index);
  });
  const positions = overviewPositions(points);
  return { points, positions, waits: overviewWaits(points, positions), ofEntry, ofDue };
}
