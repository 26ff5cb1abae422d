import { z } from "zod";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import { objectCountsSchema, worklistSchema } from "#query/answers/worklist-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import {
  choiceParameter,
  cursorParameter,
  limitParameter,
  noParameters,
  timeParameter,
} from "./parameters.ts";

/** Names of states and rules are some words long. */
const NAME_CHARACTERS_MAX = 128;

export const storeParameter = z
  .string()
  .min(1)
  .max(NAME_CHARACTERS_MAX)
  .describe("Only of this store, as records name it");

export const objectTypeParameter = choiceParameter("Type of the objects", LIFECYCLE_TYPES);

function spanParameter(what: string) {
  return z
    .string()
    .regex(/^\d{1,9}(ms|s|m|h|d|w)$/, "must be a number and ms, s, m, h, d or w")
    .describe(`${what}: a number and ms, s, m, h, d or w`);
}

const worklistParameters = z.strictObject({
  type: objectTypeParameter.exactOptional(),
  state: z
    .string()
    .min(1)
    .max(NAME_CHARACTERS_MAX)
    .exactOptional()
    .describe("A state of the model, such as uncertain")
    .meta({ examples: ["uncertain"] }),
  finding: z
    .string()
    .min(1)
    .max(NAME_CHARACTERS_MAX)
    .exactOptional()
    .describe("With this finding: a rule ID, or the first part of rule IDs")
    .meta({ examples: ["order.stuck", "gift-card"] }),
  severity: choiceParameter("With a finding of this severity", SEVERITIES).exactOptional(),
  open: choiceParameter("`true`: with a finding that nobody has explained or acknowledged", [
    "true",
    "false",
  ]).exactOptional(),
  stuckFor: spanParameter(
    "In its state for at least so long; not where nothing has to follow, unless `state` names it",
  )
    .exactOptional()
    .meta({ examples: ["2h"] }),
  expiresWithin: spanParameter("Its term or hold ends within so long")
    .exactOptional()
    .meta({ examples: ["30d"] }),
  store: storeParameter.exactOptional(),
  from: timeParameter("Last record then or later").exactOptional(),
  to: timeParameter("Last record before then").exactOptional(),
  order: choiceParameter("Longest in its state first, or last touched first", [
    "stuck",
    "newest",
  ]).default("stuck"),
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
});

export const VIEW_PROBLEMS = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "overloaded",
  "index-unavailable",
  "query-timeout",
] as const;

/** What is stuck, uncertain, expiring, or has a finding. */
export function addWorklistRoutes(app: ApiInstance, context: ApiContext): void {
  const { engine } = context.ports;
  app.get(
    "/objects",
    {
      schema: {
        operationId: "listObjects",
        tags: ["Worklists"],
        summary: "Objects that fulfill every filter, with their state and findings",
        description:
          "From the view of lifecycles, as it is when each page is read: the coverage of a later page says what was taken over since the first.",
        querystring: worklistParameters,
        response: {
          200: worklistSchema,
          ...problemResponses("invalid-cursor", ...VIEW_PROBLEMS),
        },
      },
    },
    ({ query: { open, ...query } }) =>
      engine.objects({
        ...queryRequest(context),
        ...query,
        ...(open === "true" && { open: true }),
      }),
  );
  app.get(
    "/objects/counts",
    {
      schema: {
        operationId: "countObjects",
        tags: ["Worklists"],
        summary: "How many objects are in each state and have each finding",
        querystring: noParameters,
        response: { 200: objectCountsSchema, ...problemResponses(...VIEW_PROBLEMS) },
      },
    },
    () => engine.objectCounts(queryRequest(context)),
  );
}
