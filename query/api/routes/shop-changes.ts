import { randomUUID } from "node:crypto";
import { z } from "zod";
import { shopChangeSchema } from "#query/answers/shop-answers.ts";
import { changeShop } from "#query/shop/change-shop.ts";
import type { ShopChange } from "#query/shop/shop-control.ts";
import type { Identity } from "../access/identity.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { noParameters } from "./parameters.ts";
import { SHOP_PROBLEMS } from "./shop.ts";

/** Bounds that keep nonsense out; the shop knows its own rules. */
const WORD_CHARACTERS_MAX = 100;
const FAULTS_MAX = 200;

const word = z.string().min(1).max(WORD_CHARACTERS_MAX);
const taskParams = z.strictObject({ taskId: word.describe("As the schedule names it") });

const speedBody = z.strictObject({
  speed: z.number().positive().describe("Seconds of the shop's clock in a second"),
});
const taskBody = z.strictObject({
  app: word.describe("One of `apps` of the schedule"),
  time: word.describe("First run on the clock's wall, to the minute: YYYY-MM-DDTHH:mm"),
  recurrence: word.describe("once, hourly, daily, weekly, or a cron expression of five fields"),
});
const customersBody = z.strictObject({
  perHour: z.number().int().nonnegative().describe("0: nobody comes by themselves any more"),
});
const faultsBody = z.strictObject({
  rates: z
    .record(word, z.number().min(0).max(1))
    .refine((rates) => Object.keys(rates).length <= FAULTS_MAX, `at most ${FAULTS_MAX} faults`)
    .describe("By the fault's name; 0 turns it off, those not named stay as they are"),
});

const RESPONSES = {
  200: shopChangeSchema,
  ...problemResponses(
    ...SHOP_PROBLEMS,
    "conflict",
    "unreadable-body",
    "cross-origin",
    "body-too-large",
    "unsupported-media-type",
    "overloaded",
    "ledger-stopped",
  ),
};

/** A change as it is documented. */
function described(operationId: string, summary: string) {
  return {
    operationId,
    tags: ["Shop"],
    summary,
    description:
      "Who asked is recorded first, as `shop.changeRequested`; what is done the shop's own events tell.",
    querystring: noParameters,
    response: RESPONSES,
  };
}

/** What operators change in the shop, each through its own operations and with a record of who asked. */
export function addShopChangeRoutes(app: ApiInstance, context: ApiContext): void {
  const change = (identity: Identity | null, wanted: ShopChange) =>
    changeShop(
      { ...context.ports, newId: randomUUID },
      { ...queryRequest(context), wish: { change: wanted, by: identity?.name ?? "admin" } },
    );
  for (const [path, act, summary] of [
    ["/shop/products/fetch", "fetchProducts", "Fetch the products of the catalog"],
    ["/shop/products/empty", "emptyProducts", "Remove all products"],
    ["/shop/customers/fetch", "fetchCustomers", "Fetch the customers of the CRM"],
    ["/shop/customers/empty", "emptyCustomers", "Remove all customers that came from the CRM"],
  ] as const) {
    app.post(path, { schema: described(`${act}OfShop`, summary) }, async ({ identity }) =>
      change(identity, { act }),
    );
  }
  app.put(
    "/shop/schedule/speed",
    {
      schema: {
        ...described("setShopSpeed", "Let the shop's clock run faster or slower"),
        body: speedBody,
      },
    },
    async ({ body, identity }) => change(identity, { act: "setSpeed", ...body }),
  );
  app.post(
    "/shop/schedule/tasks",
    { schema: { ...described("addShopTask", "Put a task on the schedule"), body: taskBody } },
    async ({ body, identity }) => change(identity, { act: "addTask", ...body }),
  );
  for (const [verb, act, summary] of [
    ["pause", "pauseTask", "Let a task rest; runs that would have come are not missed"],
    ["resume", "resumeTask", "Let a paused task run again from its next time on"],
  ] as const) {
    app.post(
      `/shop/schedule/tasks/:taskId/${verb}`,
      { schema: { ...described(`${verb}ShopTask`, summary), params: taskParams } },
      async ({ params, identity }) => change(identity, { act, ...params }),
    );
  }
  app.delete(
    "/shop/schedule/tasks/:taskId",
    {
      schema: {
        ...described("removeShopTask", "Take a task off the schedule"),
        params: taskParams,
      },
    },
    async ({ params, identity }) => change(identity, { act: "removeTask", ...params }),
  );
  app.put(
    "/shop/simulator/customers",
    {
      schema: {
        ...described("setShopCustomers", "Let customers come by themselves, for a day"),
        body: customersBody,
      },
    },
    async ({ body, identity }) => change(identity, { act: "setCustomers", ...body }),
  );
  app.put(
    "/shop/simulator/faults",
    {
      schema: { ...described("setShopFaults", "Change how often faults strike"), body: faultsBody },
    },
    async ({ body, identity }) => change(identity, { act: "setFaults", ...body }),
  );
}
