import { randomUUID } from "node:crypto";
import { z } from "zod";
import { IDENTIFIER_CHARACTERS_MAX } from "#domain/events/event.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import { triageAnswerSchema } from "#query/answers/triage-answers.ts";
import { recordTriage } from "#query/triage/record-triage.ts";
import type { TriageAction } from "#query/triage/triage-actions.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { choiceParameter, identifierParameter, noParameters } from "./parameters.ts";

/** Longest reason: a paragraph. */
const NOTE_CHARACTERS_MAX = 2_000;

const findingParams = z.strictObject({
  type: choiceParameter("Kind of object", LIFECYCLE_TYPES),
  id: identifierParameter.describe("Any ID of the object"),
  rule: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/, "must be a rule, such as order.stuck")
    .describe("Rule that holds of it")
    .meta({ examples: ["order.paid-not-delivered"] }),
});

const note = z
  .string()
  .trim()
  .min(1)
  .max(NOTE_CHARACTERS_MAX)
  .describe("The reason, for those who look later")
  .meta({ examples: ["The carrier was on strike; the customer knows."] });

const noteBody = z.strictObject({ note });

const assignBody = z.strictObject({
  note,
  assignee: z
    .string()
    .trim()
    .min(1)
    .max(IDENTIFIER_CHARACTERS_MAX)
    .describe("Who is to look after it"),
});

const SUMMARIES: Readonly<Record<TriageAction, string>> = {
  acknowledge: "Take note of a finding",
  explain: "Explain a finding: nothing is wrong, or it is dealt with",
  assign: "Give a finding to somebody",
  reopen: "Take back what was said of a finding",
};

const PROBLEMS = [
  "invalid-parameter",
  "unreadable-body",
  "not-found",
  "conflict",
  "unauthorized",
  "cross-origin",
  "body-too-large",
  "unsupported-media-type",
  "overloaded",
  "too-many-requests",
  "ledger-stopped",
  "index-unavailable",
  "query-timeout",
  "closed",
] as const;

/** What people say of findings; each word is an event. */
export function addFindingRoutes(app: ApiInstance, context: ApiContext): void {
  addTriageRoute(app, context, "acknowledge", noteBody);
  addTriageRoute(app, context, "explain", noteBody);
  addTriageRoute(app, context, "assign", assignBody);
  addTriageRoute(app, context, "reopen", noteBody);
}

function addTriageRoute(
  app: ApiInstance,
  context: ApiContext,
  action: TriageAction,
  bodySchema: typeof noteBody | typeof assignBody,
): void {
  app.post(
    `/findings/:type/:id/:rule/${action}`,
    {
      handlerTimeout: context.limits.ingestTimeoutMs,
      schema: {
        operationId: `${action}Finding`,
        tags: ["Objects"],
        summary: SUMMARIES[action],
        description:
          "Recorded as an event with the reason; the finding stays, and shows it. A finding that does not hold is refused unless something was said of it before.",
        params: findingParams,
        querystring: noParameters,
        body: bodySchema,
        response: { 200: triageAnswerSchema, ...problemResponses(...PROBLEMS) },
      },
    },
    async ({ params: { type, id, rule }, body, identity }) => {
      const { engine, ingest } = context.ports;
      const by = identity?.name ?? "admin";
      const word = { on: { type, id }, rule, action, ...body, by };
      const ports = { engine, ingest, newId: randomUUID };
      return recordTriage(ports, { ...queryRequest(context), word });
    },
  );
}
