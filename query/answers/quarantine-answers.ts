import { z } from "zod";
import { coverageSchema } from "./coverage.ts";

/**
 * One input that could not become an event. Its bytes are fetched apart, by administrators only.
 */
export const quarantineItemSchema = z.object({
  itemId: z.string().describe("`q<number>`, in order of arrival"),
  status: z.enum(["open", "resolved", "dismissed"]),
  reason: z.string(),
  message: z.string().describe("What is wrong, where, and how to mend it"),
  sourceName: z.string(),
  format: z.string(),
  position: z.object({
    file: z.string().optional(),
    line: z.number().int().optional(),
    offset: z.number().int().optional(),
    index: z.number().int().optional(),
  }),
  options: z.record(z.string(), z.string()).optional(),
  id: z.string().optional().describe("Identity the input had, when it was known"),
  quarantinedAt: z.string(),
  contentBytes: z.number().int().nonnegative(),
  retries: z.number().int().nonnegative(),
  resolvedSeqs: z.array(z.number().int().positive()).optional(),
  note: z.string().optional(),
});
export type QuarantineItemAnswer = z.infer<typeof quarantineItemSchema>;

export const quarantineListSchema = z.object({
  items: z.array(quarantineItemSchema).describe("Newest first"),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type QuarantineList = z.infer<typeof quarantineListSchema>;
