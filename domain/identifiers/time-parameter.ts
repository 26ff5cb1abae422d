import { TracewellError } from "#domain/errors.ts";

/** A half-open span of time, milliseconds since 1970. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A range of which either end may be open. */
export interface TimeRange {
  readonly fromMs?: number;
  readonly toMs?: number;
}

const EXPECTED =
  "expected RFC 3339 such as 2016-07-27T09:32:13.753Z, a date such as 2016-07-27, epoch milliseconds, or now-1h";

/** Far longer than any time; keeps what follows from looking at a megabyte. */
const TIME_CHARACTERS_MAX = 64;

/** The range of JavaScript's Date: ±100,000,000 days around 1970. */
const EPOCH_MS_MAX = 8_640_000_000_000_000;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

const EPOCH = /^-?\d{1,16}$/;
const RELATIVE = /^now((?:[+-]\d{1,9}(?:ms|[smhdw]))*)$/i;
const STEP = /([+-])(\d+)(ms|[smhdw])/gi;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/;

/**
 * The instant a text means, milliseconds since 1970, its first millisecond where it names a longer span.
 * Without a zone it is UTC. Throws `invalid-parameter` that names what was given and what is expected.
 */
export function parseTimeParameter(text: string, nowMs: number): number {
  return parseTimeSpan(text, nowMs).fromMs;
}

/**
 * The span a text means: a date is its whole day, `T09:32` the minute, `T09:32:13` the second; epoch
 * milliseconds, fractions and `now-1h` are one millisecond. Throws like `parseTimeParameter`.
 */
export function parseTimeSpan(text: string, nowMs: number): TimeSpan {
  const trimmed = text.length <= TIME_CHARACTERS_MAX ? text.trim() : "";
  const span = parseEpoch(trimmed) ?? parseRelative(trimmed, nowMs) ?? parseCalendar(trimmed);
  if (span === null || Math.abs(span.fromMs) > EPOCH_MS_MAX) {
    const given =
      text.length <= TIME_CHARACTERS_MAX ? text : `${text.slice(0, TIME_CHARACTERS_MAX)}…`;
    throw new TracewellError("invalid-parameter", `\`${given}\` is not a time: ${EXPECTED}.`);
  }
  return span;
}

/**
 * The half-open range from the start of `from` to the start of `to`; each may be absent. Throws
 * `invalid-parameter` when one cannot be read or `to` lies before `from`.
 */
export function parseTimeRange(
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
  nowMs: number,
): TimeRange {
  const fromMs = given.from === undefined ? undefined : parseTimeParameter(given.from, nowMs);
  const toMs = given.to === undefined ? undefined : parseTimeParameter(given.to, nowMs);
  if (fromMs !== undefined && toMs !== undefined && toMs < fromMs) {
    throw new TracewellError(
      "invalid-parameter",
      `The range ends before it begins: from \`${given.from}\` to \`${given.to}\`.`,
    );
  }
  return { ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }) };
}

function spanAt(fromMs: number, lengthMs: number): TimeSpan {
  return { fromMs, toMs: fromMs + lengthMs };
}

function parseEpoch(text: string): TimeSpan | null {
  return EPOCH.test(text) ? spanAt(Number(text), 1) : null;
}

function parseRelative(text: string, nowMs: number): TimeSpan | null {
  const steps = RELATIVE.exec(text)?.[1];
  if (steps === undefined) return null;
  let timeMs = nowMs;
  for (const [, sign, count, unit = ""] of steps.matchAll(STEP)) {
    const stepMs = Number(count) * (UNIT_MS[unit.toLowerCase()] ?? Number.NaN);
    timeMs += sign === "-" ? -stepMs : stepMs;
  }
  return spanAt(timeMs, 1);
}

function parseCalendar(text: string): TimeSpan | null {
  const date = DATE.exec(text);
  if (date !== null) return spanOf(dayStart(date), 0, DAY_MS);
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const [, , , , hour, minute, second, fraction, , sign, zoneHour = "0", zoneMinute = "0"] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  if (Number(zoneHour) > 23 || Number(zoneMinute) > 59) return null;
  const ofDay =
    Number(hour) * HOUR_MS +
    Number(minute) * MINUTE_MS +
    Number(second ?? 0) * SECOND_MS +
    Number((fraction ?? "0").padEnd(3, "0").slice(0, 3));
  const zone = Number(zoneHour) * HOUR_MS + Number(zoneMinute) * MINUTE_MS;
  const lengthMs = second === undefined ? MINUTE_MS : fraction === undefined ? SECOND_MS : 1;
  return spanOf(dayStart(match), ofDay - (sign === "-" ? -zone : zone), lengthMs);
}

function spanOf(startMs: number | null, offsetMs: number, lengthMs: number): TimeSpan | null {
  return startMs === null ? null : spanAt(startMs + offsetMs, lengthMs);
}

/** Start of the day in UTC; null when there is no such day. */
function dayStart([, year, month, day]: RegExpExecArray): number | null {
  const timeMs = Date.parse(`${year}-${month}-${day}T00:00:00.000Z`);
  if (Number.isNaN(timeMs)) return null;
  return new Date(timeMs).getUTCDate() === Number(day) ? timeMs : null;
}
