import { randomUUID } from "node:crypto";
import { z } from "zod";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import type { IncidentPorts } from "#query/incidents/change-incident.ts";
import { newIncidentId } from "#query/incidents/incident-id.ts";
import type { ApiContext } from "../context.ts";
import { queryRequest } from "../query-request.ts";
import { choiceParameter, identifierParameter } from "./parameters.ts";

/** Longest note: a page. */
const NOTE_CHARACTERS_MAX = 4_000;

/** Longest title: a line. */
const TITLE_CHARACTERS_MAX = 200;

/** A ledger's name and a position. */
const REFERENCE_CHARACTERS_MAX = 160;

export const READ_PROBLEMS = [
  "invalid-parameter",
  "unauthorized",
  "too-many-requests",
  "index-unavailable",
  "query-timeout",
  "closed",
] as const;

export const CHANGE_PROBLEMS = [
  "unreadable-body",
  "not-found",
  "conflict",
  "cross-origin",
  "body-too-large",
  "unsupported-media-type",
  "overloaded",
  "ledger-stopped",
  ...READ_PROBLEMS,
] as const;

export const incidentParams = z.strictObject({
  id: identifierParameter
    .regex(/^[A-Za-z0-9-]+$/, "must be the ID of an incident, such as INC-K7QM3XPT")
    .describe("ID of the incident"),
});

export const titleParameter = z
  .string()
  .trim()
  .min(1)
  .max(TITLE_CHARACTERS_MAX)
  .describe("What it is about, in a line");

export const noteParameter = z
  .string()
  .trim()
  .min(1)
  .max(NOTE_CHARACTERS_MAX)
  .describe("For those who look later");

export const pinIdParameter = identifierParameter.describe("A pin of the incident");

const RULE = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** A record, or a finding with the object it is on. */
export const pinParameter = z.union([
  z.strictObject({
    reference: z.string().max(REFERENCE_CHARACTERS_MAX).describe("Of a record: `main:42`, or `42`"),
  }),
  z.strictObject({
    finding: z
      .strictObject({
        type: choiceParameter("Kind of object", LIFECYCLE_TYPES),
        id: identifierParameter.describe("Any ID of the object"),
        rule: z.string().regex(RULE, "must be a rule, such as order.stuck"),
      })
      .describe("A finding that holds now"),
  }),
]);

/** What changes of incidents need of the service. */
export function changingPorts(context: ApiContext): IncidentPorts {
  const { engine, ingest } = context.ports;
  return { engine, ingest, newId: randomUUID, newIncidentId, now: () => queryRequest(context) };
}
