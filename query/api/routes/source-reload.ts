import { reloadAnswerSchema } from "#query/answers/source-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";

/** The configuration file of the service, read again while it runs. */
export function addSourceReloadRoute(app: ApiInstance, context: ApiContext): void {
  app.post(
    "/sources/reload",
    {
      schema: {
        operationId: "reloadSources",
        tags: ["Operations"],
        summary: "Read the sources of the configuration file again",
        description:
          "All or nothing: with anything wrong in the file, everything stays as it was, and the answer is `invalid-config` with all of it in `errors`.",
        querystring: noParameters,
        response: {
          200: reloadAnswerSchema,
          ...problemResponses(
            "invalid-parameter",
            "invalid-config",
            "unauthorized",
            "cross-origin",
            "overloaded",
            "too-many-requests",
            "closed",
          ),
        },
      },
    },
    () => context.ports.configuration.reload(),
  );
}
