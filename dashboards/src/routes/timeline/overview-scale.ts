import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { drawnLength } from "../../components/chart/drawn-length.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { GAP_MS_MIN, waitBefore } from "./timeline-rows.ts";

type Moment = Pick<TimelineEntry, "time" | "waitMs">;

/** Every wait is drawn a little, so that records of one millisecond do not lie on each other. */
const WAIT_SHARE_MIN = 0.6;

/** About the width of one digit of the axis labels, pixels. */
const LABEL_CHARACTER_PX = 6.2;
const LABEL_PADDING_PX = 14;

export interface OverviewWait {
  /** Fractions of the width. */
  readonly from: number;
  readonly to: number;
  readonly waitMs: number;
  /** Ten minutes and more: shaded, and lanes are dashed over it. */
  readonly isLong: boolean;
}

/** Where each entry stands, 0 to 1: waits are as long as the logarithm of their milliseconds. */
export function overviewPositions(entries: readonly Moment[]): number[] {
  const shares = entries.map((_, index) => {
    const waitMs = waitBefore(entries, index);
    return waitMs === null ? 0 : WAIT_SHARE_MIN + Math.log1p(waitMs);
  });
  const total = shares.reduce((sum, share) => sum + share, 0);
  let reached = 0;
  return shares.map((share) => {
    reached += share;
    return total === 0 ? 0 : reached / total;
  });
}

export function overviewWaits(
  entries: readonly Moment[],
  positions: readonly number[],
): OverviewWait[] {
  return entries.slice(1).map((_, before) => {
    const waitMs = waitBefore(entries, before + 1) ?? 0;
    return {
      from: positions[before] ?? 0,
      to: positions[before + 1] ?? 0,
      waitMs,
      isLong: waitMs >= GAP_MS_MIN,
    };
  });
}

/** Pieces of a lane's line between two entries: neighbors that are drawn alike are one piece. */
export function laneSegments(
  waits: readonly OverviewWait[],
  first: number,
  last: number,
): Pick<OverviewWait, "from" | "to" | "isLong">[] {
  const segments: Pick<OverviewWait, "from" | "to" | "isLong">[] = [];
  for (const { from, to, isLong } of waits.slice(first, last)) {
    const before = segments.at(-1);
    if (before?.isLong === isLong) segments[segments.length - 1] = { ...before, to };
    else segments.push({ from, to, isLong });
  }
  return segments;
}

export interface OverviewLabel {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly isLong: boolean;
}

const fits = (label: string, share: number, widthPx: number) =>
  share * widthPx >= drawnLength(label) * LABEL_CHARACTER_PX + LABEL_PADDING_PX;

/** Waits that have room are labelled alone; runs of short ones together, as `10 records in 2.7 s`. */
export function overviewLabels(
  waits: readonly OverviewWait[],
  widthPx: number,
  runLabel: (records: number, took: string) => string,
): OverviewLabel[] {
  const labels: OverviewLabel[] = [];
  let run: OverviewWait[] = [];
  const closeRun = () => {
    const first = run[0];
    const last = run.at(-1);
    if (first !== undefined && last !== undefined && run.length > 1) {
      const tookMs = run.reduce((sum, { waitMs }) => sum + waitMs, 0);
      const label = runLabel(run.length + 1, shortDuration(tookMs));
      if (fits(label, last.to - first.from, widthPx)) {
        labels.push({ from: first.from, to: last.to, label, isLong: false });
      }
    }
    run = [];
  };
  for (const wait of waits) {
    const label = shortDuration(wait.waitMs);
    if (!fits(label, wait.to - wait.from, widthPx)) {
      run.push(wait);
      continue;
    }
    closeRun();
    labels.push({ from: wait.from, to: wait.to, label, isLong: wait.isLong });
  }
  closeRun();
  return labels;
}
