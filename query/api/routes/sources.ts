import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { sourceListSchema, sourceStatusSchema } from "#query/answers/source-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { completeCoverage } from "../coverage-facts.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";

export const sourceNameParameter = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    "must be 1 to 128 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  )
  .describe("Name of the source")
  .meta({ examples: ["shop"] });

export const sourceParams = z.strictObject({ name: sourceNameParameter });

export function addSourceRoutes(app: ApiInstance, context: ApiContext): void {
  const { sources } = context.ports;
  app.get(
    "/sources",
    {
      schema: {
        operationId: "listSources",
        tags: ["Operations"],
        summary: "Sources of records",
        querystring: noParameters,
        response: {
          200: sourceListSchema,
          ...problemResponses("invalid-parameter", "unauthorized", "too-many-requests", "closed"),
        },
      },
    },
    async () => ({
      items: [...(await sources.list())],
      nextCursor: null,
      coverage: completeCoverage(context.ports.status()),
    }),
  );
  app.get(
    "/sources/:name",
    {
      schema: {
        operationId: "getSource",
        tags: ["Operations"],
        summary: "One source",
        params: sourceParams,
        querystring: noParameters,
        response: {
          200: sourceStatusSchema,
          ...problemResponses(
            "invalid-parameter",
            "unauthorized",
            "unknown-source",
            "too-many-requests",
            "closed",
          ),
        },
      },
    },
    async ({ params }) => {
      const found = (await sources.list()).find(({ name }) => name === params.name);
      if (found !== undefined) return found;
      throw new TracewellError("unknown-source", `There is no source ${params.name}.`);
    },
  );
}
