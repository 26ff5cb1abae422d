import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { ShopError } from "#shop/errors.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { DEFAULT_TASKS_KEY, newTask } from "#shop/scheduler/default-tasks.ts";
import { openScheduler, type Scheduler } from "#shop/scheduler/open-scheduler.ts";
import { type NewTask, TASKS_MAX } from "#shop/scheduler/schedule.ts";
import { SCHEDULER, SCHEDULER_OPERATIONS } from "#shop/scheduler/scheduler-operations.ts";
import { TASK_OPERATIONS } from "#shop/scheduler/task-operations.ts";
import { LocalServices } from "#shop/services/local-services.ts";
import { handler } from "#shop/services/operation.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** 10:00 in Prague. */
const START_MS = Date.UTC(2026, 0, 5, 9);

interface Calls {
  /** Names of the operations that were called, with the time on the clock. */
  readonly made: string[];
  /** What the next call of a product fetch does. */
  fetchProducts: () => number | Promise<number>;
}

interface Opened extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly calls: Calls;
  readonly scheduler: Scheduler;
  readonly failures: unknown[];
  events(type?: string): LoggedEvent[];
  ask: LocalServices["call"];
  /** Lets the scheduler end and another begin on the same database, `afterMs` later. */
  restart(afterMs: number): Promise<void>;
  pass(durationMs: number): Promise<void>;
  run<T>(step: Promise<T>): Promise<T>;
}

/** A scheduler with a database in a file, and a shop that only notes who called. */
async function openTestScheduler({ downTimes = 0, isEmpty = true } = {}): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), "tracewell-scheduler-"));
  const clock = new VirtualClock(START_MS);
  const services = new LocalServices({ clock, travel: () => ({ requestMs: 5, answerMs: 5 }) });
  const calls: Calls = { made: [], fetchProducts: () => 14 };
  const note = (name: string) =>
    calls.made.push(`${new Date(clock.nowMs()).toISOString().slice(5, 16)} ${name}`);
  const noted = (name: keyof typeof TASK_OPERATIONS, answer: () => number | Promise<number>) =>
    handler(TASK_OPERATIONS[name], async () => {
      note(name);
      return { count: await answer() };
    });
  services.add({
    name: STOREFRONT,
    handlers: [
      noted("addAuto", () => calls.fetchProducts()),
      noted("autoLoadCustomers", () => 24),
      noted("sweepReplays", () => 0),
      noted("expireSessions", () => 0),
      noted("expireLicenses", () => 0),
    ],
  });
  const failures: unknown[] = [];
  const random = seededRandom(1, "scheduler");
  let downLeft = downTimes;
  const open = (name: string, schema: string) =>
    new ShopDatabase({
      name,
      path: join(directory, "scheduler.sqlite"),
      schema,
      clock,
      random,
      durable: false,
    });
  if (isEmpty) {
    // As if the default tasks had been put on and removed.
    const database = open("scheduler", "");
    const sql = "INSERT INTO meta (key, value) VALUES (?, '1')";
    database.transaction((tx) => tx.run(sql, DEFAULT_TASKS_KEY));
    database.close();
  }
  const begin = (): Scheduler => {
    const scheduler = openScheduler({
      open,
      clock,
      random,
      faults: { strikes: (fault) => fault === "scheduler.down" && downLeft-- > 0 },
      services,
      settings: DEFAULT_SETTINGS,
      onFailure: (error) => failures.push(error),
    });
    services.add(scheduler.definition);
    scheduler.start();
    return scheduler;
  };
  let scheduler = begin();
  const opened: Opened = {
    clock,
    calls,
    failures,
    get scheduler() {
      return scheduler;
    },
    events: (type) =>
      scheduler.database
        .waitingEvents(10_000)
        .map(({ event }) => event)
        .filter((event) => type === undefined || event.type === type),
    ask: (...given) => opened.run(services.call(...given)),
    restart: async (afterMs) => {
      await opened.run(scheduler.close());
      scheduler.database.close();
      await clock.runUntil(clock.nowMs() + afterMs);
      scheduler = begin();
    },
    pass: (durationMs) => clock.runUntil(clock.nowMs() + durationMs),
    run: async (step) => {
      let isOver = false;
      const ended = step.finally(() => {
        isOver = true;
      });
      ended.catch(() => undefined);
      await clock.runUntil(clock.nowMs() + HOUR_MS, () => isOver);
      return ended;
    },
    [Symbol.asyncDispose]: async () => {
      await opened.run(scheduler.close());
      scheduler.database.close();
      rmSync(directory, { recursive: true });
    },
  };
  return opened;
}

