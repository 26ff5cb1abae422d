import { parseNote } from "#ingest/formats/parse-notes.ts";
import {
  exact,
  isoTime,
  type LocalTime,
  type TimeReading,
  type ZoneClock,
} from "#ingest/formats/source-time.ts";
import { ISO_TIME_SOURCE, readIsoParts, withOffset } from "#ingest/formats/time-text.ts";

/** What reading a time may need beyond its text. */
export interface TimeContext {
  readonly clock: ZoneClock;
  /** When the text arrived, in epoch milliseconds; gives syslog lines their year. */
  readonly assumedTimeMs?: number | undefined;
}

/** A way in which log lines write their time. */
interface TimeShape {
  readonly name: string;
  readonly pattern: RegExp;
  /** Whether the text up to the end of the match is nothing but the time. */
  readonly isPrefix: boolean;
  read(groups: readonly (string | undefined)[], context: TimeContext): TimeReading;
}

const MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const CLOCK = "(\\d{2}):(\\d{2}):(\\d{2})(?:[.,](\\d{1,9}))?";
const DAY_MS = 24 * 60 * 60 * 1000;

export const TIME_SHAPES: readonly TimeShape[] = [
  {
    name: "ISO 8601, also after a syslog priority",
    pattern: new RegExp(`^(?:<\\d{1,3}>\\d{0,2} ?)?[[(]?${ISO_TIME_SOURCE}(?!\\d)[\\])]?`),
    isPrefix: true,
    read: (groups, { clock }) => readIsoParts(groups, clock),
  },
  {
    name: "2016/07/27 11:32:13",
    pattern: new RegExp(`^\\[?(\\d{4})/(\\d{2})/(\\d{2}) ${CLOCK}(?!\\d)\\]?`),
    isPrefix: true,
    read: ([year, month, day, ...time], { clock }) =>
      clock.read(localTime(year, Number(month), day, time)),
  },
  {
    name: "Apache access log",
    pattern: new RegExp(
      `^\\S{1,256} \\S{1,256} [^[\\n]{1,256}?\\[(\\d{2})/${MONTH}/(\\d{4}):${CLOCK} ([+-]\\d{4})\\]`,
    ),
    isPrefix: false,
    read: ([day, month, year, hour, minute, second, fraction, offset], { clock }) => {
      const local = localTime(year, monthNumber(month), day, [hour, minute, second, fraction]);
      return withOffset(local, offset, clock);
    },
  },
  {
    name: "Apache error log",
    pattern: new RegExp(`^\\[(?:[A-Z][a-z]{2} )?${MONTH} +(\\d{1,2}) ${CLOCK} (\\d{4})\\]`),
    isPrefix: true,
    read: ([month, day, hour, minute, second, fraction, year], { clock }) =>
      clock.read(localTime(year, monthNumber(month), day, [hour, minute, second, fraction])),
  },
  {
    name: "syslog",
    pattern: new RegExp(`^(?:<\\d{1,3}>)?${MONTH} +(\\d{1,2}) ${CLOCK}(?=\\s|$)`),
    isPrefix: true,
    read: ([month, day, ...time], context) =>
      readWithoutYear(monthNumber(month), day, time, context),
  },
];

/** Longest beginning of a line in which a time is looked for. */
export const TIME_CHARACTERS_MAX = 1024;

/** The time that a line begins with, and the text after it; null when the line has none. */
export function readLeadingTime(
  text: string,
  context: TimeContext,
): { time: TimeReading; rest: string; timeText: string } | null {
  const beginning = text.slice(0, TIME_CHARACTERS_MAX);
  for (const shape of TIME_SHAPES) {
    const match = shape.pattern.exec(beginning);
    if (match === null) continue;
    const rest = shape.isPrefix ? text.slice(match[0].length).trimStart() : text;
    return { time: shape.read(match.slice(1), context), rest, timeText: match[0] };
  }
  return null;
}

/** Whether an unended line is so short that a time at its beginning may still be coming. */
export function mayBecomeTime(text: string): boolean {
  return /^(?:<\d{0,3}>?\d{0,2} ?)?[[(]?(?:[\dTZ:/.,+ -]{0,36}|(?:[A-Z][a-z]{0,2} ?){0,2}[\d:., ]{0,30})$/.test(
    text,
  );
}

function localTime(
  year: string | undefined,
  month: number,
  day: string | undefined,
  time: readonly (string | undefined)[],
): LocalTime {
  const [hour, minute, second, fraction] = time;
  return {
    year: Number(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number((fraction ?? "").slice(0, 3).padEnd(3, "0")),
  };
}

function monthNumber(name: string | undefined): number {
  return "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(name ?? "Jan") / 3 + 1;
}

/** A syslog line is taken to be of the last year in which it is not in the future; a day is left for skew. */
function readWithoutYear(
  month: number,
  day: string | undefined,
  time: readonly (string | undefined)[],
  { clock, assumedTimeMs }: TimeContext,
): TimeReading {
  if (assumedTimeMs === undefined) {
    return { ok: false, problem: "The time has no year, and when the text arrived is not known." };
  }
  const arrivalYear = new Date(assumedTimeMs).getUTCFullYear();
  let reading: TimeReading = { ok: false, problem: "The time has no year." };
  // The arrival may lie in the next year already by local time.
  for (const year of [arrivalYear + 1, arrivalYear, arrivalYear - 1]) {
    reading = clock.read(localTime(String(year), month, day, time));
    if (reading.ok && reading.ms <= assumedTimeMs + DAY_MS) {
      const message = `The source's time has no year; ${year} was taken, by the arrival at ${isoTime(assumedTimeMs)}.`;
      return exact(reading.ms, [...reading.notes, parseNote("year-assumed", message)]);
    }
  }
  if (!reading.ok) return reading;
  return { ok: false, problem: "The time has no year, and none near the arrival fits." };
}
