import type { FastifyError, FastifyRequest, FastifySchemaValidationError } from "fastify";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { nearestName } from "./nearest-name.ts";
import { pathOf } from "./request-log.ts";
import { PROBLEMS, RequestError, type Problem, type ProblemCode } from "./problem.ts";

/** Errors of the framework by its codes; others are judged by their status. */
const FRAMEWORK_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_CTP_INVALID_CONTENT_TYPE: "unsupported-media-type",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "unreadable-body",
  FST_ERR_CTP_EMPTY_JSON_BODY: "unreadable-body",
  FST_ERR_CTP_INVALID_JSON_BODY: "unreadable-body",
  FST_ERR_BAD_URL: "invalid-parameter",
  FST_ERR_HANDLER_TIMEOUT: "handler-timeout",
  FST_STATIC_FORBIDDEN_PATH: "unknown-route",
};

const STATUS_CODES: Readonly<Record<number, ProblemCode>> = {
  400: "unreadable-body",
  404: "unknown-route",
  413: "body-too-large",
  414: "address-too-long",
  415: "unsupported-media-type",
};

export interface DescribedError {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Ours to mend: to be logged with its stack. */
  readonly ours: boolean;
}

type Details = Pick<Problem, "errors" | "position" | "length">;

/**
 * Any error as the problem it is answered with. What is not known to be meant for users stays
 * inside.
 */
export function describeError(error: unknown, request: FastifyRequest): DescribedError {
  const { code, detail, details, headers } = readError(error, request);
  const { status, title, retryAfterSeconds } = PROBLEMS[code];
  return {
    problem: {
      type: `urn:tracewell:problem:${code}`,
      title,
      status,
      detail,
      code,
      instance: pathOf(request.url),
      requestId: request.id,
      ...details,
    },
    headers: {
      ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
      ...(status === 401 ? { "www-authenticate": 'Bearer realm="tracewell"' } : {}),
      ...headers,
    },
    ours: status === 500,
  };
}

interface ReadError {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly details?: Details;
  readonly headers?: Readonly<Record<string, string>>;
}

function readError(error: unknown, request: FastifyRequest): ReadError {
  if (error instanceof TracewellError && error.code !== "internal") {
    return { code: error.code, detail: error.message, details: detailsOf(error) };
  }
  if (error instanceof RequestError) {
    return { code: error.code, detail: error.message, headers: error.headers };
  }
  if (error instanceof Error && !(error instanceof TracewellError)) {
    return readFrameworkError(error, request) ?? internalError();
  }
  return internalError();
}

function internalError(): ReadError {
  return {
    code: "internal",
    detail: "The service failed while answering. Its log names the cause under this request ID.",
  };
}

