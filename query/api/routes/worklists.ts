import { z } from "zod";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { isLifecycleType, LIFECYCLE_TYPES, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import { IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
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

/** Objects asked for by their IDs: as many as a screen lists beside each other. */
const AMONG_MAX = 50;

const objectKeyText = z.string().max(IDENTIFIER_CHARACTERS_MAX + NAME_CHARACTERS_MAX);

const objectsParameter = z
  .union([objectKeyText, z.array(objectKeyText).max(AMONG_MAX, `may be given ${AMONG_MAX} times`)])
  .transform((given, context) => {
    const keys = [given].flat().map(readObjectKey);
    const known = keys.filter((key) => key !== null);
    if (known.length === keys.length) return known;
    context.addIssue("must be a type and an ID, such as order:100000047");
    return z.NEVER;
  });

function readObjectKey(text: string): ObjectKey | null {
  const [type = "", ...rest] = text.split(":");
  const id = rest.join(":");
  return isLifecycleType(type) && id !== "" ? { type, id } : null;
}

const worklistParameters = z.strictObject({
  object: objectsParameter
    .exactOptional()
    .describe("Only these, by type and own ID; may be given more than once")
    .meta({ examples: [["order:100000047", "giftCard:FA421309036590"]] }),
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
  order: choiceParameter(
    "Longest in its state first, last touched first, or soonest at its end first: only what has an end to come",
    ["stuck", "newest", "expiring"],
  ).default("stuck"),
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
    ({ query: { open, object, ...query } }) =>
      engine.objects({
        ...queryRequest(context),
        ...query,
        ...(object !== undefined && { among: object }),
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
