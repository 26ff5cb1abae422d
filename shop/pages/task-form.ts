import { isNamedRecurrence, NAMED_RECURRENCES } from "#domain/scheduling/recurrence.ts";
import { checkTiming } from "../scheduler/check-timing.ts";
import type { NewTask } from "../scheduler/schedule.ts";
import type { ClockInfo } from "../scheduler/scheduler-operations.ts";
import { newTask } from "../scheduler/default-tasks.ts";
import { isTaskApp, TASK_APPS } from "../scheduler/task-operations.ts";
import { type FormFields, fieldText } from "./form-fields.ts";

/** Chosen where the recurrence stands in the field beside it. */
const CRON = "cron";

const RECURRENCE_WORDS = {
  once: "Once",
  hourly: "Every hour",
  daily: "Every day",
  weekly: "Every week",
} as const;

export interface TaskForm {
  readonly app: string;
  readonly time: string;
  readonly recurrence: string;
  readonly cron: string;
}

/** What is wrong with a form, by the name of the field. */
export type TaskFormErrors = Readonly<Partial<Record<keyof TaskForm, string>>>;

/** The form as it comes: a run of the catalog, each day from the clock's next minute on. */
export function emptyTaskForm(time: string): TaskForm {
  return { app: "products", time, recurrence: "daily", cron: "" };
}

export function readTaskForm(fields: FormFields): TaskForm {
  return {
    app: fieldText(fields, "app"),
    time: fieldText(fields, "time"),
    recurrence: fieldText(fields, "recurrence"),
    cron: fieldText(fields, "cron"),
  };
}

/** The task that a form asks for, or what is wrong with it. */
export function checkTaskForm(
  form: TaskForm,
  { zone, nowMs }: Pick<ClockInfo, "zone" | "nowMs">,
): { readonly task: NewTask } | { readonly errors: TaskFormErrors } {
  const { app, time } = form;
  if (!isTaskApp(app)) return { errors: { app: "Choose an application." } };
  const isCron = form.recurrence === CRON;
  if (!isCron && !isNamedRecurrence(form.recurrence)) {
    return { errors: { recurrence: "Choose a recurrence." } };
  }
  if (isCron && form.cron === "") return { errors: { cron: "Give a cron expression." } };
  const recurrence = isCron ? form.cron : form.recurrence;
  const wrong = checkTiming({ time, recurrence }, zone, nowMs);
  const errors: TaskFormErrors = {
    ...(wrong.time !== undefined && { time: wrong.time }),
    ...(wrong.recurrence !== undefined && { [isCron ? "cron" : "recurrence"]: wrong.recurrence }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return { task: newTask(app, time, recurrence) };
}

export const APP_CHOICES = Object.entries(TASK_APPS).map(([value, { label }]) => ({
  value,
  label,
}));

export const RECURRENCE_CHOICES: readonly { readonly value: string; readonly label: string }[] = [
  ...NAMED_RECURRENCES.map((value) => ({ value, label: RECURRENCE_WORDS[value] })),
  { value: CRON, label: "Cron expression" },
];

/** A recurrence in words; a cron expression as it is. */
export function recurrenceWords(recurrence: string): string {
  return isNamedRecurrence(recurrence) ? RECURRENCE_WORDS[recurrence] : recurrence;
}
