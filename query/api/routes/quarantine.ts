import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { quarantineItemSchema, quarantineListSchema } from "#query/answers/quarantine-answers.ts";
import type { QuarantineItem } from "#storage/quarantine/quarantine-store.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { completeCoverage } from "../coverage-facts.ts";
import { problemResponses } from "../problem.ts";
import { readQuarantineCursor, writeQuarantineCursor } from "../quarantine-cursor.ts";
import { choiceParameter, cursorParameter, limitParameter, noParameters } from "./parameters.ts";
import { sourceNameParameter } from "./sources.ts";

export const itemParams = z.strictObject({
  id: z
    .string()
    .regex(/^q[1-9]\d{0,15}$/, "must be q and a number, such as q12")
    .describe("Quarantine item")
    .meta({ examples: ["q12"] }),
});

const listParameters = z.strictObject({
  status: choiceParameter("Only items of this status", [
    "open",
    "resolved",
    "dismissed",
  ]).exactOptional(),
  source: sourceNameParameter.exactOptional(),
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
});

export const QUARANTINE_PROBLEMS = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "closed",
] as const;

/** The item, or `not-found`. */
export async function requireItem(context: ApiContext, itemId: string): Promise<QuarantineItem> {
  const item = await context.ports.quarantine.get(itemId);
  if (item !== null) return item;
  throw new TracewellError("not-found", `There is no quarantine item ${itemId}.`);
}

/** Without what the store keeps beside the published fields. */
export function itemAnswer(item: QuarantineItem): z.output<typeof quarantineItemSchema> {
  return quarantineItemSchema.parse(item);
}

/** Reading the quarantine; deciding about its items stands in `quarantine-decisions.ts`. */
export function addQuarantineRoutes(app: ApiInstance, context: ApiContext): void {
  const { quarantine } = context.ports;
  app.get(
    "/quarantine",
    {
      schema: {
        operationId: "listQuarantine",
        tags: ["Quarantine"],
        summary: "Input that could not become a record, newest first",
        querystring: listParameters,
        response: {
          200: quarantineListSchema,
          ...problemResponses("invalid-cursor", ...QUARANTINE_PROBLEMS),
        },
      },
    },
    async ({ query: { limit, cursor, ...filters } }) => {
      const before = cursor === undefined ? undefined : readQuarantineCursor(filters, cursor);
      const found = await quarantine.list({
        ...filters,
        ...(before !== undefined && { before }),
        limit: limit + 1,
      });
      const items = found.slice(0, limit).map(itemAnswer);
      const last = found.length > limit ? items.at(-1) : undefined;
      return {
        items,
        nextCursor: last === undefined ? null : writeQuarantineCursor(filters, last.itemId),
        coverage: completeCoverage(context.ports.status()),
      };
    },
  );
  app.get(
    "/quarantine/:id",
    {
      schema: {
        operationId: "getQuarantineItem",
        tags: ["Quarantine"],
        summary: "One quarantine item",
        params: itemParams,
        querystring: noParameters,
        response: {
          200: quarantineItemSchema,
          ...problemResponses("not-found", ...QUARANTINE_PROBLEMS),
        },
      },
    },
    async ({ params }) => itemAnswer(await requireItem(context, params.id)),
  );
  app.get(
    "/quarantine/:id/content",
    {
      schema: {
        operationId: "getQuarantineContent",
        tags: ["Quarantine"],
        summary: "The quarantined input itself, byte for byte, in clear",
        params: itemParams,
        querystring: noParameters,
        response: {
          200: {
            description: "The bytes as they came",
            content: {
              "application/octet-stream": {
                schema: z.custom<Buffer>().meta({ type: "string", format: "binary" }),
              },
            },
          },
          ...problemResponses("not-found", "key-unavailable", ...QUARANTINE_PROBLEMS),
        },
      },
    },
    async ({ params }, reply) => {
      await requireItem(context, params.id);
      const content = await quarantine.content(params.id);
      return reply
        .type("application/octet-stream")
        .header("content-disposition", `attachment; filename="${params.id}.bin"`)
        .send(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
    },
  );
}
