import { z } from "zod";
import {
  actorSchema,
  amountSchema,
  eventSourceSchema,
  objectReferenceSchema,
  parseNoteSchema,
} from "#domain/events/event.ts";

/** An event as answers show it: unknown producer fields moved under `attributes`, protected values masked. */
export const eventAnswerSchema = z.object({
  reference: z.string().describe("`<ledger>:<seq>`"),
  ledger: z.string(),
  seq: z.number().int().positive(),
  recordedAt: z.string().describe("When it became known; RFC 3339 UTC, milliseconds"),
  id: z.string().describe("The producer's or derived ID; the reference where there is none"),
  type: z.string(),
  time: z.string().describe("When it occurred; RFC 3339 UTC, milliseconds"),
  transactionId: z.string().optional(),
  unattributed: z.string().optional().describe("Why there is no transaction ID"),
  objects: z.array(objectReferenceSchema),
  actor: actorSchema.optional(),
  amount: amountSchema.optional(),
  outcome: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  level: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()),
  source: eventSourceSchema,
  parseNotes: z.array(parseNoteSchema),
  traceparent: z.string().optional(),
  raw: z.string().optional().describe("Source text verbatim, for sources that are not JSON"),
  rawBase64: z.string().optional(),
  schemaVersion: z.number().int().positive(),
});
export type EventAnswer = z.infer<typeof eventAnswerSchema>;