const add = (opened: Opened, task: NewTask) =>
  opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.addTask, { ...task });

test("a task runs at its time on the clock, again and again, each run told by its events", async () => {
  await using opened = await openTestScheduler();
  await add(opened, newTask("products", "2026-01-05T10:30", "daily"));
  await opened.pass(2 * DAY_MS);
  expect(opened.calls.made).toEqual(["01-05T09:30 addAuto", "01-06T09:30 addAuto"]);
  const [scheduled, started, completed] = opened.events();
  const attributes = {
    name: "get_products",
    app: "products",
    recurrence: "daily",
    source: "e-commerce",
    dueAt: "2026-01-05T09:30:00.000Z",
  };
  expect(scheduled).toMatchObject({ type: "task.scheduled", attributes });
  expect(started).toMatchObject({
    type: "task.started",
    time: "2026-01-05T09:30:00.000Z",
    objects: scheduled?.objects,
    attributes,
  });
  expect(completed).toMatchObject({
    type: "task.completed",
    outcome: "success",
    attributes: { ...attributes, count: 14 },
  });
});

test("the default tasks are put on once, also when one was removed", async () => {
  await using opened = await openTestScheduler({ isEmpty: false });
  const list = async () => opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.listTasks, {});
  const tasks = await list();
  expect(tasks.map(({ name, recurrence }) => `${name} ${recurrence}`).toSorted()).toEqual([
    "expire_licenses hourly",
    "expire_sessions 5-55/10 * * * *",
    "get_customers daily",
    "get_products daily",
    "sweep_replays */10 * * * *",
  ]);
  await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.removeTask, { taskId: tasks[0]?.id ?? "" });
  await opened.restart(0);
  expect(await list()).toHaveLength(4);
  await opened.pass(DAY_MS);
  expect(new Set(opened.calls.made.map((call) => call.split(" ")[1])).size).toBe(4);
});

test("a task that fails is told, and does not stop the next", async () => {
  await using opened = await openTestScheduler();
  opened.calls.fetchProducts = () => {
    throw new ShopError("malformed-answer", "The catalog is malformed at produits.");
  };
  await add(opened, newTask("products", "2026-01-05T10:30", "hourly"));
  await add(opened, newTask("crm", "2026-01-05T10:30", "hourly"));
  await opened.pass(HOUR_MS);
  expect(opened.calls.made).toEqual(["01-05T09:30 addAuto", "01-05T09:30 autoLoadCustomers"]);
  expect(opened.events("task.failed")).toMatchObject([
    {
      outcome: "failure",
      reason: expect.stringContaining("The catalog is malformed at produits."),
      attributes: { name: "get_products" },
    },
  ]);
  expect(opened.events("task.completed")).toHaveLength(1);
  expect(opened.failures).toHaveLength(1);
  opened.calls.fetchProducts = () => 14;
  await opened.pass(HOUR_MS);
  expect(opened.events("task.completed")).toHaveLength(3);
});

test("after an outage the latest missed run is made, the others are told as missed", async () => {
  await using opened = await openTestScheduler();
  await add(opened, newTask("products", "2026-01-05T10:30", "hourly"));
  await opened.restart(5 * HOUR_MS);
  await opened.pass(MINUTE_MS);
  expect(opened.calls.made).toEqual(["01-05T14:00 addAuto"]);
  expect(opened.events("task.missed")).toMatchObject([
    {
      reason: "The scheduler was not running.",
      attributes: {
        count: 4,
        dueAt: "2026-01-05T09:30:00.000Z",
        lastDueAt: "2026-01-05T12:30:00.000Z",
      },
    },
  ]);
  expect(opened.events("task.started")).toMatchObject([
    { attributes: { dueAt: "2026-01-05T13:30:00.000Z" } },
  ]);
  await opened.pass(HOUR_MS);
  expect(opened.calls.made.at(-1)).toBe("01-05T14:30 addAuto");
});

