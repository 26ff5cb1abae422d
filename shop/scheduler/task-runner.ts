import { ONCE_PERIOD_MS, planCatchUp } from "#domain/scheduling/catch-up.ts";
import { z } from "zod";
import type { ShopClock } from "../clock/shop-clock.ts";
import { timeText } from "../clock/shop-clock.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { ServiceClient } from "../services/service-client.ts";
import { dueTimes } from "./due-times.ts";
import type { Schedule } from "./schedule.ts";
import { TASK_COLUMNS, taskRow, type TaskRow } from "./scheduler-schema.ts";
import { taskEvent } from "./task-events.ts";
import { findTaskApp, TASK_APPS } from "./task-operations.ts";

const nextDueRow = z.object({ dueMs: z.number().nullable() });

/** A sweep over many orders waits for synchronization again and again; it comes every ten minutes. */
const RUN_TIMEOUT_MS = 600_000;

/** How long the scheduler is away when `scheduler.down` strikes. */
const DOWN_MINUTES_MIN = 15;
const DOWN_MINUTES_MAX = 240;
const MINUTE_MS = 60_000;

/** A disk that is full stays so for a while. */
const RETRY_MS = 2_000;

export interface TaskRunnerOptions {
  readonly schedule: Schedule;
  readonly clock: ShopClock;
  readonly random: RandomSource;
  readonly faults: FaultPlan;
  readonly services: ServiceClient;
  readonly onFailure: (error: unknown, step: string) => void;
}

/** Runs the tasks when they are due; sleeps on the shop's clock in between. */
export class TaskRunner {
  readonly #options: TaskRunnerOptions;
  readonly #running = new Map<string, Promise<void>>();
  #sleep: AbortController | null = null;
  #downUntilMs = 0;
  #isStarted = false;
  #isClosed = false;

  constructor(options: TaskRunnerOptions) {
    this.#options = options;
  }

  /** Says of runs that a crash cut off that they failed, then runs what is due. */
  start(): void {
    this.#isStarted = true;
    const { schedule, clock } = this.#options;
    for (const task of schedule.list()) {
      if (task.runningDueMs === null) continue;
      schedule.database.transaction((tx) =>
        endRun(tx, task, clock.nowMs(), "unknown", "The scheduler stopped while the task ran."),
      );
    }
    this.advance();
  }

  /** To be called after every change of the schedule. */
  advance(): void {
    if (!this.#isStarted || this.#isClosed) return;
    const { clock, onFailure } = this.#options;
    const nowMs = clock.nowMs();
    try {
      if (nowMs >= this.#downUntilMs) this.#takeDue(nowMs);
      this.#sleepUntilNext();
    } catch (error) {
      // Who changed the schedule has committed it, and a shop does not end because its disk is full.
      onFailure(error, "the schedule");
      this.#sleepFor(RETRY_MS);
    }
  }

  isRunning(id: string): boolean {
    return this.#running.has(id);
  }

  /** Begins no run anymore; resolves when those under way have ended. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#sleep?.abort();
    await Promise.all(this.#running.values());
  }

  #takeDue(nowMs: number): void {
    const { schedule, faults, random } = this.#options;
    const due = schedule.database.all(
      taskRow,
      `SELECT ${TASK_COLUMNS} FROM tasks WHERE state = 'waiting' AND nextDueMs <= ?
       ORDER BY nextDueMs, position`,
      nowMs,
    );
    const [first] = due;
    if (first === undefined) return;
    // Back from having been down it is not down again at once.
    const wasDown = this.#downUntilMs > 0;
    this.#downUntilMs = 0;
    if (!wasDown && faults.strikes("scheduler.down", [{ type: "task", id: first.id }])) {
      const minutes = random.integer(DOWN_MINUTES_MIN, DOWN_MINUTES_MAX);
      this.#downUntilMs = nowMs + minutes * MINUTE_MS;
      return;
    }
    for (const task of due) this.#take(task, nowMs);
  }

  /** Notes what is missed and begins what is to run, and when it is due again, in one transaction. */
  #take(task: TaskRow, nowMs: number): void {
    const { schedule } = this.#options;
    const dueMs = task.nextDueMs ?? nowMs;
    const due = dueTimes(task, schedule.zone, { dueMs, throughMs: nowMs });
    const { nextMs } = due;
    const periodMs = nextMs === null ? ONCE_PERIOD_MS : nextMs - (due.times.at(-1) ?? nextMs);
    const isBusy = this.isRunning(task.id);
    const plan = planCatchUp(due.times, nowMs, isBusy ? -1 : periodMs);
    const { runDueMs, missedDueMs } = plan;
    schedule.database.transaction((tx) => {
      tx.run(
        "UPDATE tasks SET nextDueMs = ?, state = iif(? IS NULL, 'done', state) WHERE id = ?",
        nextMs,
        nextMs,
        task.id,
      );
      if (missedDueMs.length > 0) {
        noteMissed(tx, task, missedDueMs, due.isWhole, isBusy);
      }
      if (runDueMs === null) return;
      tx.run("UPDATE tasks SET runningDueMs = ? WHERE id = ?", runDueMs, task.id);
      tx.emit(
        taskEvent("task.started", task, runDueMs, { message: `The task ${task.name} began.` }),
      );
    });
    if (runDueMs === null) return;
    const run = this.#run({ ...task, runningDueMs: runDueMs })
      // Its end could not be noted: the next start says that it is not known.
      .catch((error: unknown) => this.#options.onFailure(error, `task ${task.name}`))
      .finally(() => {
        this.#running.delete(task.id);
      });
    this.#running.set(task.id, run);
  }

  async #run(task: TaskRow): Promise<void> {
    const { schedule, services, clock, onFailure } = this.#options;
    // The caller notes it as running first.
    await Promise.resolve();
    try {
      const app = findTaskApp(task.host, task.url);
      if (app === undefined) {
        throw new ShopError("not-found", `There is no ${task.url} of ${task.host} anymore.`);
      }
      const input = task.data === "" ? {} : { data: task.data };
      const { count } = await services.call(task.host, TASK_APPS[app].operation, input, {
        timeoutMs: RUN_TIMEOUT_MS,
      });
      schedule.database.transaction((tx) =>
        endRun(tx, task, clock.nowMs(), "success", null, count),
      );
    } catch (error) {
      const isUnknown = error instanceof ShopError && error.code === "service-timeout";
      const reason = error instanceof ShopError ? error.message : "The task failed inside.";
      schedule.database.transaction((tx) =>
        endRun(tx, task, clock.nowMs(), isUnknown ? "unknown" : "failure", reason),
      );
      onFailure(error, `task ${task.name}`);
    }
  }

  #sleepUntilNext(): void {
    const { schedule, clock } = this.#options;
    this.#sleep?.abort();
    const row = schedule.database.get(
      nextDueRow,
      "SELECT min(nextDueMs) AS dueMs FROM tasks WHERE state = 'waiting'",
    );
    const dueMs = row?.dueMs ?? null;
    if (dueMs === null) return;
    this.#sleepFor(Math.max(dueMs, this.#downUntilMs) - clock.nowMs());
  }

