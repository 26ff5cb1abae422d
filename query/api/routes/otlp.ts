import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { ApiContext, ApiInstance } from "../context.ts";
import { describeError } from "../describe-error.ts";
import { OTLP_CONTENT_TYPES, otlpEncoding } from "../ingest/content-type.ts";
import {
  exportAnswer,
  type OtlpAnswer,
  type OtlpEncoding,
  statusAnswer,
} from "../ingest/otlp-answer.ts";
import { PROBLEMS, type ProblemCode } from "../problem.ts";
import { pushHeaders, waitParameter } from "./push-parameters.ts";
import { sourceNameParameter } from "./sources.ts";

/** Source of log records whose resource names no service. */
const SOURCE_DEFAULT = "otlp";

const otlpParameters = z.strictObject({
  source: sourceNameParameter
    .exactOptional()
    .describe("Source of all records; without it each is named by its `service.name`"),
  wait: waitParameter,
});

const exportResponseSchema = z.object({
  partialSuccess: z
    .object({
      rejectedLogRecords: z.string().describe("Records that lie in quarantine"),
      errorMessage: z.string(),
    })
    .exactOptional(),
});

const statusSchema = z.object({
  code: z.number().int().describe("A code of gRPC"),
  message: z.string(),
});

/** The one route that answers as another protocol says: in its shapes, errors too. */
export function addOtlpRoutes(app: ApiInstance, context: ApiContext): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => answerStatus(error, request, reply));
  app.post(
    "/otlp/v1/logs",
    {
      bodyLimit: context.limits.ingestBodyBytesMax,
      handlerTimeout: context.limits.ingestTimeoutMs,
      onRequest: async (request) => void otlpEncoding(request),
      schema: {
        operationId: "pushOtlpLogs",
        tags: ["Ingest"],
        summary: "Push logs of OpenTelemetry",
        description:
          "OTLP/HTTP: an ExportLogsServiceRequest in JSON or protobuf, whole or not at all; durable when answered. Each push is new, unless it has an Idempotency-Key. The answer has the encoding of the request.",
        headers: pushHeaders,
        querystring: otlpParameters,
        response: {
          200: exportResponseSchema.describe("All taken, or some in quarantine: `partialSuccess`"),
          ...statusResponses(
            "unreadable-body",
            "unauthorized",
            "cross-origin",
            "body-too-large",
            "unsupported-media-type",
            "overloaded",
            "ledger-stopped",
          ),
        },
      },
    },
    async (request, reply) => send(reply.code(200), await receive(context, request)),
  );
}

async function receive(
  context: ApiContext,
  request: FastifyRequest<{ Querystring: z.output<typeof otlpParameters> }>,
): Promise<OtlpAnswer> {
  const encoding = otlpEncoding(request);
  const { source, wait } = request.query;
  // A message without records has no bytes in protobuf.
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) {
    return exportAnswer(null, encoding);
  }
  const idempotencyKey = request.headers["idempotency-key"];
  const answer = await context.ports.ingest.ingest({
    body: request.body,
    sourceName: source ?? SOURCE_DEFAULT,
    sourceFromRecords: source === undefined,
    format: "otlp-logs",
    message: { kind: "otlp", encoding },
    waitIndexed: wait === "indexed",
    allItems: false,
    ...(typeof idempotencyKey === "string" && { idempotencyKey }),
  });
  context.metrics.countItems(answer);
  return exportAnswer(answer, encoding);
}

/** Errors as google.rpc.Status, with the status and headers that they have everywhere. */
function answerStatus(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers, ours } = describeError(error, request);
  if (ours) request.log.error({ err: error, code: problem.code }, "request failed");
  for (const [name, value] of Object.entries(headers)) {
    if (name !== "retry-after" || !reply.hasHeader(name)) reply.header(name, value);
  }
  const status = { httpStatus: problem.status, message: `${problem.code}: ${problem.detail}` };
  void send(
    reply.code(problem.status).header("cache-control", "no-store"),
    statusAnswer(status, encodingOf(request)),
  );
}

function send(reply: FastifyReply, { contentType, body }: OtlpAnswer): FastifyReply {
  return reply.type(contentType).send(body);
}

/** A client that asked in another type altogether reads JSON most likely. */
function encodingOf(request: FastifyRequest): OtlpEncoding {
  const [, protobufType] = OTLP_CONTENT_TYPES;
  const isProtobuf = request.headers["content-type"]?.toLowerCase().startsWith(protobufType);
  return isProtobuf === true ? "protobuf" : "json";
}

function statusResponses(...codes: readonly ProblemCode[]) {
  const statuses = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...statuses].map(([status, sharing]) => [
      status,
      statusSchema.describe(
        sharing.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join("; "),
      ),
    ]),
  );
}