function detailsOf(error: TracewellError): Details {
  const { position, length, errors } = error.detail;
  const named = z.array(z.object({ path: z.string(), message: z.string() })).safeParse(errors);
  return {
    ...(named.success ? { errors: named.data } : {}),
    ...(isCount(position) ? { position } : {}),
    ...(isCount(length) ? { length } : {}),
  };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function readFrameworkError(
  error: Error & Partial<FastifyError>,
  request: FastifyRequest,
): ReadError | null {
  if (error.validation !== undefined) {
    const errors = validationErrors(error.validation, error.validationContext, request);
    const detail = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
    return { code: "invalid-parameter", detail: `${detail}.`, details: { errors } };
  }
  const code = FRAMEWORK_CODES[error.code ?? ""] ?? STATUS_CODES[error.statusCode ?? 0];
  if (code === undefined) return null;
  if (code === "body-too-large") return { code, detail: bodyTooLarge(request) };
  if (code === "unknown-route") {
    return { code, detail: `There is nothing at ${request.method} ${pathOf(request.url)}.` };
  }
  return { code, detail: error.message };
}

function bodyTooLarge(request: FastifyRequest): string {
  const limit = request.routeOptions.bodyLimit;
  return limit === undefined
    ? "The body is too large."
    : `The body, after decompression, may have ${limit} bytes. Send it in parts.`;
}

/** Parts of a request that are checked: the framework's name, ours, and where it stands. */
const PARTS = {
  querystring: { name: "query", read: (request: FastifyRequest) => request.query },
  params: { name: "path", read: (request: FastifyRequest) => request.params },
  headers: { name: "header", read: (request: FastifyRequest) => request.headers },
  body: { name: "body", read: (request: FastifyRequest) => request.body },
} as const;
type Part = keyof typeof PARTS;

function validationErrors(
  issues: FastifySchemaValidationError[],
  context: string | undefined,
  request: FastifyRequest,
): { path: string; message: string }[] {
  const part = z.enum(["querystring", "params", "headers", "body"]).catch("body").parse(context);
  return issues.flatMap(deepestIssues).flatMap((issue) => {
    const keys = issue.instancePath.split("/").filter((key) => key !== "");
    const path = [PARTS[part].name, ...keys].join(".");
    const { keys: unknown } = issue.params;
    if (issue.keyword !== "unrecognized_keys" || !Array.isArray(unknown)) {
      const given = valueAt(PARTS[part].read(request), keys);
      return [{ path, message: issueMessage(issue, given, part) }];
    }
    const known = knownNames(request, part, keys);
    return unknown.map((key) => ({
      path: `${path}.${String(key)}`,
      message: unknownName(String(key), known),
    }));
  });
}

const unionIssueSchema = z.array(
  z.array(
    z.looseObject({
      code: z.string(),
      path: z.array(z.union([z.string(), z.number()])),
      message: z.string(),
    }),
  ),
);

/** Where a value may be of several kinds, what is wrong inside the one it seems to be. */
function deepestIssues(issue: FastifySchemaValidationError): FastifySchemaValidationError[] {
  if (issue.keyword !== "invalid_union") return [issue];
  const kinds = unionIssueSchema.safeParse(issue.params.errors).data ?? [];
  const meant = kinds.find((some) =>
    some.some(({ code, path }) => path.length > 0 || code !== "invalid_type"),
  );
  if (meant === undefined) return [issue];
  return meant
    .map(({ code, path, message, ...params }) => ({
      keyword: code,
      instancePath: [issue.instancePath, ...path].join("/"),
      schemaPath: issue.schemaPath,
      message,
      params,
    }))
    .flatMap(deepestIssues);
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.entries(found).find(([name]) => name === key)?.[1];
  }
  return found;
}

function issueMessage(issue: FastifySchemaValidationError, given: unknown, part: Part): string {
  if (given === undefined) return "is required";
  const isKind = issue.keyword === "invalid_type" || issue.keyword === "invalid_value";
  // Only what is written as a list of names and values can be given twice.
  if (isKind && part !== "body" && Array.isArray(given)) return "must be given once";
  return issue.message ?? "is not valid";
}

function unknownName(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== null) return `unknown; did you mean ${nearest}?`;
  return known.length === 0 ? "unknown; none is taken here" : `unknown; known: ${known.join(", ")}`;
}

/** Names that an object of the request may have, at the place that `keys` lead to. */
function knownNames(request: FastifyRequest, part: Part, keys: readonly string[]): string[] {
  const schemas: Readonly<Record<string, unknown>> = { ...request.routeOptions.schema };
  let objects = objectsOf(schemas[part]);
  for (const key of keys) objects = objects.flatMap((object) => objectsOf(object.shape[key]));
  return [...new Set(objects.flatMap((object) => Object.keys(object.shape)))];
}

/** The objects that a value may be. */
function objectsOf(schema: unknown): z.ZodObject[] {
  const kind = unwrapped(schema);
  if (kind instanceof z.ZodUnion) return kind.options.flatMap(objectsOf);
  return kind instanceof z.ZodObject ? [kind] : [];
}

function unwrapped(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable;
  return isWrapped ? unwrapped(schema.unwrap()) : schema;
}
