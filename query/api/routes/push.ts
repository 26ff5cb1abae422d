import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import type { IngestAnswer, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { ingestAnswerSchema } from "#query/answers/ingest-answer.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { BodyBudget } from "../ingest/body-budget.ts";
import { cloudEventAttributes } from "../ingest/cloud-event-headers.ts";
import { checkLinesContentType, eventBodyKind } from "../ingest/content-type.ts";
import { receiveBytes } from "../ingest/receive-body.ts";
import { problemResponses } from "../problem.ts";
import { addOtlpRoutes } from "./otlp.ts";
import { choiceParameter, integerParameter, momentParameter } from "./parameters.ts";
import { pushHeaders, waitParameter } from "./push-parameters.ts";
import { sourceParams, sourceNameParameter } from "./sources.ts";

/** Source of events that name none. */
const SOURCE_DEFAULT = "api";

/** The header of a wide table, which an address of at most 16 KiB has room for. */
const CONTINUATION_CHARACTERS_MAX = 12_288;

const itemsParameter = choiceParameter("`all`: list plainly accepted items too", [
  "all",
]).exactOptional();

const eventsParameters = z.strictObject({
  source: sourceNameParameter.default(SOURCE_DEFAULT),
  wait: waitParameter,
  items: itemsParameter,
});

const shortText = (what: string) => z.string().min(1).max(4_096).describe(what).exactOptional();

const linesParameters = z.strictObject({
  format: shortText("Name of the format, or `auto`; registers a source that is not known yet"),
  timezone: shortText("IANA zone of times that carry none, for instance `Europe/Prague`"),
  wait: waitParameter,
  items: itemsParameter,
  file: shortText("Name of the file the text stands in"),
  fingerprint: shortText("Recognizes the file wherever it lies, so that a repeat adds nothing"),
  offset: integerParameter(
    "Byte offset of the body in the file",
    0,
    Number.MAX_SAFE_INTEGER,
  ).exactOptional(),
  line: integerParameter(
    "Line of the file with which the body begins",
    1,
    Number.MAX_SAFE_INTEGER,
  ).exactOptional(),
  more: choiceParameter(
    "More of the stream follows; `reading`: an unfinished last record is left for it; `idle`: nothing came for a second, so it is closed",
    ["reading", "idle"],
  ).exactOptional(),
  assumedTime: momentParameter(
    "Time of text that carries none; the arrival without it, unless the body is of a file or under an idempotency key",
  ).exactOptional(),
  continuation: z
    .string()
    .min(1)
    .max(CONTINUATION_CHARACTERS_MAX)
    .describe("Of the answer before: what its end left open, and the header of a table")
    .exactOptional(),
});

const pushResponses = {
  200: ingestAnswerSchema.describe("All accepted, or known already"),
  207: ingestAnswerSchema.describe("Some lie in quarantine; `items` says which and why"),
  ...problemResponses(
    "unreadable-body",
    "invalid-parameter",
    "unknown-format",
    "unauthorized",
    "body-too-large",
    "unsupported-media-type",
    "unsupported-encoding",
    "overloaded",
    "too-many-requests",
    "cross-origin",
    "ledger-stopped",
    "closed",
  ),
};

/** Routes that take records. Bodies go to the writer as they are. */
export function addPushRoutes(app: ApiInstance, context: ApiContext): void {
  const { ingestBodyBytesMax, ingestTimeoutMs, receivingBytesMax } = context.limits;
  receiveBytes(app, new BodyBudget(receivingBytesMax), ingestBodyBytesMax);
  // Of its own scope: its errors have another form.
  void app.register(async (scope: ApiInstance) => addOtlpRoutes(scope, context));
  const shared = { bodyLimit: ingestBodyBytesMax, handlerTimeout: ingestTimeoutMs };
  app.post(
    "/events",
    {
      ...shared,
      onRequest: async (request) => void eventBodyKind(request),
      schema: {
        operationId: "pushEvents",
        tags: ["Ingest"],
        summary: "Push events",
        description:
          "One JSON event, an array, or NDJSON; CloudEvents 1.0, one, a batch, or one in binary mode (`ce-…` headers, the body is the data). Durable when answered. An event with an ID is taken once per source. What cannot be taken is kept in quarantine.",
        headers: pushHeaders,
        querystring: eventsParameters,
        response: pushResponses,
      },
    },
    (request, reply) => {
      const { source, wait, items } = request.query;
      return push(context, request, reply, {
        sourceName: source,
        ...eventBody(request),
        ...askedFor(wait, items),
      });
    },
  );
  app.post(
    "/sources/:name/lines",
    {
      ...shared,
      onRequest: async (request) => checkLinesContentType(request),
      schema: {
        operationId: "pushLines",
        tags: ["Ingest"],
        summary: "Push text of a source",
        description:
          "Text in the format of the source, byte for byte; durable when answered. `format` registers a source that is not known.",
        headers: pushHeaders,
        params: sourceParams,
        querystring: linesParameters,
        response: { ...pushResponses, ...problemResponses("unknown-source") },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const { format, wait, items, offset, line, assumedTime, ...place } = request.query;
      if (format === undefined) await requireSource(context, name);
      return push(context, request, reply, {
        ...place,
        sourceName: name,
        format: format ?? "auto",
        ...(offset !== undefined && { startOffset: offset }),
        ...(line !== undefined && { startLine: line }),
        ...(assumedTime !== undefined && { assumedTimeMs: assumedTime }),
        ...askedFor(wait, items),
      });
    },
  );
}

function askedFor(wait: string | undefined, items: string | undefined) {
  return { waitIndexed: wait === "indexed", allItems: items === "all" };
}

async function requireSource(context: ApiContext, name: string): Promise<void> {
  const sources = await context.ports.sources.list();
  if (sources.some((source) => source.name === name)) return;
  throw new TracewellError(
    "unknown-source",
    `There is no source ${name}. Add ?format=NAME (or format=auto) to register it with this request.`,
  );
}

function eventBody(request: FastifyRequest): Pick<IngestRequest, "format" | "message"> {
  const kind = eventBodyKind(request);
  if (kind !== "cloudevent-binary") return { format: kind };
  const attributes = cloudEventAttributes(request.headers);
  return { format: "cloudevents", message: { kind: "cloudevent", attributes } };
}

async function push(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  ingest: Omit<IngestRequest, "body" | "idempotencyKey">,
): Promise<z.output<typeof ingestAnswerSchema>> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  // A CloudEvent in headers needs no data.
  if (body.length === 0 && ingest.message?.kind !== "cloudevent") {
    throw new TracewellError("unreadable-body", "The body is empty.");
  }
  const idempotencyKey = request.headers["idempotency-key"];
  const answer: IngestAnswer = await context.ports.ingest.ingest({
    ...ingest,
    body,
    ...(typeof idempotencyKey === "string" && { idempotencyKey }),
  });
  context.metrics.countItems(answer);
  reply.code(answer.quarantined > 0 ? 207 : 200);
  return { ...answer, items: [...answer.items] };
}
