import { parseNote } from "#ingest/formats/parse-notes.ts";
import {
  exact,
  impossible,
  isoTime,
  type LocalTime,
  type TimeReading,
  utcMs,
  type ZoneClock,
} from "#ingest/formats/source-time.ts";

/** ISO 8601 as loggers write it: `T` or a space, `.` or `,`, any precision, with or without offset. */
export const ISO_TIME_SOURCE =
  "(\\d{4})-(\\d{2})-(\\d{2})[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,12}))?)?(?: ?([Zz]|[+-]\\d{2}(?::?\\d{2})?))?";

const ISO_TIME = new RegExp(`^${ISO_TIME_SOURCE}$`);

/** Epoch numbers say their unit by their size, from 1973 to 5138 in each unit. */
const EPOCH_UNITS = [
  { name: "epoch-s", below: 1e11, msPer: 1000, perMs: 1 },
  { name: "epoch-ms", below: 1e14, msPer: 1, perMs: 1 },
  { name: "epoch-us", below: 1e17, msPer: 1, perMs: 1000 },
  { name: "epoch-ns", below: 1e20, msPer: 1, perMs: 1_000_000 },
] as const;

const TIME_MS_MIN = Date.UTC(1000, 0, 1);
const TIME_MS_MAX = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Reads ISO 8601 text; null when it is something else. */
export function readIsoTime(text: string, clock: ZoneClock): TimeReading | null {
  const match = ISO_TIME.exec(text.trim());
  return match === null ? null : readIsoParts(match.slice(1), clock);
}

/** Reads the groups of `ISO_TIME_SOURCE`. */
export function readIsoParts(
  parts: readonly (string | undefined)[],
  clock: ZoneClock,
): TimeReading {
  const [year, month, day, hour, minute] = parts.slice(0, 5).map(Number);
  const fraction = parts[6] ?? "";
  const local = {
    year: year ?? 0,
    month: month ?? 0,
    day: day ?? 0,
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: Number(parts[5] ?? 0),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, "0")),
  };
  const reading = withOffset(local, parts[7], clock);
  return /[1-9]/.test(fraction.slice(3)) ? truncated(reading, `.${fraction}`) : reading;
}

/** Reads local parts with an offset such as `Z`, `+02:00` or `-0700`; in the source's zone without one. */
export function withOffset(
  local: LocalTime,
  offset: string | undefined,
  clock: ZoneClock,
): TimeReading {
  if (offset === undefined) return clock.read(local);
  const problem = impossible(local);
  if (problem !== null) return { ok: false, problem };
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset);
  if (match === null) return inRange(utcMs(local), offset);
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes >= 24 * 60) return { ok: false, problem: `The offset ${offset} does not exist.` };
  return inRange(utcMs(local) - (match[1] === "-" ? -minutes : minutes) * 60_000, offset);
}

/** Reads a number or its digits. `unit` is one of `EPOCH_UNITS`; without it the size tells. */
export function readEpoch(value: string | number, unit?: string): TimeReading | null {
  const text = String(value);
  const match = /^(-?)(\d{1,20})(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const whole = BigInt(match[2] ?? "0");
  const known = EPOCH_UNITS.find(({ name, below }) =>
    unit === undefined ? whole < BigInt(below) : name === unit,
  );
  if (known === undefined) return { ok: false, problem: `${text} is out of the range of times.` };
  const { msPer, perMs } = known;
  const sign = match[1] === "-" ? -1n : 1n;
  // Nanoseconds since 1970 need more than 53 bits, so the whole part never becomes a double before it is ms.
  const fraction = (match[3] ?? "").slice(0, msPer === 1000 ? 3 : 0);
  const rest = (match[3] ?? "").slice(fraction.length);
  const units =
    sign * (whole * BigInt(msPer) + BigInt(fraction.padEnd(msPer === 1000 ? 3 : 0, "0") || "0"));
  const ms = floorDivide(units, BigInt(perMs));
  const reading = inRange(Number(ms), text);
  return ms * BigInt(perMs) !== units || /[1-9]/.test(rest) ? truncated(reading, text) : reading;
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < 0n && quotient * divisor !== value ? quotient - 1n : quotient;
}

function truncated(reading: TimeReading, text: string): TimeReading {
  if (!reading.ok) return reading;
  const message = `The source's time has ${text}, more than milliseconds; ${isoTime(reading.ms)} is cut to them.`;
  return exact(reading.ms, [...reading.notes, parseNote("time-truncated", message)]);
}

function inRange(ms: number, text: string): TimeReading {
  if (ms >= TIME_MS_MIN && ms <= TIME_MS_MAX) return exact(ms);
  return { ok: false, problem: `${text} is out of the range of times.` };
}
