const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface DurationFields {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly ms: number;
}

function durationFields(durationMs: number): DurationFields {
  return {
    days: Math.floor(durationMs / DAY_MS),
    hours: Math.floor((durationMs % DAY_MS) / HOUR_MS),
    minutes: Math.floor((durationMs % HOUR_MS) / MINUTE_MS),
    seconds: Math.floor((durationMs % MINUTE_MS) / SECOND_MS),
    ms: durationMs % SECOND_MS,
  };
}

const padded = (value: number, digits: number) => String(value).padStart(digits, "0");

/** To the millisecond: `3 d 4 h 02 min 11.432 s`, `46.106 s`, `13 ms`. */
export function exactDuration(durationMs: number): string {
  if (durationMs < SECOND_MS) return `${durationMs} ms`;
  const { days, hours, minutes, seconds, ms } = durationFields(durationMs);
  const parts: string[] = [];
  if (days > 0) parts.push(`${days} d`);
  if (days > 0 || hours > 0) parts.push(`${hours} h`);
  const inHours = parts.length > 0;
  if (inHours || minutes > 0) parts.push(`${inHours ? padded(minutes, 2) : minutes} min`);
  const inMinutes = parts.length > 0;
  parts.push(`${inMinutes ? padded(seconds, 2) : seconds}.${padded(ms, 3)} s`);
  return parts.join(" ");
}

/** For a narrow column: `13 ms`, `18.762 s`, `3 min 38 s`, `2 h 05 min`, `3 d 4 h`. Rounds down above a minute. */
export function shortDuration(durationMs: number): string {
  if (durationMs < MINUTE_MS) return exactDuration(durationMs);
  const { days, hours, minutes, seconds } = durationFields(durationMs);
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${padded(minutes, 2)} min`;
  return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`;
}

/** The longest wait the bar beside a row still tells apart: thirty days. */
const BAR_WAIT_MS_MAX = 30 * DAY_MS;

/** 0 to 1, by the logarithm of the wait: a bar that tells 1 ms, 1 s, 1 h and 1 d apart. */
export function waitBarShare(waitMs: number): number {
  return Math.min(1, Math.log1p(waitMs) / Math.log1p(BAR_WAIT_MS_MAX));
}
