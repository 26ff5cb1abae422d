import { readLocalMinute } from "#domain/scheduling/local-minute.ts";
import { RECURRENCE_CHARACTERS_MAX } from "#domain/scheduling/recurrence.ts";
import { ShopError } from "../errors.ts";
import { nextDueMs, type Timing } from "./due-times.ts";

/** Nobody plans further; a wrong year is noticed. */
const AHEAD_MS_MAX = 10 * 366 * 86_400_000;

const MINUTE_MS = 60_000;

/** What is wrong with a timing, by field; empty when it can be put on the schedule. */
export type TimingErrors = Readonly<Partial<Record<"time" | "recurrence", string>>>;

/** Looks whether a task of this timing can be put on the schedule at `nowMs`. */
export function checkTiming(timing: Timing, zone: string, nowMs: number): TimingErrors {
  const first = readLocalMinute(timing.time, zone);
  if (first === undefined) return { time: "Give a date and a time, such as 2026-01-31T09:05." };
  if (first.timeMs > nowMs + AHEAD_MS_MAX) return { time: "Give a time in the next ten years." };
  if (timing.recurrence.length > RECURRENCE_CHARACTERS_MAX) {
    return { recurrence: `Give at most ${RECURRENCE_CHARACTERS_MAX} characters.` };
  }
  try {
    // The minute that has begun still counts: then it runs at once.
    if (nextDueMs(timing, zone, nowMs - MINUTE_MS) !== null) return {};
  } catch (error) {
    if (!(error instanceof ShopError) || error.code !== "invalid-request") throw error;
    return { recurrence: error.message };
  }
  return timing.recurrence === "once"
    ? { time: "This time is over." }
    : { recurrence: "This cron expression never comes." };
}
