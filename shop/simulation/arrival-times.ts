import { DateTime } from "luxon";
import type { RandomSource } from "../random/random-source.ts";

/** Share of a day's visitors by the hour in which they come: few at night, most in the evening. */
const VISITORS_BY_HOUR = [
  2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 8, 8, 7, 7, 8, 9, 10, 12, 12, 10, 7, 4,
] as const;

/** Saturdays and Sundays bring fewer: a weekend's day counts for so many hundredths of a workday. */
const WEEKEND_PERCENT = 70;

const HOUR_MS = 3_600_000;

/**
 * When each of `count` customers comes first, in order of time: within `days` days from `startMs`, by the
 * curve of a day in the store's zone. Milliseconds since 1970 UTC.
 */
export function arrivalTimes(
  random: RandomSource,
  { count, startMs, days, zone }: { count: number; startMs: number; days: number; zone: string },
): number[] {
  const hours = Array.from({ length: days * 24 }, (_, index) => startMs + index * HOUR_MS);
  let total = 0;
  const upTo = hours.map((hourMs) => (total += weightOf(hourMs, zone)));
  const times = Array.from({ length: count }, () => {
    const at = firstAtLeast(upTo, random.integer(1, total));
    return (hours[at] ?? startMs) + random.integer(0, HOUR_MS - 1);
  });
  return times.sort((one, other) => one - other);
}

function weightOf(hourMs: number, zone: string): number {
  const time = DateTime.fromMillis(hourMs, { zone });
  return (VISITORS_BY_HOUR[time.hour] ?? 1) * (time.weekday > 5 ? WEEKEND_PERCENT : 100);
}

/** Index of the first of the growing sums that is at least `sum`. */
function firstAtLeast(sums: readonly number[], sum: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) >= sum) high = middle;
    else low = middle + 1;
  }
  return low;
}
