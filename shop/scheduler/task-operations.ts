import { z } from "zod";
import { type Operation, operation } from "../services/operation.ts";
import { STOREFRONT } from "../storefront/operations.ts";

/** Longest text that a task carries along. */
export const TASK_DATA_CHARACTERS_MAX = 2_000;

const input = z.strictObject({ data: z.string().max(TASK_DATA_CHARACTERS_MAX).optional() });
/** How many products, customers, sessions, … the step was about. */
const answer = z.object({ count: z.int().nonnegative() });

export type TaskInput = z.infer<typeof input>;
export type TaskAnswer = z.infer<typeof answer>;

/** The steps of the shop that a scheduler may call. Doing one twice changes nothing more. */
export const TASK_OPERATIONS = {
  addAuto: operation({
    name: "addAuto",
    method: "GET",
    path: "/ecommerce/add-auto",
    summary: "Fetch and store the products of the catalog",
    input,
    answer,
    operatorOnly: true,
  }),
  autoLoadCustomers: operation({
    name: "autoLoadCustomers",
    method: "GET",
    path: "/ecommerce/auto_load_customers",
    summary: "Fetch and store the customers of the CRM",
    input,
    answer,
    operatorOnly: true,
  }),
  sweepReplays: operation({
    name: "sweepReplays",
    method: "POST",
    path: "/ecommerce/tasks/replay-sweep",
    summary: "Decide and replay every uncertain order",
    input,
    answer,
    operatorOnly: true,
  }),
  expireSessions: operation({
    name: "expireSessions",
    method: "POST",
    path: "/ecommerce/tasks/expire-sessions",
    summary: "End the sessions whose time is over",
    input,
    answer,
    operatorOnly: true,
  }),
  expireLicenses: operation({
    name: "expireLicenses",
    method: "POST",
    path: "/ecommerce/tasks/expire-licenses",
    summary: "Let the licenses expire whose term is over",
    input,
    answer,
    operatorOnly: true,
  }),
} as const;

export type TaskOperation = Operation<TaskInput, TaskAnswer>;

/** What can be put on the schedule by its short name, as the form offers it. */
export const TASK_APPS = {
  products: {
    label: "Products of the catalog",
    name: "get_products",
    operation: TASK_OPERATIONS.addAuto,
  },
  crm: {
    label: "Customers of the CRM",
    name: "get_customers",
    operation: TASK_OPERATIONS.autoLoadCustomers,
  },
  replays: {
    label: "Replay of uncertain orders",
    name: "sweep_replays",
    operation: TASK_OPERATIONS.sweepReplays,
  },
  sessions: {
    label: "Expiry of sessions",
    name: "expire_sessions",
    operation: TASK_OPERATIONS.expireSessions,
  },
  licenses: {
    label: "Expiry of licenses",
    name: "expire_licenses",
    operation: TASK_OPERATIONS.expireLicenses,
  },
} as const;

export type TaskApp = keyof typeof TASK_APPS;

export function isTaskApp(text: string): text is TaskApp {
  return Object.hasOwn(TASK_APPS, text);
}

/** A task's URL: the path without the slash before it. */
export function taskUrl(given: TaskOperation): string {
  return given.path.slice(1);
}

/** What stands at a host's URL, or undefined: a scheduler calls nothing else. */
export function findTaskApp(host: string, url: string): TaskApp | undefined {
  if (host !== STOREFRONT) return undefined;
  return Object.keys(TASK_APPS)
    .filter(isTaskApp)
    .find((app) => taskUrl(TASK_APPS[app].operation) === url);
}
