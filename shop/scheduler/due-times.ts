import { Cron } from "croner";
import { readLocalMinute } from "#domain/scheduling/local-minute.ts";
import { cronExpression } from "#domain/scheduling/recurrence.ts";
import { ShopError } from "../errors.ts";

/** When a task is to run, on the wall clock of a zone. */
export interface Timing {
  /** The first run, or from when on a cron expression counts: YYYY-MM-DDTHH:mm. */
  readonly time: string;
  /** once, hourly, daily, weekly, or a cron expression of five fields. */
  readonly recurrence: string;
}

/** Runs of one stretch that are counted one by one: what a task of each minute misses in a week. */
export const COUNTED_RUNS_MAX = 10_080;

export interface DueTimes {
  /** Oldest first; the first is the one given. */
  readonly times: readonly number[];
  /** False: some between the last two are left out. */
  readonly isWhole: boolean;
  /** The first time after them, or null. */
  readonly nextMs: number | null;
}

/**
 * The first time after `afterMs` at which the task is due, or null when it does not come again. On days on
 * which the wall clock skips the time, a daily, weekly or single run is due at the first minute after the
 * gap; where the wall clock shows the time twice, at the first. Hourly runs come once in each hour that
 * passes. Throws `invalid-request` for what is no time or no recurrence.
 */
export function nextDueMs(timing: Timing, zone: string, afterMs: number): number | null {
  return readTiming(timing, zone).next(afterMs);
}

/**
 * Every time through `throughMs` at which the task is due, from a time on at which it is known to be due.
 * Throws as `nextDueMs`.
 */
export function dueTimes(
  timing: Timing,
  zone: string,
  { dueMs, throughMs }: { readonly dueMs: number; readonly throughMs: number },
): DueTimes {
  const read = readTiming(timing, zone);
  const times = [dueMs];
  let nextMs = read.next(dueMs);
  while (nextMs !== null && nextMs <= throughMs && times.length < COUNTED_RUNS_MAX) {
    times.push(nextMs);
    nextMs = read.next(nextMs);
  }
  if (nextMs === null || nextMs > throughMs) return { times, isWhole: true, nextMs };
  times.push(read.latest(throughMs) ?? nextMs);
  return { times, isWhole: false, nextMs: read.next(throughMs) };
}

/** Timings read before, so that a run does not read its own anew: as many as a schedule has tasks. */
const READ_TIMINGS_MAX = 1_000;

interface ReadTiming {
  next(afterMs: number): number | null;
  latest(throughMs: number): number | undefined;
}

const readTimings = new Map<string, ReadTiming>();

function readTiming(timing: Timing, zone: string): ReadTiming {
  const key = `${zone} ${timing.time} ${timing.recurrence}`;
  const known = readTimings.get(key);
  if (known !== undefined) return known;
  const read = interpretTiming(timing, zone);
  if (readTimings.size >= READ_TIMINGS_MAX) readTimings.clear();
  readTimings.set(key, read);
  return read;
}

function interpretTiming(timing: Timing, zone: string): ReadTiming {
  const first = readLocalMinute(timing.time, zone);
  if (first === undefined) throw invalid("time", "must be a time such as 2026-01-31T09:05");
  const firstMs = first.timeMs;
  const expression = cronExpression(timing.recurrence, first);
  if (expression === null) {
    return {
      next: (afterMs) => (firstMs > afterMs ? firstMs : null),
      latest: (throughMs) => (firstMs <= throughMs ? firstMs : undefined),
    };
  }
  const isNamed = expression !== timing.recurrence;
  const cron = readCron(expression, zone);
  return {
    next: (afterMs) => {
      // It is due then even if the wall clock skips the minute.
      if (isNamed && firstMs > afterMs) return firstMs;
      return cron.nextRun(new Date(Math.max(afterMs, firstMs - 1)))?.getTime() ?? null;
    },
    latest: (throughMs) => cron.previousRuns(1, new Date(throughMs + 1))[0]?.getTime(),
  };
}

function readCron(expression: string, zone: string): Cron {
  // The library would put the machine's present time in place of a question mark.
  if (expression.includes("?")) throw invalid("recurrence", "must not hold a question mark");
  try {
    return new Cron(expression, { timezone: zone, mode: "5-part" });
  } catch (cause) {
    const reason =
      cause instanceof Error ? cause.message.replace(/^CronPattern: /, "") : "unreadable";
    throw invalid("recurrence", `is no cron expression of five fields: ${reason}`, cause);
  }
}

function invalid(place: string, reason: string, cause?: unknown): ShopError {
  return new ShopError("invalid-request", `The ${place} ${reason.replace(/\.$/, "")}.`, {
    ...(cause !== undefined && { cause }),
    detail: { place },
  });
}
