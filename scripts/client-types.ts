import { compile } from "json-schema-to-typescript";
import { z } from "zod";

const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.enum(["query", "path", "header", "cookie"]),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: z.unknown().optional(),
});
const contentSchema = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() }));
const operationSchema = z.looseObject({
  summary: z.string().optional(),
  parameters: z.array(parameterSchema).optional(),
  requestBody: z
    .looseObject({ required: z.boolean().optional(), content: contentSchema.optional() })
    .optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string().optional(), content: contentSchema.optional() }),
  ),
});
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
type Parameter = z.infer<typeof parameterSchema>;
type Operation = z.infer<typeof operationSchema>;
type Content = z.infer<typeof contentSchema>;

/** A JSON schema, as far as it is put together here. */
type Schema = Readonly<Record<string, unknown>>;

const BANNER = `// Made by scripts/generate-client.ts from the OpenAPI document; do not edit.

/* The document as types: what every address takes and answers. */`;

/** `openapi-fetch` asks for statuses as numbers. */
const STATUS_KEY = /^"([1-5]\d\d)":/gm;

const PARAMETER_PLACES = ["query", "path", "header", "cookie"] as const;

/** TypeScript of an OpenAPI 3.1 document: an interface for each of its schemas, and `paths` for `openapi-fetch`. */
export async function clientTypes(document: unknown): Promise<string> {
  const { paths, components } = documentSchema.parse(document);
  const schema = {
    ...objectOf(
      Object.entries(paths).map(([path, methods]) => [
        path,
        objectOf(
          Object.entries(methods).map(([method, operation]) => [method, operationType(operation)]),
        ),
      ]),
    ),
    definitions: Object.fromEntries(
      Object.entries(components.schemas).map(([name, one]) => [name, untitled(one)]),
    ),
  };
  const local: Parameters<typeof compile>[0] = JSON.parse(
    JSON.stringify(schema).replaceAll("#/components/schemas/", "#/definitions/"),
  );
  const text = await compile(local, "paths", {
    additionalProperties: true,
    bannerComment: BANNER,
    format: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    unknownAny: true,
  });
  return text.replaceAll(STATUS_KEY, "$1:");
}

/** Names stand in references; a title of its own would rename the schema. */
function untitled(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  return { ...schema, title: undefined };
}

function operationType(operation: Operation): Schema {
  const { summary, parameters = [], requestBody, responses } = operation;
  const places = PARAMETER_PLACES.flatMap((place): [string, Schema, boolean][] => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return [];
    return [[place, parametersType(here), here.some(({ required }) => required === true)]];
  });
  return {
    ...objectOf([
      ["parameters", objectOf(places)],
      ...(requestBody === undefined
        ? []
        : ([
            [
              "requestBody",
              objectOf([["content", contentType(requestBody.content ?? {})]]),
              requestBody.required === true,
            ],
          ] satisfies Member[])),
      [
        "responses",
        objectOf(
          Object.entries(responses).map(([status, { description, content }]) => [
            status,
            { ...objectOf([["content", contentType(content ?? {})]]), description },
          ]),
        ),
      ],
    ]),
    description: summary,
  };
}

function parametersType(parameters: readonly Parameter[]): Schema {
  return objectOf(
    parameters.map(({ name, schema, description, required }) => [
      name,
      { ...asSchema(schema), description },
      required === true,
    ]),
  );
}

function contentType(content: Content): Schema {
  return objectOf(Object.entries(content).map(([type, { schema }]) => [type, asSchema(schema)]));
}

type Member = [name: string, schema: Schema, required?: boolean];

function objectOf(members: readonly Member[]): Schema {
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(members.map(([name, schema]) => [name, schema])),
    required: members.filter(([, , required = true]) => required).map(([name]) => name),
  };
}

function asSchema(schema: unknown): Schema {
  return typeof schema === "object" && schema !== null ? { ...schema } : {};
}
