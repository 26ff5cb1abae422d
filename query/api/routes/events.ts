import { z } from "zod";
import { contextAnswerSchema, eventListSchema } from "#query/answers/query-answers.ts";
import { eventDetailSchema } from "#query/answers/event-detail.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { completeCoverage } from "../coverage-facts.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import {
  choiceParameter,
  cursorParameter,
  fromParameter,
  integerParameter,
  limitParameter,
  noParameters,
  queryParameter,
  toParameter,
} from "./parameters.ts";

/** Neighbors shown on one side of a record: some screens full. */
const CONTEXT_RECORDS_MAX = 500;
const CONTEXT_RECORDS_DEFAULT = 10;

const referenceParams = z.strictObject({
  ref: z
    .string()
    .regex(/^([^:\s]{1,128}:)?[1-9]\d{0,15}$/, "must be `<ledger>:<seq>` or a seq of ledger main")
    .describe("`<ledger>:<seq>`, or the seq alone for ledger `main`")
    .meta({ examples: ["main:42", "42"] }),
});

const searchParameters = z.strictObject({
  q: queryParameter.exactOptional(),
  from: fromParameter.exactOptional(),
  to: toParameter.exactOptional(),
  order: choiceParameter("By time of occurrence", ["newest", "oldest"]).default("newest"),
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
});

const contextParameters = z.strictObject({
  before: integerParameter("Records before it", 0, CONTEXT_RECORDS_MAX).default(
    CONTEXT_RECORDS_DEFAULT,
  ),
  after: integerParameter("Records after it", 0, CONTEXT_RECORDS_MAX).default(
    CONTEXT_RECORDS_DEFAULT,
  ),
});

const READ_PROBLEMS = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "overloaded",
  "index-unavailable",
  "query-timeout",
] as const;

export function addEventRoutes(app: ApiInstance, context: ApiContext): void {
  const { engine } = context.ports;
  app.get(
    "/events",
    {
      schema: {
        operationId: "searchEvents",
        tags: ["Search"],
        summary: "Search records",
        description:
          "Records that match, in the total order (time, ledger, seq). A cursor fixes the positions it started from: later records are counted in coverage, never mixed in.",
        querystring: searchParameters,
        response: {
          200: eventListSchema,
          ...problemResponses("invalid-query", "invalid-cursor", ...READ_PROBLEMS),
        },
      },
    },
    ({ query }) => engine.events({ ...queryRequest(context), ...query }),
  );
  app.get(
    "/events/:ref",
    {
      schema: {
        operationId: "getEvent",
        tags: ["Search"],
        summary: "One record",
        params: referenceParams,
        querystring: noParameters,
        response: { 200: eventDetailSchema, ...problemResponses("not-found", ...READ_PROBLEMS) },
      },
    },
    async ({ params }) => {
      const event = await engine.event({ ...queryRequest(context), reference: params.ref });
      return { ...event, coverage: completeCoverage(context.ports.status()) };
    },
  );
  app.get(
    "/events/:ref/context",
    {
      schema: {
        operationId: "getEventContext",
        tags: ["Search"],
        summary: "A record among its neighbors in the ledger",
        params: referenceParams,
        querystring: contextParameters,
        response: { 200: contextAnswerSchema, ...problemResponses("not-found", ...READ_PROBLEMS) },
      },
    },
    ({ params, query }) =>
      engine.context({ ...queryRequest(context), reference: params.ref, ...query }),
  );
}
