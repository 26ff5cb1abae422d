import { z } from "zod";
import { RECURRENCE_CHARACTERS_MAX } from "#domain/scheduling/recurrence.ts";
import { operation } from "../services/operation.ts";
import { TASK_DATA_CHARACTERS_MAX } from "./task-operations.ts";

/** The scheduler's host. */
export const SCHEDULER = "scheduler";

const word = z.string().trim().min(1).max(100);
const taskId = z.string().min(1).max(64);

const clockInfo = z.object({
  /** YYYY-MM-DD and HH:mm:ss on the clock's wall. */
  date: z.string(),
  time: z.string(),
  /** IANA zone. */
  zone: z.string(),
  /** Seconds of the clock in a second of the machine; null where the clock runs by itself. */
  speed: z.number().nullable(),
  speedCanBeSet: z.boolean(),
  nowMs: z.int(),
});
export type ClockInfo = z.infer<typeof clockInfo>;

const scheduledTask = z.object({
  id: taskId,
  host: z.string(),
  url: z.string(),
  app: z.string(),
  name: z.string(),
  source: z.string(),
  data: z.string(),
  /** As it was asked for, on the clock's wall. */
  time: z.string(),
  recurrence: z.string(),
  state: z.enum(["waiting", "running", "paused", "done"]),
  nextDueMs: z.int().nullable(),
  /** The next run with its offset: YYYY-MM-DDTHH:mm±HH:mm. */
  next: z.string().nullable(),
  /** Where the wall clock skips the time of the next run, or shows it twice. */
  shift: z.enum(["skipped", "twice"]).nullable(),
  last: z
    .object({
      due: z.string(),
      outcome: z.enum(["success", "failure", "unknown", "missed"]),
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type ScheduledTask = z.infer<typeof scheduledTask>;

/** Fastest that the clock can be set: an hour in a second. */
export const SPEED_MAX = 3_600;
/** Slowest. */
export const SPEED_MIN = 0.1;

export const SCHEDULER_OPERATIONS = {
  clockInfo: operation({
    name: "clockInfo",
    method: "GET",
    path: "/clock/info",
    summary: "Date, time, zone and speed of the clock",
    input: z.strictObject({}),
    answer: clockInfo,
  }),
  setClockSpeed: operation({
    name: "setClockSpeed",
    method: "PUT",
    path: "/clock/speed",
    summary: "Let the clock run faster or slower",
    input: z.strictObject({ speed: z.number().min(SPEED_MIN).max(SPEED_MAX) }),
    answer: clockInfo,
  }),
  listTasks: operation({
    name: "listTasks",
    method: "GET",
    path: "/schedule/list",
    summary: "All tasks, the next to run first",
    input: z.strictObject({}),
    answer: z.array(scheduledTask),
  }),
  addTask: operation({
    name: "addTask",
    method: "POST",
    path: "/schedule/add",
    summary: "Put a task on the schedule",
    input: z.strictObject({
      host: word,
      url: word,
      time: z.string().max(32),
      recurrence: z.string().trim().min(1).max(RECURRENCE_CHARACTERS_MAX),
      data: z.string().max(TASK_DATA_CHARACTERS_MAX).default(""),
      source: word,
      name: word,
    }),
    answer: scheduledTask,
  }),
  removeTask: operation({
    name: "removeTask",
    method: "DELETE",
    path: "/schedule/{taskId}",
    summary: "Take a task off the schedule",
    input: z.strictObject({ taskId }),
    answer: z.object({ id: taskId }),
  }),
  pauseTask: operation({
    name: "pauseTask",
    method: "POST",
    path: "/schedule/{taskId}/pause",
    summary: "Let a task rest; runs that would have come are not missed",
    input: z.strictObject({ taskId }),
    answer: scheduledTask,
  }),
  resumeTask: operation({
    name: "resumeTask",
    method: "POST",
    path: "/schedule/{taskId}/resume",
    summary: "Let a paused task run again from its next time on",
    input: z.strictObject({ taskId }),
    answer: scheduledTask,
  }),
} as const;