test("a task that runs once is made up for a day, then missed", async () => {
  await using opened = await openTestScheduler();
  await add(opened, newTask("products", "2026-01-05T10:30", "once"));
  await opened.restart(20 * HOUR_MS);
  await add(opened, newTask("crm", "2026-01-06T10:30", "once"));
  await opened.restart(30 * HOUR_MS);
  await opened.pass(DAY_MS);
  expect(opened.calls.made).toEqual(["01-06T05:00 addAuto"]);
  expect(opened.events("task.missed")).toMatchObject([{ attributes: { name: "get_customers" } }]);
  const tasks = await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.listTasks, {});
  expect(tasks.map(({ state, last }) => [state, last?.outcome])).toEqual([
    ["done", "success"],
    ["done", "missed"],
  ]);
});

test("the fault lets the scheduler miss runs, and the same rule holds after it", async () => {
  await using opened = await openTestScheduler({ downTimes: 1 });
  await add(opened, newTask("sessions", "2026-01-05T10:10", "*/10 * * * *"));
  await opened.pass(DAY_MS);
  const [missed] = opened.events("task.missed");
  expect(opened.events("task.missed")).toHaveLength(1);
  expect(missed?.attributes?.["dueAt"]).toBe("2026-01-05T09:10:00.000Z");
  const count = Number(missed?.attributes?.["count"]);
  expect(opened.calls.made.length + count).toBe(DAY_MS / (10 * MINUTE_MS));
});

test("a run that takes longer than a period is not begun twice", async () => {
  await using opened = await openTestScheduler();
  opened.calls.fetchProducts = async () => {
    await opened.clock.sleep(3 * MINUTE_MS);
    return 14;
  };
  await add(opened, newTask("products", "2026-01-05T10:05", "*/2 * * * *"));
  await opened.pass(8 * MINUTE_MS);
  expect(opened.calls.made).toEqual(["01-05T09:06 addAuto"]);
  expect(opened.events("task.missed")).toMatchObject([
    {
      reason: "Its run before had not ended.",
      attributes: { count: 1, dueAt: "2026-01-05T09:08:00.000Z" },
    },
  ]);
  await opened.pass(3 * MINUTE_MS);
  expect(opened.calls.made.at(-1)).toBe("01-05T09:10 addAuto");
});

test("a run without answer in time has an unknown outcome", async () => {
  await using opened = await openTestScheduler();
  opened.calls.fetchProducts = () => new Promise(() => undefined);
  await add(opened, newTask("products", "2026-01-05T10:05", "once"));
  await opened.pass(HOUR_MS);
  expect(opened.events("task.failed")).toMatchObject([{ outcome: "unknown" }]);
});

test("a run that a crash cut off is told at the next start", async () => {
  await using opened = await openTestScheduler();
  await add(opened, newTask("products", "2026-01-05T10:05", "daily"));
  const sql = "UPDATE tasks SET runningDueMs = ?";
  opened.scheduler.database.transaction((tx) => tx.run(sql, START_MS));
  await opened.restart(0);
  expect(opened.events("task.failed")).toMatchObject([
    { outcome: "unknown", attributes: { dueAt: "2026-01-05T09:00:00.000Z" } },
  ]);
  await opened.pass(HOUR_MS);
  expect(opened.events("task.completed")).toHaveLength(1);
});

test("a paused task rests without missing anything; resumed it goes on at its next time", async () => {
  await using opened = await openTestScheduler();
  const { id: taskId } = await add(opened, newTask("products", "2026-01-05T10:30", "hourly"));
  const paused = await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.pauseTask, { taskId });
  expect(paused).toMatchObject({ state: "paused", next: null });
  await opened.pass(5 * HOUR_MS);
  expect(opened.calls.made).toEqual([]);
  const resumed = await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.resumeTask, { taskId });
  expect(resumed.next).toBe("2026-01-05T15:30+01:00");
  await opened.pass(HOUR_MS);
  expect(opened.calls.made).toEqual(["01-05T14:30 addAuto"]);
  expect(opened.events("task.missed")).toEqual([]);
  expect(opened.events("task.paused")).toHaveLength(1);
  expect(opened.events("task.resumed")).toHaveLength(1);
});

