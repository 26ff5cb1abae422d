import type { TimelineEntry } from "#query/answers/object-answers.ts";

/** The two clocks by which an object can be looked at. */
export const MOMENT_KINDS = ["asOf", "knownAt"] as const;
export type MomentKind = (typeof MOMENT_KINDS)[number];

const clockOf = (kind: MomentKind) => (kind === "asOf" ? "time" : "recordedAt");

/** Moments at which an answer can differ: each time that a record carries, once, in order. RFC 3339. */
export function momentStops(
  entries: readonly Pick<TimelineEntry, "time" | "recordedAt">[],
  kind: MomentKind,
): string[] {
  return [...new Set(entries.map((entry) => entry[clockOf(kind)]))].sort();
}

/** The stop that a moment stands on or has passed; the number of stops where there is no moment: now. */
export function stopOf(stops: readonly string[], at: string | undefined): number {
  if (at === undefined) return stops.length;
  let stop = 0;
  stops.forEach((time, index) => {
    if (time <= at) stop = index;
  });
  return stop;
}

/** Records that a moment leaves out, in timeline order. */
export function leftOut<Entry extends Pick<TimelineEntry, "time" | "recordedAt">>(
  entries: readonly Entry[],
  kind: MomentKind,
  at: string | undefined,
): Entry[] {
  return at === undefined ? [] : entries.filter((entry) => entry[clockOf(kind)] > at);
}

/** RFC 3339 in UTC with milliseconds, of what somebody typed; null where it is no time. */
export function readMoment(typed: string): string | null {
  const text = typed.trim().replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, "$1T");
  if (!/^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) return null;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes("T");
  const atMs = Date.parse(hasZone ? text : `${text}Z`);
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString();
}
