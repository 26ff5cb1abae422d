import type { LaneDue, LaneLayout } from "./lanes.ts";

/** How a lane goes on: through its records, towards what is due, or past a deadline without it. */
export type LaneLine = "solid" | "awaited" | "missing";

/** Just above or below a row: less than two deadlines between the same records are apart. */
const BESIDE = 0.0001;

/** Places of rows among the entries, for `lineAt`. */
export const places = {
  aboveEntry: (index: number) => index - BESIDE,
  belowEntry: (index: number) => index + BESIDE,
  aboveDue: (due: LaneDue | undefined) => (due?.place ?? 0) - BESIDE,
  belowDue: (due: LaneDue | undefined) => (due?.place ?? 0) + BESIDE,
  /** A gap ends at the entry after `index`. */
  gap: (index: number) => index + 1 - BESIDE,
};

/** The line of a lane at a place between the rows; null where the lane has not begun or has ended. */
export function lineAt(layout: LaneLayout, number: number, place: number): LaneLine | null {
  const lane = layout.lanes[number];
  if (lane === undefined) return null;
  if (place > lane.first && place < lane.last) return "solid";
  const isInside = place < layout.rows.length - 1;
  let line: LaneLine | null = null;
  for (const { due, lane: on, from, place: duePlace } of layout.dues) {
    if (on !== number || place <= from) continue;
    if (place < duePlace) return "awaited";
    if (due.isOverdue && isInside) line = "missing";
  }
  return line;
}

/** Whether another entry touches the object that the entry at `index` is marked on; without one, every entry. */
export function sharesObject(layout: LaneLayout, index: number): (other: number) => boolean {
  const lane = layout.rows[index]?.marked;
  if (lane === undefined) return () => true;
  return (other) => {
    const row = layout.rows[other];
    return row !== undefined && (row.marked === lane || row.touched.includes(lane));
  };
}
