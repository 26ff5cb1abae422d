import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import {
  FOLLOWED_FILES_LISTED_MAX,
  sourceListSchema,
  sourceAnswerSchema,
  type SourceAnswer,
} from "#query/answers/source-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { indexCoverage } from "../coverage-facts.ts";
import { problemResponses } from "../problem.ts";
import { withActivity } from "../source-activity.ts";
import { cursorParameter, limitParameter, noParameters } from "./parameters.ts";

export const sourceNameParameter = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    "must be 1 to 128 letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  )
  .describe("Name of the source")
  .meta({ examples: ["shop"] });

export const sourceParams = z.strictObject({ name: sourceNameParameter });

const listParameters = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
});

/** Opaque; the list is by name, so the last one seen is the whole position. */
function writeNameCursor(name: string): string {
  return Buffer.from(`s1:${name}`).toString("base64url");
}

function readNameCursor(cursor: string): string {
  const [, name] = /^s1:(.+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (name !== undefined && writeNameCursor(name) === cursor) return name;
  throw new TracewellError(
    "invalid-cursor",
    "This cursor was not made by this service. Begin without one.",
  );
}

export function addSourceRoutes(app: ApiInstance, context: ApiContext): void {
  const { sources } = context.ports;
  app.get(
    "/sources",
    {
      schema: {
        operationId: "listSources",
        tags: ["Operations"],
        summary: "Sources of records, by name",
        querystring: listParameters,
        response: {
          200: sourceListSchema,
          ...problemResponses(
            "invalid-cursor",
            "invalid-parameter",
            "unauthorized",
            "too-many-requests",
            "closed",
          ),
        },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const after = cursor === undefined ? "" : readNameCursor(cursor);
      const rest = (await sources.list()).filter(({ name }) => name > after);
      const page = rest.slice(0, limit);
      const last = rest.length > limit ? page.at(-1) : undefined;
      const coverage = indexCoverage(context.ports.status());
      return {
        items: await withActivity(context, page),
        configuration: context.ports.configuration.status(),
        nextCursor: last === undefined ? null : writeNameCursor(last.name),
        coverage,
      };
    },
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
          200: sourceAnswerSchema,
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
    ({ params }) => sourceAnswer(context, params.name),
  );
}

/** The source with what the index knows of it, or `unknown-source`. */
export async function sourceAnswer(context: ApiContext, name: string): Promise<SourceAnswer> {
  const coverage = indexCoverage(context.ports.status());
  const found = (await context.ports.sources.list()).find((source) => source.name === name);
  const [source] = await withActivity(context, found === undefined ? [] : [found]);
  if (source !== undefined) {
    const listed = context.ports.sources.followedFiles(name).slice(0, FOLLOWED_FILES_LISTED_MAX);
    const followedFiles = [...listed];
    return { ...source, ...(source.files !== undefined && { followedFiles }), coverage };
  }
  throw new TracewellError("unknown-source", `There is no source ${name}.`);
}
