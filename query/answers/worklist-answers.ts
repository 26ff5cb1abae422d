import { z } from "zod";
import { amountSchema } from "#domain/events/event.ts";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import { coverageSchema } from "./coverage.ts";
import { objectKeySchema, triageSchema } from "./lifecycle-answers.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");

export const objectRowSchema = z.object({
  object: objectKeySchema,
  aliases: z.array(z.string()).describe("Other IDs of it, such as an order's foreign ID"),
  state: z.string(),
  stateSince: time,
  inStateMs: z.number().int().nonnegative().describe("How long it has been in its state"),
  first: time.describe("Its first record"),
  last: time.describe("Its last record"),
  records: z.number().int().nonnegative(),
  store: z.string().nullable(),
  amount: amountSchema.nullable(),
  dueAt: time.nullable().describe("The next thing owed and not met; null where nothing is"),
  expiresAt: time.nullable().describe("End of its term or hold"),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(SEVERITIES),
      sentence: z.string(),
      since: time,
      triage: triageSchema.nullable(),
    }),
  ),
});
export type ObjectRowAnswer = z.infer<typeof objectRowSchema>;

export const worklistSchema = z.object({
  items: z.array(objectRowSchema),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type Worklist = z.infer<typeof worklistSchema>;

export const objectCountsSchema = z.object({
  items: z.array(
    z.object({
      type: z.enum(LIFECYCLE_TYPES),
      by: z.enum(["state", "finding"]),
      name: z.string().describe("A state, or the ID of a rule"),
      count: z.number().int().nonnegative(),
    }),
  ),
  coverage: coverageSchema,
});
export type ObjectCounts = z.infer<typeof objectCountsSchema>;
