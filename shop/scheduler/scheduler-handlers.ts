import { DateTime } from "luxon";
import { readLocalMinute } from "#domain/scheduling/local-minute.ts";
import { isNamedRecurrence } from "#domain/scheduling/recurrence.ts";
import { isAdjustable, type ShopClock } from "../clock/shop-clock.ts";
import { ShopError } from "../errors.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import type { Schedule } from "./schedule.ts";
import {
  type ClockInfo,
  type ScheduledTask,
  SCHEDULER_OPERATIONS,
} from "./scheduler-operations.ts";
import type { TaskRow } from "./scheduler-schema.ts";
import type { TaskRunner } from "./task-runner.ts";

/** What the scheduler answers to. */
export function schedulerHandlers(
  schedule: Schedule,
  runner: TaskRunner,
  clock: ShopClock,
): OperationHandler[] {
  const changed = (task: TaskRow): ScheduledTask => {
    runner.advance();
    return present(schedule.find(task.id), schedule.zone);
  };
  return [
    handler(SCHEDULER_OPERATIONS.clockInfo, () => clockInfo(clock, schedule.zone)),
    handler(SCHEDULER_OPERATIONS.setClockSpeed, ({ speed }) => {
      setSpeed(schedule, clock, speed);
      return clockInfo(clock, schedule.zone);
    }),
    handler(SCHEDULER_OPERATIONS.listTasks, () =>
      schedule.list().map((task) => present(task, schedule.zone)),
    ),
    handler(SCHEDULER_OPERATIONS.addTask, (task) => changed(schedule.add(task))),
    handler(SCHEDULER_OPERATIONS.removeTask, ({ taskId }) => {
      schedule.remove(taskId);
      runner.advance();
      return { id: taskId };
    }),
    handler(SCHEDULER_OPERATIONS.pauseTask, ({ taskId }) => changed(schedule.pause(taskId))),
    handler(SCHEDULER_OPERATIONS.resumeTask, ({ taskId }) => changed(schedule.resume(taskId))),
  ];
}

function clockInfo(clock: ShopClock, zone: string): ClockInfo {
  const nowMs = clock.nowMs();
  const now = DateTime.fromMillis(nowMs, { zone });
  const canBeSet = isAdjustable(clock);
  return {
    date: now.toFormat("yyyy-MM-dd"),
    time: now.toFormat("HH:mm:ss"),
    zone,
    speed: canBeSet ? clock.speed : null,
    speedCanBeSet: canBeSet,
    nowMs,
  };
}

function setSpeed(schedule: Schedule, clock: ShopClock, speed: number): void {
  if (!isAdjustable(clock)) {
    throw new ShopError("wrong-state", "This clock has no speed: it goes on as it is driven.");
  }
  const before = clock.speed;
  schedule.database.transaction((tx) => {
    clock.setSpeed(speed);
    tx.emit({
      type: "trace.recorded",
      message: `The clock's speed was changed from ${before} to ${speed}.`,
      attributes: { component: "scheduler" },
    });
  });
}

function present(task: TaskRow, zone: string): ScheduledTask {
  const { runningDueMs, lastDueMs, lastEndedMs: _, lastOutcome, lastReason, ...rest } = task;
  return {
    ...rest,
    state: runningDueMs === null ? task.state : "running",
    next: task.nextDueMs === null ? null : localText(task.nextDueMs, zone),
    shift: shiftOf(task, zone),
    last:
      lastDueMs === null || lastOutcome === null
        ? null
        : { due: localText(lastDueMs, zone), outcome: lastOutcome, reason: lastReason },
  };
}

/** Whether the wall clock skips the time of the next run on its day, or shows it twice. */
function shiftOf({ nextDueMs, time, recurrence }: TaskRow, zone: string): ScheduledTask["shift"] {
  if (nextDueMs === null || !isNamedRecurrence(recurrence) || recurrence === "hourly") return null;
  const day = DateTime.fromMillis(nextDueMs, { zone }).toFormat("yyyy-MM-dd");
  return readLocalMinute(`${day}${time.slice("YYYY-MM-DD".length)}`, zone)?.shift ?? null;
}

function localText(timeMs: number, zone: string): string {
  return DateTime.fromMillis(timeMs, { zone }).toFormat("yyyy-MM-dd'T'HH:mmZZ");
}
