import { afterEach, beforeEach, expect, test } from "vitest";
import { RealClock } from "#shop/clock/real-clock.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { NO_FAULTS } from "#shop/faults/fault-plan.ts";
import { type HostedSystems, hostSystems } from "#shop/live/host-services.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { newTask } from "#shop/scheduler/default-tasks.ts";
import { openScheduler, type Scheduler } from "#shop/scheduler/open-scheduler.ts";
import { SCHEDULER, SCHEDULER_OPERATIONS } from "#shop/scheduler/scheduler-operations.ts";
import { TASK_OPERATIONS } from "#shop/scheduler/task-operations.ts";
import { HttpServices, type ServiceAddress } from "#shop/services/http-services.ts";
import { handler } from "#shop/services/operation.ts";
import { DEFAULT_SETTINGS } from "#shop/settings.ts";
import { STOREFRONT } from "#shop/storefront/operations.ts";

const { clockInfo, setClockSpeed, listTasks, addTask, removeTask, pauseTask } =
  SCHEDULER_OPERATIONS;

let clock: RealClock;
let services: HttpServices;
let scheduler: Scheduler;
let systems: HostedSystems;
/** Called with the data of the task. */
let fetched: (data: string | undefined) => void;

beforeEach(async () => {
  clock = new RealClock({ startMs: Date.UTC(2026, 0, 5, 9, 0, 30) });
  const random = seededRandom(1, "scheduler");
  const addresses = new Map<string, ServiceAddress>();
  services = new HttpServices({ clock, addresses });
  scheduler = openScheduler({
    open: (name, schema) =>
      new ShopDatabase({ name, path: ":memory:", schema, clock, random, durable: false }),
    clock,
    random,
    faults: NO_FAULTS,
    services,
    settings: DEFAULT_SETTINGS,
    onFailure: () => undefined,
  });
  const storefront = {
    name: STOREFRONT,
    handlers: [
      handler(TASK_OPERATIONS.addAuto, ({ data }) => {
        fetched(data);
        return { count: 14 };
      }),
    ],
  };
  systems = hostSystems(addresses);
  await systems.add([scheduler.definition, storefront]);
  scheduler.start();
});

afterEach(async () => {
  await systems.close();
  await scheduler.close();
  scheduler.database.close();
});

test("clock and schedule are read, and changed, over HTTP", async () => {
  expect(await services.call(SCHEDULER, clockInfo, {})).toMatchObject({
    date: "2026-01-05",
    zone: "Europe/Prague",
    speed: 1,
    speedCanBeSet: true,
  });
  const task = newTask("crm", "2026-02-01T06:00", "weekly");
  const { id: taskId } = await services.call(SCHEDULER, addTask, { ...task });
  const paused = await services.call(SCHEDULER, pauseTask, { taskId });
  expect(paused).toMatchObject({ ...task, state: "paused" });
  await services.call(SCHEDULER, removeTask, { taskId });
  const tasks = await services.call(SCHEDULER, listTasks, {});
  expect(tasks.some(({ id }) => id === taskId)).toBe(false);
});

test("a task that is refused is refused with its reason", async () => {
  const task = { ...newTask("crm", "2026-02-01T06:00", "each day") };
  await expect(services.call(SCHEDULER, addTask, task)).rejects.toMatchObject({
    code: "service-refused",
    message: expect.stringContaining("no cron expression"),
    detail: { code: "invalid-request", status: 400 },
  });
  await expect(services.call(SCHEDULER, removeTask, { taskId: "x" })).rejects.toMatchObject({
    detail: { code: "not-found" },
  });
});

test("a clock set to an hour a second brings the task at its time, with its data", async () => {
  const called = new Promise<string | undefined>((resolve) => {
    fetched = resolve;
  });
  const task = { ...newTask("products", "2026-01-05T10:31", "once"), data: "by hand" };
  await services.call(SCHEDULER, addTask, task);
  const { speed } = await services.call(SCHEDULER, setClockSpeed, { speed: 3_600 });
  expect(speed).toBe(3_600);
  expect(await called).toBe("by hand");
  expect(clock.nowMs()).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 5, 9, 31));
  expect(scheduler.database.waitingEvents(100).map(({ event }) => event.message)).toContain(
    "The clock's speed was changed from 1 to 3600.",
  );
});
