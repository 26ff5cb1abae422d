import type { ShopClock } from "#query/answers/shop-answers.ts";
import { timeParts } from "../../time/format-time.ts";

export const RECURRENCE_CHOICES = ["once", "hourly", "daily", "weekly", "cron"] as const;
export type RecurrenceChoice = (typeof RECURRENCE_CHOICES)[number];

/** The fields of the form as they are filled in. */
export interface NewTask {
  readonly app: string;
  /** On the clock's wall: YYYY-MM-DDTHH:mm. */
  readonly time: string;
  readonly recurrence: RecurrenceChoice;
  readonly cron: string;
}

export type NewTaskField = keyof NewTask;

/** What is wrong, by field. */
export type NewTaskErrors = Readonly<Partial<Record<NewTaskField, string>>>;

const MINUTE_MS = 60_000;

/** The form as it opens: each day, from the next minute of the clock's wall on. */
export function emptyTask(
  app: string,
  { nowMs, zone }: Pick<ShopClock, "nowMs" | "zone">,
): NewTask {
  const { date, clock } = timeParts(new Date(nowMs + MINUTE_MS).toISOString(), zone);
  return { app, time: `${date}T${clock.slice(0, "HH:mm".length)}`, recurrence: "daily", cron: "" };
}

/** What is asked of the shop. */
export function askedTask({ app, time, recurrence, cron }: NewTask): {
  readonly app: string;
  readonly time: string;
  readonly recurrence: string;
} {
  return { app, time, recurrence: recurrence === "cron" ? cron.trim() : recurrence };
}

/** The field that an answer's `errors[].path` is about: a cron expression is sent as the recurrence. */
export function fieldOf(path: string, recurrence: RecurrenceChoice): NewTaskField | null {
  switch (path) {
    case "body.app":
      return "app";
    case "body.time":
      return "time";
    case "body.recurrence":
      return recurrence === "cron" ? "cron" : "recurrence";
    default:
      return null;
  }
}
