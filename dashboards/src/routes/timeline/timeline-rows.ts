import type { TimelineEntry } from "#query/answers/object-answers.ts";
import { timeParts } from "../../time/format-time.ts";
import { findingKey } from "./dues.ts";
import type { Due, Finding } from "./dues.ts";
import type { PlacedFindings } from "./place-findings.ts";

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
  /** It begins at a deadline that passed, not at a record. */
  readonly isAfterDue: boolean;
  /** Records of the timeline itself in the millisecond that it begins with. */
  readonly own: number;
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

export interface DueRow {
  readonly kind: "due";
  readonly key: string;
  /** The entry before the deadline; -1 where there is none. */
  readonly index: number;
  readonly due: Due;
  /** Since the record or deadline right above. */
  readonly waitMs: number | null;
  readonly above: string | undefined;
}

export interface FindingRow {
  readonly kind: "finding";
  readonly key: string;
  /** The entry above it, for the lanes that go on beside it. */
  readonly index: number;
  /** The due row above it, where it stands beneath one. */
  readonly due: Due | null;
  /** It stands between records of one millisecond: their bracket goes on beside it. */
  readonly isWithinMs: boolean;
  readonly finding: Finding;
}

export type TimelineRow = DayRow | GapRow | RecordRow | DueRow | FindingRow;

/** What stands between the records: what did not happen, and what is wrong. */
export interface RowsBetween {
  readonly dues: readonly Due[];
  readonly placed: PlacedFindings;
}

const NOTHING_BETWEEN: RowsBetween = {
  dues: [],
  placed: { byDue: new Map(), byEntry: new Map() },
};

/** Milliseconds between an entry and the one before; null for the first. */
export function waitBefore(
  entries: readonly Pick<TimelineEntry, "time" | "waitMs">[],
  index: number,
): number | null {
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

/** A record or a deadline that a row stands for. */
interface Moment {
  readonly time: string;
  /** The entry itself, or the last one before a deadline. */
  readonly index: number;
  readonly entry: TimelineEntry | null;
  readonly due: Due | null;
  readonly waitMs: number | null;
}

/** Records and deadlines in one order of time; a deadline after the records of its millisecond. */
function momentsOf(entries: readonly TimelineEntry[], dues: readonly Due[]): Moment[] {
  const moments: Moment[] = [];
  let dueAt = 0;
  const takeDues = (index: number, isOpen: (due: Due) => boolean) => {
    for (let due = dues[dueAt]; due !== undefined && isOpen(due); due = dues[dueAt]) {
      dueAt += 1;
      moments.push(momentAfter(moments.at(-1), { time: due.time, index, entry: null, due }));
    }
  };
  entries.forEach((entry, index) => {
    takeDues(index - 1, ({ time }) => time < entry.time);
    const above = moments.at(-1);
    const moment = momentAfter(above, { time: entry.time, index, entry, due: null });
    moments.push(above?.due == null ? { ...moment, waitMs: waitBefore(entries, index) } : moment);
  });
  takeDues(entries.length - 1, () => true);
  return moments;
}

function momentAfter(above: Moment | undefined, moment: Omit<Moment, "waitMs">): Moment {
  const waitMs = above === undefined ? null : Date.parse(moment.time) - Date.parse(above.time);
  return { ...moment, waitMs };
}

/**
 * Records with day separators and collapsed gaps between them, in timeline order; deadlines that passed stand
 * among them, and findings beneath what they are about.
 */
export function timelineRows(
  entries: readonly TimelineEntry[],
  durationMs: number,
  zone: string,
  { dues, placed }: RowsBetween = NOTHING_BETWEEN,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let above: (Moment & { readonly date: string }) | undefined;
  for (const moment of momentsOf(entries, dues)) {
    const { time, index, entry, due, waitMs } = moment;
    const hasGap =
      above !== undefined && waitMs !== null && due === null && isGap(waitMs, durationMs);
    if (hasGap && above !== undefined && waitMs !== null && entry !== null) {
      rows.push({
        kind: "gap",
        key: `gap ${entry.reference}`,
        index: index - 1,
        waitMs,
        isAfterDue: above.due !== null,
        own: recordsAt(entries, index - 1, above.time),
        from: above.time,
        to: time,
      });
    }
    const { date } = timeParts(time, zone);
    if (date !== above?.date) {
      rows.push({ kind: "day", key: `day ${entry?.reference ?? due?.key}`, date, iso: time });
    }
    const clockAbove = hasGap || date !== above?.date ? undefined : above.time;
    if (entry !== null) {
      const sameMs = sameMillisecond(entries, index);
      const isWithinMs = sameMs === "first" || sameMs === "between";
      rows.push({
        kind: "record",
        key: entry.reference,
        index,
        entry,
        waitMs: hasGap ? null : waitMs,
        above: clockAbove,
        sameMs,
      });
      rows.push(...findingRows(placed.byEntry.get(index), { index, due: null, isWithinMs }));
    }
    if (due !== null) {
      rows.push({ kind: "due", key: due.key, index, due, waitMs, above: clockAbove });
      rows.push(...findingRows(placed.byDue.get(due.key), { index, due, isWithinMs: false }));
    }
    above = { ...moment, date };
  }
  return rows;
}

function findingRows(
  findings: readonly Finding[] | undefined,
  { index, due, isWithinMs }: Pick<FindingRow, "index" | "due" | "isWithinMs">,
): FindingRow[] {
  return (findings ?? []).map((finding) => ({
    kind: "finding",
    key: findingKey(finding),
    index,
    due,
    isWithinMs,
    finding,
  }));
}

/** How many entries up to the one at `last` are of this millisecond. */
function recordsAt(entries: readonly TimelineEntry[], last: number, time: string): number {
  let place = last;
  while (entries[place]?.time === time) place -= 1;
  return last - place;
}

function sameMillisecond(entries: readonly TimelineEntry[], index: number): RecordRow["sameMs"] {
  const entry = entries[index];
  if (entry === undefined || !entry.undeterminedOrder) return null;
  const withAbove = entries[index - 1]?.time === entry.time;
  const withBelow = entries[index + 1]?.time === entry.time;
  if (withAbove && withBelow) return "between";
  return withAbove ? "last" : "first";
}
