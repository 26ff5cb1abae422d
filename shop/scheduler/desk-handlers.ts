import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { askScheduler } from "./ask-scheduler.ts";
import { checkTiming } from "./check-timing.ts";
import { newTask } from "./default-tasks.ts";
import { SCHEDULER_DESK } from "./desk-operations.ts";
import { SCHEDULER_OPERATIONS, SPEED_MAX, SPEED_MIN } from "./scheduler-operations.ts";
import { isTaskApp, TASK_APPS, taskUrl } from "./task-operations.ts";

const APPS = Object.keys(TASK_APPS)
  .filter(isTaskApp)
  .map((app) => {
    const { label, name, operation } = TASK_APPS[app];
    return { app, label, name, host: STOREFRONT, url: taskUrl(operation) };
  });

/** What operators ask of the scheduler, passed on by the shop. Rejects as `askScheduler` does. */
export function schedulerDeskHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(SCHEDULER_DESK.view, async () => ({
      clock: await askScheduler(shop, SCHEDULER_OPERATIONS.clockInfo, {}),
      speedMin: SPEED_MIN,
      speedMax: SPEED_MAX,
      tasks: await askScheduler(shop, SCHEDULER_OPERATIONS.listTasks, {}),
      apps: APPS,
    })),
    handler(SCHEDULER_DESK.setSpeed, (input) =>
      askScheduler(shop, SCHEDULER_OPERATIONS.setClockSpeed, input, input.speed),
    ),
    handler(SCHEDULER_DESK.add, async ({ app, time, recurrence }) => {
      const { zone, nowMs } = await askScheduler(shop, SCHEDULER_OPERATIONS.clockInfo, {});
      const errors = checkTiming({ time, recurrence }, zone, nowMs);
      for (const place of ["time", "recurrence"] as const) {
        const message = errors[place];
        if (message !== undefined) {
          throw new ShopError("invalid-request", message, { detail: { place } });
        }
      }
      return askScheduler(shop, SCHEDULER_OPERATIONS.addTask, newTask(app, time, recurrence));
    }),
    handler(SCHEDULER_DESK.pause, (input) =>
      askScheduler(shop, SCHEDULER_OPERATIONS.pauseTask, input),
    ),
    handler(SCHEDULER_DESK.resume, (input) =>
      askScheduler(shop, SCHEDULER_OPERATIONS.resumeTask, input),
    ),
    handler(SCHEDULER_DESK.remove, (input) =>
      askScheduler(shop, SCHEDULER_OPERATIONS.removeTask, input),
    ),
  ];
}
