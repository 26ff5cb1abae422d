import { z } from "zod";
import { facetsAnswerSchema, histogramAnswerSchema } from "#query/answers/query-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { fromParameter, integerParameter, queryParameter, toParameter } from "./parameters.ts";

/** Fields counted by one request: more would not fit a screen, and each costs a pass. */
const FACET_FIELDS_MAX = 16;
const FACET_FIELDS_DEFAULT = ["type", "source", "outcome"];

/** Values listed for a field. */
const FACET_VALUES_MAX = 1_000;
const FACET_VALUES_DEFAULT = 20;

const histogramParameters = z.strictObject({
  q: queryParameter.exactOptional(),
  from: fromParameter.exactOptional(),
  to: toParameter.exactOptional(),
  bucket: z
    .string()
    .regex(/^\d{1,9}(ms|s|m|h|d|w)$/, "must be a number and ms, s, m, h, d or w")
    .exactOptional()
    .describe("Width of a bucket; chosen from the range when absent")
    .meta({ examples: ["1h", "15m"] }),
});

const facetsParameters = z.strictObject({
  q: queryParameter.exactOptional(),
  from: fromParameter.exactOptional(),
  to: toParameter.exactOptional(),
  fields: z
    .preprocess(
      (given) => (typeof given === "string" ? given.split(",") : given),
      z.array(z.string().min(1).max(256)).min(1).max(FACET_FIELDS_MAX),
    )
    .default(FACET_FIELDS_DEFAULT)
    .describe(
      "Fields whose values are counted, separated by commas; type, source and outcome by default",
    )
    .meta({ examples: ["type,source,outcome"] }),
  limit: integerParameter("Values of each field", 1, FACET_VALUES_MAX).default(
    FACET_VALUES_DEFAULT,
  ),
});

const PROBLEMS_OF_ALL = [
  "invalid-query",
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "overloaded",
  "index-unavailable",
  "query-timeout",
] as const;

export function addStatsRoutes(app: ApiInstance, context: ApiContext): void {
  const { engine } = context.ports;
  app.get(
    "/stats/histogram",
    {
      schema: {
        operationId: "countByTime",
        tags: ["Search"],
        summary: "Matching records over time",
        querystring: histogramParameters,
        response: { 200: histogramAnswerSchema, ...problemResponses(...PROBLEMS_OF_ALL) },
      },
    },
    ({ query }) => engine.histogram({ ...queryRequest(context), ...query }),
  );
  app.get(
    "/stats/facets",
    {
      schema: {
        operationId: "countByValue",
        tags: ["Search"],
        summary: "Most frequent values among matching records",
        querystring: facetsParameters,
        response: { 200: facetsAnswerSchema, ...problemResponses(...PROBLEMS_OF_ALL) },
      },
    },
    ({ query }) => engine.facets({ ...queryRequest(context), ...query }),
  );
}