test("a single run whose time came while it rested is made when it is resumed, for a day", async () => {
  await using opened = await openTestScheduler();
  const first = await add(opened, newTask("products", "2026-01-05T10:30", "once"));
  const second = await add(opened, newTask("crm", "2026-01-05T10:30", "once"));
  for (const { id: taskId } of [first, second]) {
    await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.pauseTask, { taskId });
  }
  await opened.pass(5 * HOUR_MS);
  await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.resumeTask, { taskId: first.id });
  await opened.pass(2 * DAY_MS);
  await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.resumeTask, { taskId: second.id });
  await opened.pass(MINUTE_MS);
  expect(opened.calls.made).toEqual(["01-05T14:00 addAuto"]);
  expect(opened.events("task.missed")).toMatchObject([{ attributes: { name: "get_customers" } }]);
  await expect(
    opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.pauseTask, { taskId: second.id }),
  ).rejects.toMatchObject({ detail: { code: "wrong-state" } });
});

test("a schedule that is full takes no more", async () => {
  await using opened = await openTestScheduler();
  opened.scheduler.database.transaction((tx) => {
    for (let index = 0; index < TASKS_MAX; index += 1) {
      tx.run(
        `INSERT INTO tasks (id, host, url, app, name, source, data, time, recurrence, state)
         VALUES (?, 'h', 'u', 'crm', 'n', 's', '', '2026-01-05T10:30', 'once', 'done')`,
        `task-${index}`,
      );
    }
  });
  await expect(add(opened, newTask("products", "2026-01-05T10:30", "once"))).rejects.toMatchObject({
    detail: { code: "wrong-state" },
  });
  await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.removeTask, { taskId: "task-0" });
  await add(opened, newTask("products", "2026-01-05T10:30", "once"));
});

test("the list tells of the change of clocks at the next run", async () => {
  await using opened = await openTestScheduler();
  await add(opened, newTask("products", "2026-03-29T02:30", "daily"));
  await add(opened, newTask("crm", "2026-10-25T02:30", "once"));
  const tasks = await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.listTasks, {});
  expect(tasks.map(({ next, shift }) => [next, shift])).toEqual([
    ["2026-03-29T03:00+02:00", "skipped"],
    ["2026-10-25T02:30+02:00", "twice"],
  ]);
});

test("what cannot run is refused and changes nothing", async () => {
  await using opened = await openTestScheduler();
  const good = newTask("products", "2026-01-05T10:30", "daily");
  for (const [field, value] of [
    ["host", "crm"],
    ["url", "ecommerce/products/empty"],
    ["time", "2026-01-05T09:30:00"],
    ["recurrence", "each day"],
  ] as const) {
    await expect(add(opened, { ...good, [field]: value })).rejects.toMatchObject({
      code: "service-refused",
      detail: { code: "invalid-request", place: field },
    });
  }
  const tasks = await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.listTasks, {});
  expect(tasks).toEqual([]);
  await expect(
    opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.removeTask, { taskId: "task-NONE" }),
  ).rejects.toMatchObject({ detail: { code: "not-found" } });
});

test("the clock is told on its wall; a clock that is driven has no speed", async () => {
  await using opened = await openTestScheduler();
  const info = await opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.clockInfo, {});
  expect(info).toMatchObject({
    date: "2026-01-05",
    time: "10:00:00",
    zone: "Europe/Prague",
    speed: null,
    speedCanBeSet: false,
  });
  await expect(
    opened.ask(SCHEDULER, SCHEDULER_OPERATIONS.setClockSpeed, { speed: 60 }),
  ).rejects.toMatchObject({ detail: { code: "wrong-state" } });
});

async function eventsOfThreeDays(): Promise<string[]> {
  await using opened = await openTestScheduler({ downTimes: 3, isEmpty: false });
  await opened.pass(3 * DAY_MS);
  return opened.events().map((event) => JSON.stringify(event));
}

test("the same seed gives the same events, to the byte", async () => {
  const events = await eventsOfThreeDays();
  expect(events.length).toBeGreaterThan(1_000);
  expect(await eventsOfThreeDays()).toEqual(events);
});

test("a schedule that cannot be written for a while is told of, and its tasks run then", async () => {
  await using opened = await openTestScheduler();
  await add(opened, newTask("products", "2026-01-05T10:30", "daily"));
  const full = vi.spyOn(opened.scheduler.database, "transaction").mockImplementation(() => {
    throw new Error("database or disk is full");
  });
  await opened.pass(DAY_MS);
  expect(opened.calls.made).toEqual([]);
  expect(opened.failures).toContainEqual(new Error("database or disk is full"));
  full.mockRestore();
  await opened.pass(5_000);
  expect(opened.calls.made).toEqual(["01-06T09:00 addAuto"]);
});
