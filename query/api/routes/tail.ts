import type { Readable } from "node:stream";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { eventAnswerSchema } from "#query/answers/event-answer.ts";
import { checkQuery } from "../check-query.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { describeError } from "../describe-error.ts";
import { problemResponses } from "../problem.ts";
import { findStart } from "../tail/find-start.ts";
import { chooseFormat } from "../tail/tail-format.ts";
import type { TailHub } from "../tail/tail-hub.ts";
import { QUERY_CHARACTERS_MAX } from "./parameters.ts";

/** A position in every ledger, written in base64. */
const POSITION_CHARACTERS_MAX = 8_192;

/** Matches everything. */
const ALL_RECORDS = "";

export function addTailRoutes(app: ApiInstance, context: ApiContext, hub: TailHub): void {
  const { tailQueriesMax } = context.limits;
  const tailParameters = z.strictObject({
    q: z
      .preprocess(
        (given) => (typeof given === "string" ? [given] : given),
        z
          .array(z.string().max(QUERY_CHARACTERS_MAX))
          .max(tailQueriesMax, `may be given ${tailQueriesMax} times`),
      )
      .default([])
      .describe("Query; may be given more than once, and each record says which it matches")
      .meta({ examples: [["type:payment.declined", "TU80WKRYTI9QUMJ4"]] }),
    since: z
      .string()
      .min(1)
      .max(POSITION_CHARACTERS_MAX)
      .exactOptional()
      .describe(
        "`now` (default); a record, to go on after it; or a time, to begin with what became known from then on",
      )
      .meta({ examples: ["now", "main:42", "now-5m"] }),
  });
  app.get(
    "/tail",
    {
      exposeHeadRoute: false,
      config: { streams: true },
      schema: {
        operationId: "tail",
        tags: ["Live"],
        summary: "New records as they become durable",
        description:
          "Server-sent events: `event` with `{event, queries}`, `heartbeat` every ten seconds, `gap` with `{dropped, from, to}` for a client that was too slow, `problem` before an early end. `Last-Event-ID` resumes without a hole. With `Accept: application/x-ndjson`, lines `{event, queries, id}`, `{heartbeat, id}`, `{gap, id}`, `{problem}`.",
        headers: z.looseObject({
          "last-event-id": z
            .string()
            .min(1)
            .max(POSITION_CHARACTERS_MAX)
            .exactOptional()
            .describe("`id` of the last message seen: go on after it, without a hole"),
        }),
        querystring: tailParameters,
        response: {
          200: {
            description: "The stream; it ends only with the connection or the service",
            content: {
              "text/event-stream": { schema: z.custom<Readable>().meta({ type: "string" }) },
              "application/x-ndjson": {
                schema: z.object({
                  event: eventAnswerSchema,
                  queries: z.array(z.number().int()),
                  id: z.string(),
                }),
              },
            },
          },
          ...problemResponses(
            "invalid-query",
            "invalid-cursor",
            "invalid-parameter",
            "unauthorized",
            "too-many-requests",
            "too-many-tails",
          ),
        },
      },
    },
    async (request, reply) => {
      hub.checkRoom();
      const { q, since } = request.query;
      await checkQueries(context, q);
      const lastEventId = request.headers["last-event-id"];
      const position = await findStart(context, {
        ...(since !== undefined && { since }),
        ...(typeof lastEventId === "string" && { lastEventId }),
      });
      const format = chooseFormat(request.headers.accept);
      const stream = hub.open(
        {
          queries: q.length === 0 ? [ALL_RECORDS] : q,
          position,
          format,
          describe: (error) => {
            const { problem, ours } = describeError(error, request);
            if (ours) request.log.error({ err: error }, "live stream failed");
            return problem;
          },
        },
        reply.raw,
      );
      return reply
        .type(format.contentType)
        .header("cache-control", "no-store, no-transform")
        .header("x-accel-buffering", "no")
        .send(stream);
    },
  );
}

/** A query that cannot be read is told before the stream begins, by its place among the others. */
async function checkQueries(context: ApiContext, queries: readonly string[]): Promise<void> {
  for (const [place, query] of queries.entries()) {
    try {
      await checkQuery(context, query);
    } catch (error) {
      if (!(error instanceof TracewellError) || queries.length === 1) throw error;
      throw new TracewellError(error.code, error.message, {
        cause: error,
        detail: { ...error.detail, errors: [{ path: `query.q.${place}`, message: error.message }] },
      });
    }
  }
}
