import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopDatabase, Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { type RandomSource, randomCapitals } from "../random/random-source.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { checkTiming } from "./check-timing.ts";
import { nextDueMs, type Timing } from "./due-times.ts";
import { TASK_COLUMNS, taskRow, type TaskRow } from "./scheduler-schema.ts";
import { taskEvent } from "./task-events.ts";
import { findTaskApp } from "./task-operations.ts";
import { z } from "zod";

/** More than a page shows; a script that adds without end is stopped. */
export const TASKS_MAX = 500;

const MINUTE_MS = 60_000;

/** Tells one task from every other, also of a schedule made anew; shorter than a transaction ID. */
const ID_CHARACTERS = 10;

export interface NewTask extends Timing {
  readonly host: string;
  readonly url: string;
  readonly data: string;
  readonly source: string;
  readonly name: string;
}

/** The tasks as they are stored. Each change is one transaction with its event. */
export class Schedule {
  readonly database: ShopDatabase;
  readonly zone: string;
  readonly #clock: ShopClock;
  readonly #random: RandomSource;

  constructor(options: {
    readonly database: ShopDatabase;
    readonly clock: ShopClock;
    readonly random: RandomSource;
    /** IANA zone of the clock's wall. */
    readonly zone: string;
  }) {
    this.database = options.database;
    this.zone = options.zone;
    this.#clock = options.clock;
    this.#random = options.random;
  }

  /** All tasks, the next to run first, those without a next run last. */
  list(): TaskRow[] {
    return this.database.all(
      taskRow,
      `SELECT ${TASK_COLUMNS} FROM tasks ORDER BY nextDueMs IS NULL, nextDueMs, position`,
    );
  }

  /** Throws `not-found`. */
  find(id: string): TaskRow {
    const task = this.database.get(taskRow, `SELECT ${TASK_COLUMNS} FROM tasks WHERE id = ?`, id);
    if (task === undefined) throw new ShopError("not-found", `There is no task ${id}.`);
    return task;
  }

  /** Throws `invalid-request` with the field in `detail.place`, or `wrong-state` when there are too many. */
  add(task: NewTask): TaskRow {
    return this.database.transaction((tx) => this.#insert(tx, task));
  }

  /** Puts the tasks on, once in the life of the database. */
  addOnce(key: string, tasks: readonly NewTask[]): void {
    this.database.transaction((tx) => {
      const isFirst =
        tx.run("INSERT INTO meta (key, value) VALUES (?, '1') ON CONFLICT DO NOTHING", key) === 1;
      if (isFirst) for (const task of tasks) this.#insert(tx, task);
    });
  }

  remove(id: string): void {
    const task = this.find(id);
    this.database.transaction((tx) => {
      tx.run("DELETE FROM tasks WHERE id = ?", id);
      tx.emit(
        taskEvent("task.removed", task, task.nextDueMs, {
          message: `The task ${task.name} was taken off the schedule.`,
        }),
      );
    });
  }

  /** Idempotent. Throws `wrong-state` for a task that does not come again. */
  pause(id: string): TaskRow {
    const task = this.find(id);
    if (task.state === "paused") return task;
    if (task.state === "done") throw new ShopError("wrong-state", `The task ${id} has run.`);
    this.database.transaction((tx) => {
      tx.run("UPDATE tasks SET state = 'paused', nextDueMs = NULL WHERE id = ?", id);
      tx.emit(
        taskEvent("task.paused", task, task.nextDueMs, {
          message: `The task ${task.name} rests until it is resumed.`,
        }),
      );
    });
    return this.find(id);
  }

  /** Idempotent. A single run whose time came meanwhile is due at once, as after an outage. */
  resume(id: string): TaskRow {
    const task = this.find(id);
    if (task.state !== "paused") return task;
    const afterMs = task.recurrence === "once" ? 0 : this.#clock.nowMs();
    const dueMs = nextDueMs(task, this.zone, afterMs);
    this.database.transaction((tx) => {
      tx.run("UPDATE tasks SET state = 'waiting', nextDueMs = ? WHERE id = ?", dueMs, id);
      tx.emit(
        taskEvent("task.resumed", task, dueMs, {
          message: `The task ${task.name} runs again.`,
        }),
      );
    });
    return this.find(id);
  }

  #insert(tx: Transaction, task: NewTask): TaskRow {
    const app = findTaskApp(task.host, task.url);
    if (app === undefined) {
      const place = task.host === STOREFRONT ? "url" : "host";
      throw invalid(place, `The scheduler knows no ${task.url} of ${task.host}.`);
    }
    const nowMs = this.#clock.nowMs();
    const errors = checkTiming(task, this.zone, nowMs);
    for (const place of ["time", "recurrence"] as const) {
      if (errors[place] !== undefined) throw invalid(place, errors[place]);
    }
    const count = tx.get(z.object({ count: z.number() }), "SELECT count(*) AS count FROM tasks");
    if ((count?.count ?? 0) >= TASKS_MAX) {
      throw new ShopError("wrong-state", `The schedule holds ${TASKS_MAX} tasks: remove one.`);
    }
    const id = `task-${randomCapitals(this.#random, ID_CHARACTERS)}`;
    const dueMs = nextDueMs(task, this.zone, nowMs - MINUTE_MS);
    tx.run(
      `INSERT INTO tasks
         (id, host, url, app, name, source, data, time, recurrence, state, nextDueMs)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)`,
      id,
      task.host,
      task.url,
      app,
      task.name,
      task.source,
      task.data,
      task.time,
      task.recurrence,
      dueMs,
    );
    const added = this.find(id);
    tx.emit(
      taskEvent("task.scheduled", added, dueMs, {
        message: `The task ${task.name} was put on the schedule.`,
      }),
    );
    return added;
  }
}

function invalid(place: string, message: string): ShopError {
  return new ShopError("invalid-request", message, { detail: { place } });
}
