import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { followerStatusSchema } from "#query/answers/operation-answers.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";

const followerParams = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(128)
    .describe("Name of the follower; /readyz lists them")
    .meta({ examples: ["index"] }),
});

/** Views of the ledger can be halted, for maintenance: answers then say what they lack. */
export function addFollowerRoutes(app: ApiInstance, context: ApiContext): void {
  for (const action of ["pause", "resume"] as const) {
    app.post(
      `/followers/:name/${action}`,
      {
        schema: {
          operationId: `${action}Follower`,
          tags: ["Operations"],
          summary: action === "pause" ? "Halt a follower where it is" : "Let a follower go on",
          params: followerParams,
          querystring: noParameters,
          response: {
            200: followerStatusSchema,
            ...problemResponses(
              "invalid-parameter",
              "not-found",
              "unauthorized",
              "too-many-requests",
              "cross-origin",
              "index-unavailable",
            ),
          },
        },
      },
      async ({ params }) => {
        requireFollower(context, params.name);
        await context.ports.followers[action](params.name);
        return requireFollower(context, params.name);
      },
    );
  }
}

function requireFollower(context: ApiContext, name: string) {
  const { followers } = context.ports.status();
  const found = followers.find((follower) => follower.name === name);
  if (found !== undefined) return found;
  const known = followers.map((follower) => follower.name).join(", ");
  throw new TracewellError("not-found", `There is no follower ${name}; known: ${known}.`);
}
