import { z } from "zod";
import {
  shopCustomersSchema,
  shopProductsSchema,
  shopScheduleSchema,
  shopSimulatorSchema,
} from "#query/answers/shop-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { completeCoverage } from "../coverage-facts.ts";
import { problemResponses } from "../problem.ts";
import { limitParameter, noParameters } from "./parameters.ts";

/** What an account may have; far longer than any. */
const ACCOUNT_CHARACTERS_MAX = 64;

export const SHOP_PROBLEMS = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "not-configured",
  "shop-unavailable",
  "not-found",
  "forbidden",
  "closed",
] as const;

const customerParameters = z.strictObject({
  after: z
    .string()
    .max(ACCOUNT_CHARACTERS_MAX)
    .describe("`nextAfter` of the page before")
    .default(""),
  limit: limitParameter,
});

/** What the shop says of itself now: products, customers, scheduler, simulator. */
export function addShopRoutes(app: ApiInstance, context: ApiContext): void {
  const tags = ["Shop"];
  const { ports } = context;
  const coverage = () => completeCoverage(ports.status());
  app.get(
    "/shop/products",
    {
      schema: {
        operationId: "listShopProducts",
        tags,
        summary: "Products that the shop sells, by family and code",
        querystring: noParameters,
        response: { 200: shopProductsSchema, ...problemResponses(...SHOP_PROBLEMS) },
      },
    },
    async () => ({ ...(await ports.shopControl.products()), coverage: coverage() }),
  );
  app.get(
    "/shop/customers",
    {
      schema: {
        operationId: "listShopCustomers",
        tags,
        summary: "Customers that the shop knows from the CRM, by account, without their names",
        querystring: customerParameters,
        response: { 200: shopCustomersSchema, ...problemResponses(...SHOP_PROBLEMS) },
      },
    },
    async ({ query }) => {
      const page = await ports.shopControl.customers(query);
      const last = page.items.length < query.limit ? undefined : page.items.at(-1);
      return { ...page, nextAfter: last?.account ?? null, coverage: coverage() };
    },
  );
  app.get(
    "/shop/schedule",
    {
      schema: {
        operationId: "getShopSchedule",
        tags,
        summary: "The shop's clock, its tasks, and what can be put on the schedule",
        querystring: noParameters,
        response: { 200: shopScheduleSchema, ...problemResponses(...SHOP_PROBLEMS) },
      },
    },
    async () => ({ ...(await ports.shopControl.schedule()), coverage: coverage() }),
  );
  app.get(
    "/shop/simulator",
    {
      schema: {
        operationId: "getShopSimulator",
        tags,
        summary: "Customers who come by themselves, and the faults that strike",
        querystring: noParameters,
        response: { 200: shopSimulatorSchema, ...problemResponses(...SHOP_PROBLEMS) },
      },
    },
    async () => ({ ...(await ports.shopControl.simulator()), coverage: coverage() }),
  );
}
