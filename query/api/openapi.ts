import swagger from "@fastify/swagger";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import { coverageSchema } from "#query/answers/coverage.ts";
import { incidentSchema } from "#query/answers/incident-answers.ts";
import { exportAnswerSchema } from "#query/answers/export-answers.ts";
import { eventAnswerSchema } from "#query/answers/event-answer.ts";
import { alertSchema, deliverySchema, savedSearchSchema } from "#query/answers/alert-answers.ts";
import { attributeDefinitionSchema, eventTypeSchema } from "#query/answers/event-type-answers.ts";
import { ingestAnswerSchema } from "#query/answers/ingest-answer.ts";
import { quarantineItemSchema } from "#query/answers/quarantine-answers.ts";
import { detailSchema, findingSchema, lifecycleSchema } from "#query/answers/lifecycle-answers.ts";
import { objectAnswerSchema, timelineEntrySchema } from "#query/answers/object-answers.ts";
import { followerStatusSchema } from "#query/answers/operation-answers.ts";
import { sourceStatusSchema } from "#query/answers/source-answers.ts";
import type { ApiInstance } from "./context.ts";
import { problemSchema } from "./problem.ts";

const DESCRIPTION = `Records of every step of every sale, and what became of one ID.

Times are RFC 3339 UTC with milliseconds. Lists are \`{items, nextCursor, coverage}\`; \`coverage\` says through
which position an answer was built and what it may lack. Errors are RFC 9457 problems with a \`code\`.
Programs send the admin token as a bearer token; browsers exchange a one-time link for a session.`;

const TAGS = [
  { name: "Search", description: "Records, identifiers, timelines, counts" },
  { name: "Worklists", description: "Objects, numbers and gift cards that want a look" },
  { name: "Statistics", description: "How objects go their way, and how long it takes" },
  { name: "Objects", description: "Whole stories with verdicts, comparisons, worklists" },
  {
    name: "Incidents",
    description: "Files of records and findings with notes, each kept in the log",
  },
  { name: "Replays", description: "Uncertain orders, decided with evidence, replayed by the shop" },
  {
    name: "Shop",
    description: "The shop that is set up: products, customers, scheduler, simulator",
  },
  { name: "Exports", description: "Files to take along, each with a manifest" },
  { name: "Live", description: "The live stream" },
  {
    name: "Alerts",
    description: "Saved searches, and webhooks that are told of matches and findings",
  },
  { name: "Ingest", description: "Pushing records" },
  { name: "Quarantine", description: "Input that could not become a record, kept whole" },
  { name: "Operations", description: "Sources, followers, health" },
  { name: "Access", description: "Who is let in" },
];

/**
 * Schemas that stand in the document once, by name. Descriptions live in zod's global registry too.
 */
for (const [id, schema] of Object.entries({
  Coverage: coverageSchema,
  Event: eventAnswerSchema,
  TimelineEntry: timelineEntrySchema,
  Finding: findingSchema,
  Lifecycle: lifecycleSchema,
  Detail: detailSchema,
  ObjectAnswer: objectAnswerSchema,
  Export: exportAnswerSchema,
  Incident: incidentSchema,
  SavedSearch: savedSearchSchema,
  Alert: alertSchema,
  Delivery: deliverySchema,
  EventType: eventTypeSchema,
  AttributeDefinition: attributeDefinitionSchema,
  IngestAnswer: ingestAnswerSchema,
  QuarantineItem: quarantineItemSchema,
  Source: sourceStatusSchema,
  Follower: followerStatusSchema,
  Problem: problemSchema,
})) {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id });
}

/** Collects the routes that are added after it into an OpenAPI 3.1 document. */
export async function collectDocument(app: ApiInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Tracewell", version, description: DESCRIPTION },
      tags: TAGS,
      servers: [{ url: "/", description: "This service" }],
      security: [{ bearer: [] }, { session: [] }],
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer", description: "The admin token" },
          session: { type: "apiKey", in: "cookie", name: "tracewell_session" },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}
