import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { ApiInstance } from "./context.ts";
import { describeError } from "./describe-error.ts";
import { PROBLEM_TYPE } from "./problem.ts";

/** The one error handler. */
export function addErrorAnswers(app: ApiInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => answerError(error, request, reply));
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers, ours } = describeError(error, request);
  if (ours) request.log.error({ err: error, code: problem.code }, "request failed");
  for (const [name, value] of Object.entries(headers)) {
    if (name !== "retry-after" || !reply.hasHeader(name)) reply.header(name, value);
  }
  // As text: the answer is ours whatever schema the route has for its status.
  void reply
    .code(problem.status)
    .header("cache-control", "no-store")
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problem));
}
