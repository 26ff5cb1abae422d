const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Beyond two days hours are counted within days. */
const IN_HOURS_MS_MAX = 2 * DAY_MS;

/**
 * `12 ms`, `3.204 s`, `1 min 5.240 s`, `2 h 3 min`, `3 d 4 h`: to the millisecond where it matters, in its two
 * largest units beyond an hour, rounded down. Signs of international use only, the same in every language.
 */
export function formatDuration(durationMs: number): string {
  if (durationMs < 0) return `-${formatDuration(-durationMs)}`;
  if (durationMs < SECOND_MS) return `${durationMs} ms`;
  if (durationMs < MINUTE_MS) return `${(durationMs / SECOND_MS).toFixed(3)} s`;
  const minutes = Math.floor(durationMs / MINUTE_MS);
  if (durationMs < HOUR_MS) {
    const restMs = durationMs % MINUTE_MS;
    return restMs === 0 ? `${minutes} min` : `${minutes} min ${(restMs / SECOND_MS).toFixed(3)} s`;
  }
  const hours = Math.floor(minutes / 60);
  if (durationMs < IN_HOURS_MS_MAX) return two(hours, "h", minutes % 60, "min");
  return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
