import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import type { RetryRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { ingestAnswerSchema } from "#query/answers/ingest-answer.ts";
import { quarantineItemSchema } from "#query/answers/quarantine-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { momentParameter, noParameters } from "./parameters.ts";
import { itemAnswer, itemParams, QUARANTINE_PROBLEMS, requireItem } from "./quarantine.ts";
import { sourceNameParameter } from "./sources.ts";

/** Longest reason for setting an item aside: a paragraph. */
const NOTE_CHARACTERS_MAX = 2_000;

/** Names of formats and zones. */
const NAME_CHARACTERS_MAX = 128;

const retryBody = z
  .strictObject({
    content: z.string().min(1).exactOptional().describe("Corrected input as text"),
    contentBase64: z.base64().min(1).exactOptional().describe("Corrected input as bytes"),
    format: z.string().min(1).max(NAME_CHARACTERS_MAX).exactOptional(),
    timezone: z.string().min(1).max(NAME_CHARACTERS_MAX).exactOptional(),
    source: sourceNameParameter.exactOptional(),
    assumedTime: momentParameter("Time of text that carries none").exactOptional(),
  })
  .refine((body) => body.content === undefined || body.contentBase64 === undefined, {
    message: "give content or contentBase64, not both",
    path: ["contentBase64"],
  });

const dismissBody = z.strictObject({
  note: z
    .string()
    .trim()
    .min(1)
    .max(NOTE_CHARACTERS_MAX)
    .describe("Why it carries no event")
    .meta({ examples: ["A test of the load balancer; the shop did not write it."] }),
});

const DECISION_PROBLEMS = [
  "not-found",
  "unreadable-body",
  "body-too-large",
  "unsupported-media-type",
  "overloaded",
  "ledger-stopped",
  "key-unavailable",
  "cross-origin",
  ...QUARANTINE_PROBLEMS,
] as const;

/** What a person decides about quarantined input. Nothing is deleted. */
export function addQuarantineDecisionRoutes(app: ApiInstance, context: ApiContext): void {
  app.post(
    "/quarantine/:id/retry",
    {
      bodyLimit: context.limits.retryBodyBytesMax,
      handlerTimeout: context.limits.ingestTimeoutMs,
      schema: {
        operationId: "retryQuarantineItem",
        tags: ["Quarantine"],
        summary: "Read an item again, as it is or corrected",
        description: "Without a body the stored bytes are read again, for instance after a fix.",
        params: itemParams,
        querystring: noParameters,
        body: retryBody.nullish(),
        response: {
          200: ingestAnswerSchema.describe("Accepted, or known already: the item is resolved"),
          207: ingestAnswerSchema.describe("Still not readable: the item stays open"),
          ...problemResponses("unknown-format", ...DECISION_PROBLEMS),
        },
      },
    },
    async ({ params, body, identity }, reply) => {
      const item = await requireItem(context, params.id);
      if (item.status === "resolved") {
        const seqs = item.resolvedSeqs?.join(", ") ?? "";
        throw new TracewellError(
          "invalid-parameter",
          `${params.id} is resolved already: record ${seqs}.`,
        );
      }
      const answer = await context.ports.ingest.retryQuarantined({
        itemId: params.id,
        by: identity?.name ?? "admin",
        ...corrections(body ?? {}),
      });
      context.metrics.countItems(answer);
      reply.code(answer.quarantined > 0 ? 207 : 200);
      return { ...answer, items: [...answer.items] };
    },
  );
  app.post(
    "/quarantine/:id/dismiss",
    {
      schema: {
        operationId: "dismissQuarantineItem",
        tags: ["Quarantine"],
        summary: "Set an item aside, with the reason",
        description: "It is kept and listed, but no longer makes answers partial.",
        params: itemParams,
        querystring: noParameters,
        body: dismissBody,
        response: { 200: quarantineItemSchema, ...problemResponses(...DECISION_PROBLEMS) },
      },
    },
    async ({ params, body, identity }) => {
      await requireItem(context, params.id);
      await context.ports.ingest.dismissQuarantined({
        itemId: params.id,
        note: body.note,
        by: identity?.name ?? "admin",
      });
      return itemAnswer(await requireItem(context, params.id));
    },
  );
}

function corrections(body: z.output<typeof retryBody>): Partial<RetryRequest> {
  const { content, contentBase64, source, assumedTime, ...options } = body;
  return {
    ...options,
    ...(source !== undefined && { sourceName: source }),
    ...(assumedTime !== undefined && { assumedTimeMs: assumedTime }),
    ...(content !== undefined && { content: Buffer.from(content, "utf8") }),
    ...(contentBase64 !== undefined && { content: Buffer.from(contentBase64, "base64") }),
  };
}
