import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { RULES } from "#domain/lifecycles/lifecycle-rules.ts";
import type { AlertChange } from "#query/alerts/alert-desk.ts";
import { alertSchema, createdAlertSchema } from "#query/answers/alert-answers.ts";
import type { AlertSubject } from "#storage/alerts/alert-store.ts";
import { withBodyPaths } from "../body-paths.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { nearestName } from "../nearest-name.ts";
import { problemResponses } from "../problem.ts";
import { alertAnswer } from "./alerts.ts";
import { choiceParameter, noParameters } from "./parameters.ts";
import {
  KEEPING_PROBLEMS,
  KEPT_PROBLEMS,
  keptIdParams,
  keptNameParameter,
} from "./saved-searches.ts";

/** Addresses of webhooks carry long keys. */
const URL_CHARACTERS_MAX = 2_048;

/** `whsec_` and 64 bytes in base64. */
const SECRET_CHARACTERS_MAX = 128;

const RULE_CHARACTERS_MAX = 128;

const about = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("search"), searchId: keptIdParams.shape.id }),
  z.strictObject({
    kind: z.literal("finding"),
    rule: z
      .string()
      .min(1)
      .max(RULE_CHARACTERS_MAX)
      .nullable()
      .default(null)
      .describe("A rule, or the first part of some, such as gift-card; every one without it"),
    severityMin: choiceParameter("Findings of this severity and above", SEVERITIES).default("info"),
  }),
]);

const changeBody = z.strictObject({
  name: keptNameParameter,
  about: about.describe("A saved search or findings"),
  url: z
    .string()
    .min(1)
    .max(URL_CHARACTERS_MAX)
    .describe("Webhook, below an address that the setting alertDestinations allows")
    .exactOptional(),
  secret: z
    .string()
    .max(SECRET_CHARACTERS_MAX)
    .describe("`whsec_` and 24 to 64 bytes in base64, to sign with; made where there is none")
    .exactOptional(),
  enabled: z.boolean("must be true or false").default(true),
});

const creationBody = changeBody.extend({ url: changeBody.shape.url.unwrap() });

const tags = ["Alerts"];

/** Making, changing and removing alerts. */
export function addAlertChangeRoutes(app: ApiInstance, context: ApiContext): void {
  app.post(
    "/alerts",
    {
      schema: {
        operationId: "createAlert",
        tags,
        summary: "Make an alert",
        description:
          "Messages are signed as Standard Webhooks says, and sent again until they are taken: ten attempts in eleven hours. What is there already is not told.",
        querystring: noParameters,
        body: creationBody,
        response: { 201: createdAlertSchema, ...problemResponses(...KEEPING_PROBLEMS) },
      },
    },
    async ({ body, identity }, reply) => {
      const change = changeOf(body, identity?.name);
      const { alert, secret } = await named(context.ports.alerts.createAlert(change));
      reply.code(201);
      return { ...alertAnswer(alert), ...(secret !== undefined && { secret }) };
    },
  );
  app.put(
    "/alerts/:id",
    {
      schema: {
        operationId: "changeAlert",
        tags,
        summary: "Change an alert, enable or disable it",
        description:
          "Address and secret stay where none is given. What comes while it is disabled is not told later.",
        params: keptIdParams,
        querystring: noParameters,
        body: changeBody,
        response: { 200: alertSchema, ...problemResponses("not-found", ...KEEPING_PROBLEMS) },
      },
    },
    async ({ params: { id }, body, identity }) => {
      const change = changeOf(body, identity?.name);
      return alertAnswer(await named(context.ports.alerts.changeAlert({ id, change })));
    },
  );
  app.delete(
    "/alerts/:id",
    {
      schema: {
        operationId: "removeAlert",
        tags,
        summary: "Remove an alert and what is waiting to be sent",
        description: "The answer is what it was; its events stay.",
        params: keptIdParams,
        querystring: noParameters,
        response: {
          200: alertSchema,
          ...problemResponses("not-found", "cross-origin", "ledger-stopped", ...KEPT_PROBLEMS),
        },
      },
    },
    async ({ params: { id } }) => alertAnswer(await context.ports.alerts.removeAlert(id)),
  );
}

function changeOf(body: z.output<typeof changeBody>, by = "admin"): AlertChange {
  const { about: subject, enabled, ...change } = body;
  requireRules(subject);
  return { ...change, subject, isEnabled: enabled, by };
}

/** An alert about a rule that does not exist would never say anything. */
function requireRules(subject: AlertSubject): void {
  if (subject.kind === "search" || subject.rule === null) return;
  const { rule } = subject;
  if (RULES.some(({ id }) => id === rule || id.startsWith(`${rule}.`))) return;
  const nearest = nearestName(
    rule,
    RULES.flatMap(({ id }) => [id, id.slice(0, id.indexOf("."))]),
  );
  const message =
    nearest === null
      ? "is no rule; GET /api/v1/finding-rules lists them"
      : `is no rule; did you mean ${nearest}?`;
  throw new TracewellError("invalid-parameter", `body.about.rule: ${message}.`, {
    detail: { errors: [{ path: "body.about.rule", message }] },
  });
}

/** The desk names settings; the caller sent them in the body. */
async function named<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw withBodyPaths(error);
  }
}
