import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import { HEADER_FIELDS, type Operation, type OperationHandler } from "./operation.ts";
import { PROBLEM_TYPE, problemSchema } from "./problem.ts";

const PATH_FIELD = /\{(\w+)\}/g;

const PROBLEM_ANSWER = {
  description: "It was not done, or not known to be done; `code` and `detail` say why",
  content: { [PROBLEM_TYPE]: { schema: problemSchema } },
};

/** Where each field of an operation's input stands in a request. */
export interface RequestParts {
  readonly path: readonly string[];
  readonly headers: readonly (keyof typeof HEADER_FIELDS)[];
  readonly query: readonly string[];
  readonly body: readonly string[];
}

export function requestParts(operation: Operation): RequestParts {
  const fields = Object.keys(shapeOf(operation));
  const path = [...operation.path.matchAll(PATH_FIELD)].map(([, name = ""]) => name);
  const headers = fields.filter((field) => isHeaderField(field) && !path.includes(field));
  const rest = fields.filter((field) => !path.includes(field) && !isHeaderField(field));
  const inBody = operation.method === "POST" || operation.method === "PUT";
  return {
    path,
    headers: headers.filter(isHeaderField),
    query: inBody ? [] : rest,
    body: inBody ? rest : [],
  };
}

/**
 * Puts operations on a fastify app, each under its method and path, validated and described by its schema.
 * `requireOperator` stands before those for the shop's own people.
 */
export function addOperations(
  app: FastifyInstance,
  handlers: readonly OperationHandler[],
  requireOperator: onRequestHookHandler | null,
): void {
  for (const { operation, handle, refused } of handlers) {
    const parts = requestParts(operation);
    app.route({
      method: operation.method,
      url: `/${operation.path.replace(/^\//, "").replaceAll(PATH_FIELD, ":$1")}`,
      schema: {
        operationId: operation.name,
        summary: operation.summary,
        ...schemasOf(operation, parts),
        ...(operation.operatorOnly && { security: [{ operator: [] }] }),
        response: { 200: operation.answer, default: PROBLEM_ANSWER },
      },
      ...(operation.operatorOnly && requireOperator !== null && { onRequest: requireOperator }),
      ...(refused !== undefined && {
        errorHandler: (error, request) => {
          if (hasZodFastifySchemaValidationErrors(error)) refused(inputOf(request, parts));
          // The app's own handler answers.
          throw error;
        },
      }),
      handler: async (request) => handle(inputOf(request, parts)),
    });
  }
}

function inputOf(request: FastifyRequest, parts: RequestParts): Record<string, unknown> {
  return {
    ...headerInput(request.headers, parts),
    ...objectOf(request.query),
    ...objectOf(request.body),
    ...objectOf(request.params),
  };
}

function schemasOf(operation: Operation, parts: RequestParts): Record<string, z.ZodType> {
  const shape = shapeOf(operation);
  const pickFields = (names: readonly string[]): z.core.$ZodShape =>
    Object.fromEntries(names.flatMap((name) => (shape[name] ? [[name, shape[name]]] : [])));
  const headerShape = Object.fromEntries(
    parts.headers.flatMap((name) => (shape[name] ? [[HEADER_FIELDS[name], shape[name]]] : [])),
  );
  return {
    ...(parts.path.length > 0 && { params: z.strictObject(pickFields(parts.path)) }),
    ...(parts.headers.length > 0 && { headers: z.looseObject(headerShape) }),
    ...(parts.query.length > 0 && { querystring: z.strictObject(pickFields(parts.query)) }),
    ...(parts.body.length > 0 && { body: z.strictObject(pickFields(parts.body)) }),
  };
}

function headerInput(
  headers: Readonly<Record<string, unknown>>,
  parts: RequestParts,
): Record<string, unknown> {
  return Object.fromEntries(
    parts.headers.flatMap((name) => {
      const value = headers[HEADER_FIELDS[name]];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function shapeOf({ input }: Operation): z.core.$ZodShape {
  return input instanceof z.ZodObject ? input.shape : {};
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

function isHeaderField(field: string): field is keyof typeof HEADER_FIELDS {
  return Object.hasOwn(HEADER_FIELDS, field);
}
