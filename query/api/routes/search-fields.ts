import { searchFieldsAnswerSchema } from "#query/answers/search-field-answers.ts";
import { describeFields } from "#query/search/describe-fields.ts";
import type { ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";

/** What a query can ask for. It is of the release, not of the log: no coverage. */
export function addSearchFieldRoutes(app: ApiInstance): void {
  const answer = { fields: describeFields() };
  app.get(
    "/search-fields",
    {
      schema: {
        operationId: "listSearchFields",
        tags: ["Search"],
        summary: "The fields of the search language",
        querystring: noParameters,
        response: {
          200: searchFieldsAnswerSchema,
          ...problemResponses("invalid-parameter", "unauthorized", "too-many-requests"),
        },
      },
    },
    () => answer,
  );
}
