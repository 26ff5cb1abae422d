import { localMinuteText } from "#domain/scheduling/local-minute.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import type { NewTask } from "./schedule.ts";
import { TASK_APPS, type TaskApp, taskUrl } from "./task-operations.ts";

/** Under this key the database notes that they were put on: who removes one does not get it again. */
export const DEFAULT_TASKS_KEY = "defaultTasks";

/** When shops are quiet. */
const CATALOG_TIME = "03:15";
const CRM_TIME = "03:30";

/**
 * What the shop needs to go on by itself: catalog and CRM each day, replays and sessions every ten minutes
 * (five minutes apart), licenses each hour. `nowMs`: of the first start.
 */
export function defaultTasks(nowMs: number, zone: string): NewTask[] {
  const time = localMinuteText(nowMs, zone);
  const date = time.slice(0, "YYYY-MM-DD".length);
  return [
    newTask("products", `${date}T${CATALOG_TIME}`, "daily"),
    newTask("crm", `${date}T${CRM_TIME}`, "daily"),
    newTask("replays", time, "*/10 * * * *"),
    newTask("sessions", time, "5-55/10 * * * *"),
    newTask("licenses", `${time.slice(0, -2)}20`, "hourly"),
  ];
}

/** A task of the shop's own, as its scheduler page asks for it. */
export function newTask(app: TaskApp, time: string, recurrence: string): NewTask {
  const { name, operation } = TASK_APPS[app];
  return {
    host: STOREFRONT,
    url: taskUrl(operation),
    time,
    recurrence,
    data: "",
    source: STOREFRONT,
    name,
  };
}
