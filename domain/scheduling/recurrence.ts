import type { LocalMinute } from "./local-minute.ts";

/** How a task comes again; anything else is read as a cron expression of five fields. */
export const NAMED_RECURRENCES = ["once", "hourly", "daily", "weekly"] as const;
export type NamedRecurrence = (typeof NAMED_RECURRENCES)[number];

/** Longest cron expression that is read. */
export const RECURRENCE_CHARACTERS_MAX = 100;

export function isNamedRecurrence(text: string): text is NamedRecurrence {
  return NAMED_RECURRENCES.some((name) => name === text);
}

/**
 * The cron expression of a recurrence whose first run is at this minute, on the clock's wall time; null for
 * `once`. A cron expression is its own; the minute is then only the time from which on it counts.
 * @example cronExpression("daily", minuteOf("2026-01-05T03:15")) // "15 3 * * *"
 */
export function cronExpression(
  recurrence: string,
  { hour, minute, weekday }: Pick<LocalMinute, "hour" | "minute" | "weekday">,
): string | null {
  switch (recurrence) {
    case "once":
      return null;
    case "hourly":
      return `${minute} * * * *`;
    case "daily":
      return `${minute} ${hour} * * *`;
    case "weekly":
      return `${minute} ${hour} * * ${weekday}`;
    default:
      return recurrence;
  }
}
