import { z } from "zod";
import { coverageSchema } from "./coverage.ts";
import { eventAnswerSchema } from "./event-answer.ts";

export const eventListSchema = z.object({
  items: z.array(eventAnswerSchema),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type EventList = z.infer<typeof eventListSchema>;

export const contextAnswerSchema = z.object({
  before: z.array(eventAnswerSchema).describe("Records before it in the ledger, ascending by seq"),
  event: eventAnswerSchema,
  after: z.array(eventAnswerSchema),
  coverage: coverageSchema,
});
export type ContextAnswer = z.infer<typeof contextAnswerSchema>;

export const candidateSchema = z.object({
  objectType: z.string(),
  id: z.string(),
  exact: z.boolean().describe("The ID as given, but for blanks, dashes, brackets and case"),
  score: z.number().min(0).max(1),
  reason: z.string().describe("What was changed, in words: `l read as I`"),
  /** 0-based places in `id` that differ from what was given. */
  differences: z.array(z.number().int().nonnegative()),
});
export const resolveAnswerSchema = z.object({
  given: z.string(),
  items: z.array(candidateSchema).describe("Best first; never opened by themselves"),
  tried: z.array(z.object({ what: z.string(), found: z.number().int().nonnegative() })),
  coverage: coverageSchema,
});
export type Candidate = z.infer<typeof candidateSchema>;
export type ResolveAnswer = z.infer<typeof resolveAnswerSchema>;

export const histogramAnswerSchema = z.object({
  bucketMs: z.number().int().positive(),
  total: z.number().int().nonnegative(),
  items: z.array(z.object({ start: z.string(), count: z.number().int().positive() })),
  coverage: coverageSchema,
});
export type HistogramAnswer = z.infer<typeof histogramAnswerSchema>;

export const facetsAnswerSchema = z.object({
  total: z.number().int().nonnegative(),
  items: z.array(
    z.object({
      field: z.string(),
      values: z.array(z.object({ value: z.string(), count: z.number().int().nonnegative() })),
    }),
  ),
  coverage: coverageSchema,
});
export type FacetsAnswer = z.infer<typeof facetsAnswerSchema>;
