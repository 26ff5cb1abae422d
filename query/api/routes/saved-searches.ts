import { z } from "zod";
import {
  savedSearchListSchema,
  savedSearchSchema,
  type SavedSearchAnswer,
} from "#query/answers/alert-answers.ts";
import type { SavedSearch } from "#storage/alerts/alert-store.ts";
import { checkQuery } from "../check-query.ts";
import type { ApiContext, ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters, queryParameter } from "./parameters.ts";

/** A line in a list. */
const NAME_CHARACTERS_MAX = 200;

export const keptIdParams = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be an ID as it was answered")
    .describe("As it was answered when it was made"),
});

export const keptNameParameter = z
  .string()
  .trim()
  .min(1)
  .max(NAME_CHARACTERS_MAX)
  .describe("For people");

const searchBody = z.strictObject({ name: keptNameParameter, q: queryParameter });

export const KEPT_PROBLEMS = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "closed",
] as const;

export const KEEPING_PROBLEMS = [
  "unreadable-body",
  "cross-origin",
  "body-too-large",
  "unsupported-media-type",
  "overloaded",
  ...KEPT_PROBLEMS,
] as const;

/** Queries under a name; they are kept as ciphertext, for they may hold what is secret. */
export function addSavedSearchRoutes(app: ApiInstance, context: ApiContext): void {
  const tags = ["Alerts"];
  app.get(
    "/saved-searches",
    {
      schema: {
        operationId: "listSavedSearches",
        tags,
        summary: "Saved searches, by name",
        querystring: noParameters,
        response: { 200: savedSearchListSchema, ...problemResponses(...KEPT_PROBLEMS) },
      },
    },
    async () => {
      const searches = await context.ports.alerts.searches(null);
      return { items: searches.map(searchAnswer), nextCursor: null };
    },
  );
  app.post(
    "/saved-searches",
    {
      schema: {
        operationId: "saveSearch",
        tags,
        summary: "Save a search",
        querystring: noParameters,
        body: searchBody,
        response: {
          201: savedSearchSchema,
          ...problemResponses("invalid-query", ...KEEPING_PROBLEMS),
        },
      },
    },
    async ({ body, identity }, reply) => {
      await checkQuery(context, body.q);
      const by = identity?.name ?? "admin";
      reply.code(201);
      return searchAnswer(await context.ports.alerts.saveSearch({ ...body, by }));
    },
  );
  app.get(
    "/saved-searches/:id",
    {
      schema: {
        operationId: "getSavedSearch",
        tags,
        summary: "One saved search",
        params: keptIdParams,
        querystring: noParameters,
        response: { 200: savedSearchSchema, ...problemResponses("not-found", ...KEPT_PROBLEMS) },
      },
    },
    async ({ params: { id } }) => searchAnswer(await context.ports.alerts.search(id)),
  );
  app.put(
    "/saved-searches/:id",
    {
      schema: {
        operationId: "changeSavedSearch",
        tags,
        summary: "Change a saved search",
        description: "Alerts that are about it go on with the new query from where they stand.",
        params: keptIdParams,
        querystring: noParameters,
        body: searchBody,
        response: {
          200: savedSearchSchema,
          ...problemResponses("not-found", "invalid-query", ...KEEPING_PROBLEMS),
        },
      },
    },
    async ({ params: { id }, body, identity }) => {
      await checkQuery(context, body.q);
      const by = identity?.name ?? "admin";
      return searchAnswer(await context.ports.alerts.saveSearch({ id, ...body, by }));
    },
  );
  app.delete(
    "/saved-searches/:id",
    {
      schema: {
        operationId: "removeSavedSearch",
        tags,
        summary: "Forget a saved search",
        description: "The answer is what it was. One that an alert is about is refused.",
        params: keptIdParams,
        querystring: noParameters,
        response: {
          200: savedSearchSchema,
          ...problemResponses("not-found", "conflict", "cross-origin", ...KEPT_PROBLEMS),
        },
      },
    },
    async ({ params: { id } }) => searchAnswer(await context.ports.alerts.removeSearch(id)),
  );
}

function searchAnswer({ createdMs, changedMs, ...search }: SavedSearch): SavedSearchAnswer {
  return {
    ...search,
    createdAt: new Date(createdMs).toISOString(),
    changedAt: new Date(changedMs).toISOString(),
  };
}
