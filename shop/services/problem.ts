import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import { ShopError, type ShopErrorCode } from "../errors.ts";

const STATUS: Readonly<Record<ShopErrorCode, number>> = {
  "invalid-request": 400,
  unauthorized: 401,
  "not-found": 404,
  "session-expired": 410,
  "cart-empty": 409,
  "wrong-state": 409,
  "out-of-stock": 409,
  "idempotency-conflict": 409,
  "invalid-document": 422,
  "service-timeout": 504,
  "service-unavailable": 503,
  "service-refused": 502,
  "malformed-answer": 502,
  internal: 500,
};

export const PROBLEM_TYPE = "application/problem+json";

/** RFC 9457; `code` is what programs branch on, `place` the field that is wrong. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly code: ShopErrorCode;
  readonly detail: string;
  readonly place?: string;
}

/** As the API document describes it. */
export const problemSchema = z.object({
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(STATUS)),
  detail: z.string(),
  place: z.string().optional(),
});

export function problemOf(error: unknown): Problem {
  if (error instanceof ShopError) {
    const { place } = error.detail;
    const told = problem(error.code, error.message);
    return typeof place === "string" ? { ...told, place } : told;
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issue = error.validation[0];
    const path = (issue?.instancePath ?? "").split("/").filter(Boolean).join(".");
    const place = [error.validationContext, path].filter(Boolean).join(": ");
    return { ...problem("invalid-request", `${place}: ${issue?.message ?? "invalid"}.`), place };
  }
  const { statusCode: status = 500, message } = frameworkError.safeParse(error).data ?? {};
  if (status === 401) return problem("unauthorized", "Give the operator's name and password.");
  if (status === 415) {
    return { ...problem("invalid-request", "Send the body as application/json."), status };
  }
  if (status < 500) {
    return { ...problem("invalid-request", message ?? "The request is not valid."), status };
  }
  // What went wrong inside is for the log.
  return problem("internal", "The shop could not do this; it was written to its log.");
}

function problem(code: ShopErrorCode, detail: string): Problem {
  return { title: code.replaceAll("-", " "), status: STATUS[code], code, detail };
}

/** What fastify and its plugins throw. */
const frameworkError = z.looseObject({ statusCode: z.number(), message: z.string() }).partial();

/** Answers every error of the app as problem+json. */
export function addProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => answer(problemOf(error), error, request, reply));
  app.setNotFoundHandler(async (request, reply) => {
    const told = problem("not-found", `There is nothing at ${request.method} ${pathOf(request)}.`);
    return reply.status(told.status).type(PROBLEM_TYPE).send(told);
  });
}

/** Answers what is wrong before there is a route, such as an address that cannot be decoded. */
export function answerUnrouted(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  void answer(problemOf(error), error, request, reply);
}

async function answer(
  told: Problem,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (told.status >= 500) request.log.error(error);
  // What asked the browser for name and password is kept.
  return reply.status(told.status).type(PROBLEM_TYPE).send(told);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? "";
}
