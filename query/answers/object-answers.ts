import { z } from "zod";
import type { NarrativeSentence } from "#domain/narrative/narrate.ts";
import { coverageSchema } from "./coverage.ts";
import { eventAnswerSchema } from "./event-answer.ts";
import { findingSchema, lifecycleSchema, objectKeySchema } from "./lifecycle-answers.ts";

export const timelineEntrySchema = eventAnswerSchema.extend({
  waitMs: z
    .number()
    .int()
    .nonnegative()
    .nullable()
    .describe("Since the entry before; null for the first"),
  undeterminedOrder: z
    .boolean()
    .describe(
      "Shares its millisecond with an entry of another source: no order is proven between them",
    ),
  through: z
    .object({ type: z.string(), id: z.string(), relation: z.string() })
    .optional()
    .describe("It does not name the object itself: the linked object by which it belongs here"),
});

const relatedObjectSchema = z.object({
  type: z.string(),
  id: z.string(),
  roles: z.array(z.string()),
  records: z.number().int().nonnegative().describe("Of the timeline, that name it"),
  relation: z
    .string()
    .nullable()
    .optional()
    .describe("As the model calls the link; null where the records only touch it"),
  state: z.string().nullable().optional().describe("Null where its life is not rebuilt"),
  findings: z.number().int().nonnegative().optional().describe("How many of its own it has"),
});

const narrativeSchema: z.ZodType<NarrativeSentence, NarrativeSentence> = z.object({
  chapter: z.enum(["state", "course", "money", "links", "owed", "findings", "unknown"]),
  text: z.string(),
  evidence: z.array(z.string()).describe("Empty only for what is not known"),
});

/** What happened to one object, and what is to be said of it. */
export const objectAnswerSchema = z.object({
  object: objectKeySchema,
  lifecycle: lifecycleSchema
    .optional()
    .describe("With `findings` and `narrative` left out by `verdict=false`"),
  timeline: z.array(timelineEntrySchema).describe("Ordered by (time, ledger, seq)"),
  nextCursor: z.string().nullable().describe("The rest of a timeline longer than `limit`"),
  summary: z.object({
    records: z.number().int().nonnegative(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    durationMs: z.number().int().nonnegative().nullable(),
    longestWaitMs: z.number().int().nonnegative().nullable(),
  }),
  related: z.array(relatedObjectSchema).describe("Other objects its records touch"),
  unattributedNearby: z
    .array(eventAnswerSchema.extend({ why: z.string() }))
    .describe("Records without an ID, close in source and time; they may not belong here"),
  findings: z
    .array(findingSchema)
    .optional()
    .describe(
      "Its own and those of related objects, the gravest first; each names the object it is on",
    ),
  narrative: z.array(narrativeSchema).optional(),
  coverage: coverageSchema,
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type RelatedObject = z.infer<typeof relatedObjectSchema>;
export type ObjectAnswer = z.infer<typeof objectAnswerSchema>;
