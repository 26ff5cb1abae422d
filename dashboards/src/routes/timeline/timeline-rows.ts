import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { timeParts } from "../../time/format-time.ts";

/** A wait this long is always shown as a gap: nobody watches a checkout for ten minutes. */
export const GAP_MS_MIN = 10 * 60_000;

/** In short transactions a wait of a minute that makes up half of the whole is a gap too. */
const RELATIVE_GAP_MS_MIN = 60_000;
const RELATIVE_GAP_SHARE = 0.5;

export interface DayRow {
  readonly kind: "day";
  readonly key: string;
  readonly date: string;
  readonly iso: string;
}

export interface GapRow {
  readonly kind: "gap";
  readonly key: string;
  /** The entry before the gap. */
  readonly index: number;
  readonly waitMs: number;
  readonly from: string;
  readonly to: string;
}

export interface RecordRow {
  readonly kind: "record";
  readonly key: string;
  readonly index: number;
  readonly entry: TimelineEntry;
  readonly waitMs: number | null;
  /** Time of the record right above, when a clock can be compared with it. */
  readonly above: string | undefined;
  /** Its place among records of one millisecond whose order is not proven. */
  readonly sameMs: "first" | "between" | "last" | null;
}

export type TimelineRow = DayRow | GapRow | RecordRow;

/** Milliseconds between an entry and the one before; null for the first. */
export function waitBefore(entries: readonly TimelineEntry[], index: number): number | null {
  const entry = entries[index];
  const before = entries[index - 1];
  if (entry === undefined || before === undefined) return null;
  return entry.waitMs ?? Math.max(0, Date.parse(entry.time) - Date.parse(before.time));
}

/** Whether a wait becomes a gap row; `durationMs` is the whole timeline's. */
export function isGap(waitMs: number, durationMs: number): boolean {
  return (
    waitMs >= GAP_MS_MIN ||
    (waitMs >= RELATIVE_GAP_MS_MIN && waitMs >= durationMs * RELATIVE_GAP_SHARE)
  );
}

/** Records with day separators and collapsed gaps between them, in timeline order. */
export function timelineRows(
  entries: readonly TimelineEntry[],
  durationMs: number,
  zone: string,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let dateAbove: string | undefined;
  entries.forEach((entry, index) => {
    const waitMs = waitBefore(entries, index);
    const before = entries[index - 1];
    const gap = waitMs !== null && before !== undefined && isGap(waitMs, durationMs);
    if (gap) {
      rows.push({
        kind: "gap",
        key: `gap ${entry.reference}`,
        index: index - 1,
        waitMs,
        from: before.time,
        to: entry.time,
      });
    }
    const { date } = timeParts(entry.time, zone);
    if (date !== dateAbove) {
      rows.push({ kind: "day", key: `day ${entry.reference}`, date, iso: entry.time });
    }
    const isFresh = gap || date !== dateAbove;
    dateAbove = date;
    rows.push({
      kind: "record",
      key: entry.reference,
      index,
      entry,
      waitMs: gap ? null : waitMs,
      above: isFresh ? undefined : before?.time,
      sameMs: sameMillisecond(entries, index),
    });
  });
  return rows;
}

function sameMillisecond(entries: readonly TimelineEntry[], index: number): RecordRow["sameMs"] {
  const entry = entries[index];
  if (entry === undefined || !entry.undeterminedOrder) return null;
  const withAbove = entries[index - 1]?.time === entry.time;
  const withBelow = entries[index + 1]?.time === entry.time;
  if (withAbove && withBelow) return "between";
  return withAbove ? "last" : "first";
}
