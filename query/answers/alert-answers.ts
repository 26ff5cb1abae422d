import { z } from "zod";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");

export const savedSearchSchema = z.object({
  id: z.string(),
  name: z.string(),
  q: z.string().describe("Query in the search language"),
  by: z.string().describe("Who saved it last"),
  createdAt: time,
  changedAt: time,
});
export type SavedSearchAnswer = z.infer<typeof savedSearchSchema>;

export const savedSearchListSchema = z.object({
  items: z.array(savedSearchSchema).describe("All of them, by name"),
  nextCursor: z.null(),
});
export type SavedSearchList = z.infer<typeof savedSearchListSchema>;

/** What an alert is about. */
export const alertSubjectSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("search"), searchId: z.string() }),
  z.object({
    kind: z.literal("finding"),
    rule: z.string().nullable().describe("A rule, or the first part of some; null for every one"),
    severityMin: z.enum(SEVERITIES).describe("Findings of this severity and above"),
  }),
]);

/** One message to a webhook. */
export const deliverySchema = z.object({
  id: z.string().describe("`webhook-id` of every attempt"),
  kind: z.enum(["search", "finding", "test"]),
  status: z
    .enum(["pending", "delivered", "failed"])
    .describe("`failed`: given up after the last attempt"),
  items: z.number().int().nonnegative().describe("Records or findings in it"),
  attempts: z.number().int().nonnegative(),
  createdAt: time,
  nextAttemptAt: time.nullable(),
  endedAt: time.nullable(),
  lastStatus: z.number().int().nullable().describe("HTTP status; null where no answer came"),
  lastError: z.string().nullable(),
});
export type DeliveryAnswer = z.infer<typeof deliverySchema>;

export const deliveryListSchema = z.object({
  items: z.array(deliverySchema).describe("Newest first"),
  nextCursor: z.string().nullable(),
});
export type DeliveryList = z.infer<typeof deliveryListSchema>;

export const alertSchema = z.object({
  id: z.string(),
  name: z.string(),
  about: alertSubjectSchema,
  destination: z
    .string()
    .describe("The webhook's origin and last characters: whole, it is as good as a password"),
  enabled: z.boolean(),
  disabledReason: z.string().nullable().describe("Why the service disabled it by itself"),
  by: z.string().describe("Who changed it last"),
  createdAt: time,
  changedAt: time,
  throughSeqs: z
    .record(z.string(), z.number())
    .describe("Last record that was looked at, by ledger; of an alert about a search"),
  lastDelivery: deliverySchema.nullable(),
});
export type AlertAnswer = z.infer<typeof alertSchema>;

export const alertListSchema = z.object({
  items: z.array(alertSchema).describe("All of them, by name"),
  nextCursor: z.null(),
});
export type AlertList = z.infer<typeof alertListSchema>;

export const createdAlertSchema = alertSchema.extend({
  secret: z
    .string()
    .optional()
    .describe("To check signatures with; shown this once, and only where none was given"),
});
export type CreatedAlert = z.infer<typeof createdAlertSchema>;
