import { z } from "zod";
import { RECURRENCE_CHARACTERS_MAX } from "#domain/scheduling/recurrence.ts";
import { operation } from "../services/operation.ts";
import { SCHEDULER_OPERATIONS, SPEED_MAX, SPEED_MIN } from "./scheduler-operations.ts";
import { TASK_APPS, isTaskApp } from "./task-operations.ts";

const taskId = z.string().min(1).max(64);
const task = SCHEDULER_OPERATIONS.pauseTask.answer;
const clock = SCHEDULER_OPERATIONS.clockInfo.answer;

/** The scheduler as operators reach it through the shop: it answers to the shop alone. */
export const SCHEDULER_DESK = {
  view: operation({
    name: "viewSchedule",
    method: "GET",
    path: "/operator/schedule",
    summary: "The scheduler's clock, its tasks, and what can be put on it",
    operatorOnly: true,
    input: z.strictObject({}),
    answer: z.object({
      clock,
      speedMin: z.number(),
      speedMax: z.number(),
      tasks: SCHEDULER_OPERATIONS.listTasks.answer,
      apps: z.array(
        z.object({
          app: z.string(),
          label: z.string(),
          name: z.string(),
          host: z.string(),
          url: z.string(),
        }),
      ),
    }),
  }),
  setSpeed: operation({
    name: "setScheduleSpeed",
    method: "PUT",
    path: "/operator/schedule/speed",
    summary: "Let the shop's clock run faster or slower",
    operatorOnly: true,
    input: z.strictObject({ speed: z.number().min(SPEED_MIN).max(SPEED_MAX) }),
    answer: clock,
  }),
  add: operation({
    name: "scheduleTask",
    method: "POST",
    path: "/operator/schedule/tasks",
    summary: "Put one of the shop's own tasks on the schedule",
    operatorOnly: true,
    input: z.strictObject({
      app: z.enum(Object.keys(TASK_APPS).filter(isTaskApp)),
      time: z.string().max(32),
      recurrence: z.string().trim().min(1).max(RECURRENCE_CHARACTERS_MAX),
    }),
    answer: task,
  }),
  pause: operation({
    name: "pauseScheduledTask",
    method: "POST",
    path: "/operator/schedule/tasks/{taskId}/pause",
    summary: "Let a task rest; runs that would have come are not missed",
    operatorOnly: true,
    input: z.strictObject({ taskId }),
    answer: task,
  }),
  resume: operation({
    name: "resumeScheduledTask",
    method: "POST",
    path: "/operator/schedule/tasks/{taskId}/resume",
    summary: "Let a paused task run again from its next time on",
    operatorOnly: true,
    input: z.strictObject({ taskId }),
    answer: task,
  }),
  remove: operation({
    name: "removeScheduledTask",
    method: "DELETE",
    path: "/operator/schedule/tasks/{taskId}",
    summary: "Take a task off the schedule",
    operatorOnly: true,
    input: z.strictObject({ taskId }),
    answer: z.object({ id: taskId }),
  }),
} as const;
