import { pickText } from "../search-text.ts";
import { readMoment } from "./moment-stops.ts";

/** Ways to look at one object. */
export const TIMELINE_VIEWS = ["records", "states", "narrative", "compare"] as const;
export type TimelineView = (typeof TIMELINE_VIEWS)[number];

export interface TimelineSearch {
  /** The opened record's reference. */
  readonly rec?: string;
  /** A `TimelineView`; absent: records. */
  readonly view?: string;
  /** Only what occurred up to then. RFC 3339 in UTC with milliseconds, unless it is no such time. */
  readonly asOf?: string;
  /** Only what had been recorded by then. RFC 3339. */
  readonly knownAt?: string;
  /** The finding that was gone to: `license.missing order 100000123`. */
  readonly finding?: string;
  /** What it is compared with: `order:100000012` or `normal`. */
  readonly with?: string;
}

export function readTimelineSearch(search: Record<string, unknown>): TimelineSearch {
  const { asOf, knownAt, ...rest } = pickText(search, [
    "rec",
    "view",
    "asOf",
    "knownAt",
    "finding",
    "with",
  ]);
  return {
    ...rest,
    ...(asOf !== undefined && { asOf: readMoment(asOf) ?? asOf }),
    ...(knownAt !== undefined && { knownAt: readMoment(knownAt) ?? knownAt }),
  };
}

export function timelineView(search: TimelineSearch): TimelineView {
  return TIMELINE_VIEWS.find((view) => view === search.view) ?? "records";
}
