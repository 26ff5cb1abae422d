import { z } from "zod";
import { resolveAnswerSchema, transactionAnswerSchema } from "#query/answers/query-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { queryRequest } from "../query-request.ts";
import {
  cursorParameter,
  identifierParameter,
  limitParameter,
  timeParameter,
} from "./parameters.ts";

const resolveParameters = z.strictObject({
  id: identifierParameter
    .describe("An ID as it was read out: blanks, dashes, confusable characters and slips allowed")
    .meta({ examples: ["TU80 WKRY TI9Q UMJ4", "TU80WKRYTl9QUMJ4"] }),
});

const transactionParams = z.strictObject({
  id: identifierParameter.describe("Transaction ID").meta({ examples: ["TU80WKRYTI9QUMJ4"] }),
});

const transactionParameters = z.strictObject({
  limit: limitParameter,
  cursor: cursorParameter.exactOptional(),
  asOf: timeParameter("Only what occurred up to then").exactOptional(),
  knownAt: timeParameter("Only what had been recorded by then").exactOptional(),
});

const PROBLEMS_OF_ALL = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "overloaded",
  "index-unavailable",
  "query-timeout",
] as const;

/** From an ID as people say it to the whole story. */
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
  app.get(
    "/transactions/:id",
    {
      schema: {
        operationId: "getTransaction",
        tags: ["Search"],
        summary: "The timeline of a transaction",
        description:
          "Every record that carries the ID, in the order (time, ledger, seq), with the waits between them, other objects touched, and records without an ID that lie near.",
        params: transactionParams,
        querystring: transactionParameters,
        response: {
          200: transactionAnswerSchema,
          ...problemResponses("not-found", "invalid-cursor", ...PROBLEMS_OF_ALL),
        },
      },
    },
    ({ params, query }) =>
      engine.transaction({ ...queryRequest(context), ...query, id: params.id }),
  );
}
