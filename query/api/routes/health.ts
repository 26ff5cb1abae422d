import { z } from "zod";
import { readinessSchema } from "#query/answers/operation-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";

/** Probes are open to everybody: they tell positions and states, and nothing of any record. */
export function addHealthRoutes(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/healthz",
    {
      config: { access: "public" },
      schema: {
        operationId: "health",
        tags: ["Operations"],
        summary: "The process answers",
        security: [],
        querystring: noParameters,
        response: {
          200: z.object({ status: z.literal("alive") }),
          ...problemResponses("too-many-requests"),
        },
      },
    },
    () => ({ status: "alive" as const }),
  );
  app.get(
    "/readyz",
    {
      config: { access: "public" },
      schema: {
        operationId: "readiness",
        tags: ["Operations"],
        summary: "The followers have caught up with what was there at start",
        security: [],
        querystring: noParameters,
        response: {
          200: readinessSchema.describe("Ready"),
          503: readinessSchema.describe("Not yet"),
          ...problemResponses("too-many-requests"),
        },
      },
    },
    (_request, reply) => {
      const { ready, stopped, followers } = context.ports.status();
      reply.code(ready ? 200 : 503);
      return { ready, ...(stopped !== undefined && { stopped }), followers: [...followers] };
    },
  );
  app.get(
    "/metrics",
    {
      schema: {
        operationId: "metrics",
        tags: ["Operations"],
        summary: "Prometheus metrics",
        querystring: noParameters,
        response: {
          200: {
            description: "Text exposition",
            content: { "text/plain": { schema: z.string() } },
          },
          ...problemResponses("unauthorized", "too-many-requests"),
        },
      },
    },
    async (_request, reply) =>
      reply.type(context.metrics.contentType).send(await context.metrics.text()),
  );
}
