import { DateTime, Info, type Zone } from "luxon";
import type { ParseNote } from "#domain/events/event.ts";
import { TracewellError } from "#domain/errors.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";

/** A wall clock reading without a zone. Parts may be out of range: reading them says so. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

export type TimeReading =
  | { readonly ok: true; readonly ms: number; readonly notes: readonly ParseNote[] }
  /** `problem` is one sentence that quotes what was wrong. */
  | { readonly ok: false; readonly problem: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Event times have four digits of year; before 1000 a source means something else. */
const YEAR_MIN = 1000;
const YEAR_MAX = 9999;

/**
 * Reads local times of one IANA zone. Hours that occur twice or never are read by a stated rule and noted,
 * never refused: they are evidence too. Without a zone UTC is taken, and each reading carries the note
 * `zone-assumed`: times that are hours off must not look certain.
 */
export class ZoneClock {
  readonly zoneName: string;
  readonly #zone: Zone;
  readonly #notes: readonly ParseNote[];
  /** The last day found without a change of offset: records of one file mostly lie in few days. */
  #plainDay = { startMs: Number.NaN, offsetMs: 0 };

  /** Throws `invalid-parameter` for a name that is no IANA zone. */
  constructor(configured?: string) {
    const zoneName = configured ?? "UTC";
    const zone = Info.normalizeZone(zoneName);
    if (!zone.isValid || zone.type === "system") {
      throw new TracewellError(
        "invalid-parameter",
        `"${zoneName}" is no IANA time zone; write one such as Europe/Paris.`,
        { detail: { parameter: "timezone", value: zoneName } },
      );
    }
    this.zoneName = zoneName;
    this.#zone = zone;
    this.#notes = configured === undefined ? [parseNote("zone-assumed")] : [];
  }

  read(local: LocalTime): TimeReading {
    const problem = impossible(local);
    if (problem !== null) return { ok: false, problem };
    const asUtcMs = utcMs(local);
    const dayMs = Math.floor(asUtcMs / DAY_MS) * DAY_MS;
    if (dayMs === this.#plainDay.startMs) {
      return exact(asUtcMs - this.#plainDay.offsetMs, this.#notes);
    }
    // A day on each side covers every offset there is, so both sides of a change nearby are seen.
    const before = this.#offsetMs(dayMs - DAY_MS);
    const after = this.#offsetMs(dayMs + 2 * DAY_MS);
    if (before === after) {
      this.#plainDay = { startMs: dayMs, offsetMs: before };
      return exact(asUtcMs - before, this.#notes);
    }
    return this.#readNearChange(asUtcMs, before, after);
  }

  #readNearChange(asUtcMs: number, before: number, after: number): TimeReading {
    const early = asUtcMs - before;
    const late = asUtcMs - after;
    const earlyExists = this.#offsetMs(early) === before;
    const lateExists = this.#offsetMs(late) === after;
    if (earlyExists && lateExists) {
      const message = `${wallClock(asUtcMs)} occurs twice in ${this.zoneName}: as ${isoTime(early)} (offset ${offsetText(before)}) and as ${isoTime(late)} (offset ${offsetText(after)}). The earlier, with offset ${offsetText(before)}, was taken.`;
      return { ok: true, ms: early, notes: [parseNote("time-ambiguous", message)] };
    }
    if (earlyExists) return exact(early);
    if (lateExists) return exact(late);
    const message = `${wallClock(asUtcMs)} does not exist in ${this.zoneName}, where clocks jump from offset ${offsetText(before)} to ${offsetText(after)}. It was read with offset ${offsetText(before)}, as ${isoTime(early)}.`;
    return { ok: true, ms: early, notes: [parseNote("time-in-gap", message)] };
  }

  /** Reads text by a luxon format, in this zone unless the text names its own offset. */
  readFormat(text: string, format: string): TimeReading {
    const inUtc = DateTime.fromFormat(text, format, { zone: "UTC", setZone: true, locale: "en" });
    if (!inUtc.isValid) {
      return { ok: false, problem: `"${text}" does not follow the time format "${format}".` };
    }
    // Only a format with an offset or zone token moves the result away from UTC or names UTC itself.
    if (/[Zz]/.test(format.replaceAll(/'[^']*'/g, ""))) return exact(inUtc.toMillis());
    return this.read(inUtc);
  }

  #offsetMs(instantMs: number): number {
    return Math.round(this.#zone.offset(instantMs) * MINUTE_MS);
  }
}

/** RFC 3339 UTC with three decimals, as events carry it. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

export function exact(ms: number, notes: readonly ParseNote[] = []): TimeReading {
  return { ok: true, ms, notes };
}

/** Milliseconds since 1970 of parts read as UTC; the parts must be possible. */
export function utcMs(local: LocalTime): number {
  const { year, month, day, hour, minute, second, millisecond } = local;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

/** Why the parts are no time at all, or null. */
export function impossible(local: LocalTime): string | null {
  const { year, month, day, hour, minute, second, millisecond } = local;
  const date = `${year}-${month}-${day}`;
  if (year < YEAR_MIN || year > YEAR_MAX) return `The year of ${date} is out of range.`;
  if (month < 1 || month > 12) return `There is no month ${month} in the date ${date}.`;
  if (day < 1 || day > daysInMonth(year, month)) return `The date ${date} does not exist.`;
  const time = `${hour}:${minute}:${second}`;
  if (hour > 23 || minute > 59 || second > 59) return `The time of day ${time} does not exist.`;
  if (millisecond > 999) return `${millisecond} is more than a second has milliseconds.`;
  return null;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function wallClock(asUtcMs: number): string {
  return isoTime(asUtcMs).replace("T", " ").replace("Z", "");
}

function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const sign = offsetMs < 0 ? "-" : "+";
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  return `${sign}${hours}:${String(minutes % 60).padStart(2, "0")}`;
}
