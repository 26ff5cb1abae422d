import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  executedReplaySchema,
  pastReplaysSchema,
  replayViewSchema,
  uncertainOrdersSchema,
} from "#query/answers/replay-answers.ts";
import { replayTableSchema } from "#query/answers/replay-table-answers.ts";
import { executeReplay, viewReplay } from "#query/replays/execute-replay.ts";
import { REPLAY_TABLE } from "#query/replays/replay-table.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import {
  choiceParameter,
  cursorParameter,
  identifierParameter,
  limitParameter,
  noParameters,
} from "./parameters.ts";
import { storeParameter, VIEW_PROBLEMS } from "./worklists.ts";

const listParameters = z.strictObject({
  store: storeParameter.exactOptional(),
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
});

const orderParams = z.strictObject({
  foreignId: identifierParameter
    .describe("Foreign ID of the order, or its number")
    .meta({ examples: ["38-211449"] }),
});

const executeParameters = z.strictObject({
  dryRun: choiceParameter("`true`: only decide", ["true", "false"]).default("false"),
});

/** Uncertain orders: what is to be replayed and why, doing it through the shop, and what came of it. */
export function addReplayRoutes(app: ApiInstance, context: ApiContext): void {
  addReplayLists(app, context);
  addReplayTable(app);
  app.get(
    "/replays/:foreignId",
    {
      handlerTimeout: context.limits.replayTimeoutMs,
      schema: {
        operationId: "getReplay",
        tags: ["Replays"],
        summary: "What is to be replayed of an order, by the log and by the shop, and its replays",
        params: orderParams,
        querystring: noParameters,
        response: {
          200: replayViewSchema,
          ...problemResponses(...VIEW_PROBLEMS, "not-found", "shop-unavailable"),
        },
      },
    },
    async ({ params }) => viewReplay(context.ports, { ...queryRequest(context), ...params }),
  );
  app.post(
    "/replays/:foreignId",
    {
      handlerTimeout: context.limits.replayTimeoutMs,
      schema: {
        operationId: "replayOrder",
        tags: ["Replays"],
        summary: "Have the shop replay an order, or only decide (`dryRun`)",
        description:
          "The shop decides on its own databases and the gateway's word, loads the documents, waits and verifies. Who asked is recorded first. An order for which nothing is to be done stays as it is, so a repeat is harmless.",
        params: orderParams,
        querystring: executeParameters,
        response: {
          200: executedReplaySchema,
          ...problemResponses(
            ...VIEW_PROBLEMS,
            "not-found",
            "not-configured",
            "shop-unavailable",
            "forbidden",
            "cross-origin",
            "ledger-stopped",
            "closed",
          ),
        },
      },
    },
    async ({ params: { foreignId }, query, identity }) => {
      const wish = { foreignId, dryRun: query.dryRun === "true", by: identity?.name ?? "admin" };
      return executeReplay(
        { ...context.ports, newId: randomUUID },
        { ...queryRequest(context), wish },
      );
    },
  );
}

/** Of the release, not of the log: no coverage. */
function addReplayTable(app: ApiInstance): void {
  app.get(
    "/replay-table",
    {
      schema: {
        operationId: "getReplayTable",
        tags: ["Replays"],
        summary: "The table by which replays are decided, as data; to be drawn",
        querystring: noParameters,
        response: {
          200: replayTableSchema,
          ...problemResponses("invalid-parameter", "unauthorized", "too-many-requests"),
        },
      },
    },
    () => REPLAY_TABLE,
  );
}

function addReplayLists(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/replays",
    {
      schema: {
        operationId: "listUncertainOrders",
        tags: ["Replays"],
        summary: "Uncertain orders, longest uncertain first, with the decision by the log",
        querystring: listParameters,
        response: {
          200: uncertainOrdersSchema,
          ...problemResponses(...VIEW_PROBLEMS, "invalid-cursor"),
        },
      },
    },
    async ({ query }) =>
      context.ports.engine.uncertainOrders({ ...queryRequest(context), ...query }),
  );
  app.get(
    "/replays/past",
    {
      schema: {
        operationId: "listPastReplays",
        tags: ["Replays"],
        summary: "Replays so far, newest first, each with a verdict: right, needless or harmful",
        querystring: listParameters,
        response: {
          200: pastReplaysSchema,
          ...problemResponses(...VIEW_PROBLEMS, "invalid-cursor"),
        },
      },
    },
    async ({ query }) => context.ports.engine.pastReplays({ ...queryRequest(context), ...query }),
  );
}