  #sleepFor(durationMs: number): void {
    this.#sleep?.abort();
    const sleep = new AbortController();
    this.#sleep = sleep;
    void this.#wakeAfter(durationMs, sleep.signal);
  }

  async #wakeAfter(durationMs: number, signal: AbortSignal): Promise<void> {
    await this.#options.clock.sleep(durationMs, signal);
    if (!signal.aborted) this.advance();
  }
}

function noteMissed(
  tx: Transaction,
  task: TaskRow,
  missedDueMs: readonly number[],
  isWhole: boolean,
  isBusy: boolean,
): void {
  const [first = 0] = missedDueMs;
  const last = missedDueMs.at(-1) ?? first;
  const reason = isBusy ? "Its run before had not ended." : "The scheduler was not running.";
  tx.run(
    `UPDATE tasks SET lastDueMs = ?, lastEndedMs = NULL, lastOutcome = 'missed', lastReason = ?
     WHERE id = ?`,
    last,
    reason,
    task.id,
  );
  tx.emit(
    taskEvent("task.missed", task, first, {
      message:
        missedDueMs.length === 1
          ? `The task ${task.name} did not run when it was due.`
          : `The task ${task.name} did not run the ${missedDueMs.length} times it was due.`,
      level: "warning",
      reason,
      attributes: {
        count: missedDueMs.length,
        lastDueAt: timeText(last),
        ...(!isWhole && { countIsAtLeast: true }),
      },
    }),
  );
}

function endRun(
  tx: Transaction,
  task: TaskRow,
  nowMs: number,
  outcome: "success" | "failure" | "unknown",
  reason: string | null,
  count?: number,
): void {
  tx.run(
    `UPDATE tasks SET runningDueMs = NULL, lastDueMs = ?, lastEndedMs = ?, lastOutcome = ?,
       lastReason = ? WHERE id = ?`,
    task.runningDueMs,
    nowMs,
    outcome,
    reason,
    task.id,
  );
  const isDone = outcome === "success";
  tx.emit(
    taskEvent(isDone ? "task.completed" : "task.failed", task, task.runningDueMs, {
      message: isDone ? `The task ${task.name} ended.` : `The task ${task.name} failed.`,
      outcome,
      ...(reason !== null && { reason, level: "error" }),
      ...(count !== undefined && { attributes: { count } }),
    }),
  );
}
