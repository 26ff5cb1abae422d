import type { AlertDesk } from "#query/alerts/alert-desk.ts";
import type { Handlers, ThreadClient } from "./thread-rpc.ts";

const CALLS: readonly (keyof AlertDesk)[] = [
  "searches",
  "search",
  "saveSearch",
  "removeSearch",
  "alerts",
  "alert",
  "createAlert",
  "changeAlert",
  "removeAlert",
  "testAlert",
  "deliveries",
];

/** What the thread of the desk answers. */
export function alertHandlers(desk: AlertDesk): Handlers {
  return Object.fromEntries(CALLS.map((name) => [name, (argument: never) => desk[name](argument)]));
}

/** The desk of alerts in its thread. */
export function createAlertDeskProxy(jobs: Pick<ThreadClient, "call">): AlertDesk {
  const ask =
    (method: keyof AlertDesk) =>
    <Result>(argument: unknown): Promise<Result> =>
      jobs.call<Result>(method, argument);
  return {
    searches: ask("searches"),
    search: ask("search"),
    saveSearch: ask("saveSearch"),
    removeSearch: ask("removeSearch"),
    alerts: ask("alerts"),
    alert: ask("alert"),
    createAlert: ask("createAlert"),
    changeAlert: ask("changeAlert"),
    removeAlert: ask("removeAlert"),
    testAlert: ask("testAlert"),
    deliveries: ask("deliveries"),
  };
}
