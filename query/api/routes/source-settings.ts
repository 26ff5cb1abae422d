import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { fieldMappingSchema, sourceAnswerSchema } from "#query/answers/source-answers.ts";
import { withBodyPaths } from "../body-paths.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";
import { sourceParams, sourceAnswer } from "./sources.ts";

/** Names of formats and zones. */
const NAME_CHARACTERS_MAX = 128;

/** A pattern is tried at every record: long ones are slow, and no ID needs them. */
const PATTERN_CHARACTERS_MAX = 256;

/** An event has some twenty fields, and objects and attributes beside them. */
const MAPPED_FIELDS_MAX = 256;

/** What ingest takes; it says more of each glob. */
const GLOBS_MAX = 64;
const GLOB_CHARACTERS_MAX = 4096;
const STORES_MAX = 1000;

/** Paths are a few names deep. */
const PATH_CHARACTERS_MAX = 512;

const pathSchema = z.string().min(1).max(PATH_CHARACTERS_MAX);

function byPath<Value extends z.ZodType>(value: Value, what: string) {
  return z
    .record(pathSchema, value)
    .refine(
      (paths) => Object.keys(paths).length <= MAPPED_FIELDS_MAX,
      `must have at most ${MAPPED_FIELDS_MAX} members`,
    )
    .describe(what);
}

const { fields, constants, timeFormat } = fieldMappingSchema.shape;
const mappingBody = z.strictObject({
  version: z.literal(1, "must be 1"),
  fields: byPath(pathSchema, fields.description ?? ""),
  constants: byPath(z.unknown(), constants.description ?? "").exactOptional(),
  timeFormat: z
    .string()
    .min(1)
    .max(NAME_CHARACTERS_MAX)
    .describe(timeFormat.description ?? "")
    .exactOptional(),
});

/** The service knows more of a table's mapping; what is wrong there is named by it. */
const tableMappingBody = z.looseObject({ version: z.literal(2, "must be 1 or 2") });

const globSchema = z.string().min(1).max(GLOB_CHARACTERS_MAX);

const filesBody = z.strictObject({
  paths: z
    .array(globSchema)
    .min(1)
    .max(GLOBS_MAX)
    .describe("Absolute globs, in directories that the setting followDirectories allows"),
  exclude: z
    .array(globSchema)
    .max(GLOBS_MAX)
    .describe("Globs of files that are left out")
    .exactOptional(),
});

const settingsBody = z
  .strictObject({
    format: z
      .string()
      .min(1)
      .max(NAME_CHARACTERS_MAX)
      .describe("Name of a format: events, ndjson, moodle-trace or text"),
    timezone: z
      .string()
      .min(1)
      .max(NAME_CHARACTERS_MAX)
      .describe("IANA zone of times that carry none; UTC without it")
      .exactOptional(),
    transactionIdPattern: z
      .string()
      .min(1)
      .max(PATTERN_CHARACTERS_MAX)
      .describe("Regular expression of a whole transaction ID; 16 of A–Z and 0–9 without it")
      .exactOptional(),
    protectRaw: z
      .boolean("must be true or false")
      .describe("Its text carries personal data: it is written as ciphertext")
      .exactOptional(),
    mapping: z
      .union(
        [
          z.string().min(1).max(NAME_CHARACTERS_MAX),
          z.discriminatedUnion("version", [mappingBody, tableMappingBody], {
            error: ({ code }) => (code === "invalid_union" ? "must be 1 or 2" : undefined),
          }),
        ],
        "must be an object, or the name of a mapping that is shipped",
      )
      .describe("How foreign records become events, or the name of a mapping that is shipped")
      .exactOptional(),
    files: filesBody.describe("Files that are followed").exactOptional(),
    stores: z
      .array(z.string().min(1).max(NAME_CHARACTERS_MAX))
      .max(STORES_MAX)
      .describe("Stores it reports for; they stand in its `source.*` events")
      .exactOptional(),
  })
  .meta({
    examples: [
      {
        format: "ndjson",
        timezone: "Europe/Prague",
        mapping: {
          version: 1,
          fields: {
            type: "kind",
            time: "meta.at",
            transactionId: "visit",
            message: "text",
            "objects[0].id": "order.number",
            "amount.minor": "order.cents",
            "attributes.store": 'meta["shop.name"]',
          },
          constants: { "objects[0].type": "order", "amount.currency": "EUR" },
          timeFormat: "dd/MM/yyyy HH:mm:ss",
        },
      },
      { format: "moodle-trace", timezone: "Europe/Paris", protectRaw: true, stores: ["main"] },
    ],
  });

/** What a person decides about a source. */
export function addSourceSettingRoutes(app: ApiInstance, context: ApiContext): void {
  app.put(
    "/sources/:name",
    {
      schema: {
        operationId: "configureSource",
        tags: ["Operations"],
        summary: "Register a source, or replace its settings",
        description:
          "Durable when answered, and used for what is sent from then on. The settings are replaced whole: what is not given is no longer set.",
        params: sourceParams,
        querystring: noParameters,
        body: settingsBody,
        response: {
          200: sourceAnswerSchema,
          ...problemResponses(
            "invalid-parameter",
            "unreadable-body",
            "unknown-format",
            "source-managed",
            "unauthorized",
            "cross-origin",
            "body-too-large",
            "unsupported-media-type",
            "overloaded",
            "too-many-requests",
            "closed",
          ),
        },
      },
    },
    async ({ params: { name }, body }) => {
      try {
        await context.ports.ingest.configureSource({ ...body, name });
      } catch (error) {
        throw withBodyPaths(error);
      }
      return sourceAnswer(context, name);
    },
  );
  addRemoval(app, context);
}

const removalParameters = z.strictObject({
  confirm: z
    .string()
    .describe("The name of the source once more: settings that are forgotten are gone")
    .meta({ examples: ["shop"] }),
});

function addRemoval(app: ApiInstance, context: ApiContext): void {
  app.delete(
    "/sources/:name",
    {
      schema: {
        operationId: "removeSource",
        tags: ["Operations"],
        summary: "Forget a source",
        description:
          "Its settings are forgotten and its files no longer followed; its records stay. Whatever is sent under the name later registers it anew. The answer is the source as it was.",
        params: sourceParams,
        querystring: removalParameters,
        response: {
          200: sourceAnswerSchema,
          ...problemResponses(
            "invalid-parameter",
            "unknown-source",
            "source-managed",
            "unauthorized",
            "cross-origin",
            "too-many-requests",
            "closed",
          ),
        },
      },
    },
    async ({ params: { name }, query: { confirm } }) => {
      const source = await sourceAnswer(context, name);
      if (confirm !== name) {
        const message = `must be ${name}, the name of the source that is to be forgotten`;
        throw new TracewellError("invalid-parameter", `query.confirm: ${message}.`, {
          detail: { errors: [{ path: "query.confirm", message }] },
        });
      }
      await context.ports.ingest.removeSource(name);
      return source;
    },
  );
}
