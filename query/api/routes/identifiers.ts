import { z } from "zod";
import { resolveAnswerSchema } from "#query/answers/query-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import { identifierParameter } from "./parameters.ts";

const resolveParameters = z.strictObject({
  id: identifierParameter
    .describe("An ID as it was read out: blanks, dashes, confusable characters and slips allowed")
    .meta({ examples: ["TU80 WKRY TI9Q UMJ4", "TU80WKRYTl9QUMJ4"] }),
});

const PROBLEMS_OF_ALL = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "overloaded",
  "index-unavailable",
  "query-timeout",
] as const;

/** From an ID as people say it to what it is. */
export function addIdentifierRoutes(app: ApiInstance, context: ApiContext): void {
  const { engine } = context.ports;
  app.get(
    "/resolve",
    {
      schema: {
        operationId: "resolveIdentifier",
        tags: ["Search"],
        summary: "What an ID is, or which IDs may have been meant",
        description:
          "Candidates with score and reason, best first; nothing is opened by a guess. `exact` is the ID as given.",
        querystring: resolveParameters,
        response: { 200: resolveAnswerSchema, ...problemResponses(...PROBLEMS_OF_ALL) },
      },
    },
    ({ query }) => engine.resolve({ ...queryRequest(context), given: query.id }),
  );
}
