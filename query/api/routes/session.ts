import { sessionAnswerSchema, signInLinkSchema } from "#query/answers/operation-answers.ts";
import { TracewellError } from "#domain/errors.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";

const PROBLEMS_OF_ALL = ["invalid-parameter", "unauthorized", "too-many-requests"] as const;

export function addSessionRoutes(app: ApiInstance, context: ApiContext): void {
  app.get(
    "/session",
    {
      schema: {
        operationId: "getSession",
        tags: ["Access"],
        summary: "Who is signed in",
        querystring: noParameters,
        response: { 200: sessionAnswerSchema, ...problemResponses(...PROBLEMS_OF_ALL) },
      },
    },
    ({ identity }) => {
      if (identity === null) throw new TracewellError("unauthorized", "Nobody is signed in.");
      const { name, role, by, expiresAtMs } = identity;
      const expiresAt = expiresAtMs === null ? null : new Date(expiresAtMs).toISOString();
      return { name, role, by, expiresAt };
    },
  );
  app.post(
    "/sign-in-links",
    {
      schema: {
        operationId: "createSignInLink",
        tags: ["Access"],
        summary: "A link that signs one browser in, once",
        querystring: noParameters,
        response: { 200: signInLinkSchema, ...problemResponses(...PROBLEMS_OF_ALL) },
      },
    },
    () => {
      const { path, expiresAtMs } = context.ports.access.createSignInLink();
      return { path, expiresAt: new Date(expiresAtMs).toISOString() };
    },
  );
}
