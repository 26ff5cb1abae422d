import { OBJECT_ROLES, OBJECT_TYPES } from "#domain/events/catalog/event-type.ts";
import { eventTypes } from "#domain/events/catalog.ts";
import {
  eventTypesAnswerSchema,
  type EventTypesAnswer,
} from "#query/answers/event-type-answers.ts";
import type { ApiInstance } from "../context.ts";
import { problemResponses } from "../problem.ts";
import { noParameters } from "./parameters.ts";

const CATALOG: EventTypesAnswer = eventTypesAnswerSchema.parse({
  eventTypes,
  objectTypes: OBJECT_TYPES,
  objectRoles: Object.entries(OBJECT_ROLES).map(([role, description]) => ({ role, description })),
});

/**
 * One catalog for documents, dashboards and producers. It is of the release, not of the log: no
 * coverage.
 */
export function addEventTypeRoutes(app: ApiInstance): void {
  app.get(
    "/event-types",
    {
      schema: {
        operationId: "listEventTypes",
        tags: ["Search"],
        summary: "The catalog of event types",
        description:
          "Types that are known, with their objects and attributes. Events of any other type are taken as well.",
        querystring: noParameters,
        response: {
          200: eventTypesAnswerSchema,
          ...problemResponses("invalid-parameter", "unauthorized", "too-many-requests"),
        },
      },
    },
    () => CATALOG,
  );
}
