import { z } from "zod";
import { coverageSchema } from "./coverage.ts";

/** A named origin of records, with the options its text is read by. */
export const sourceSettingsSchema = z.object({
  name: z.string(),
  format: z.string(),
  timezone: z.string().optional().describe("IANA zone of times that carry none"),
  transactionIdPattern: z.string().optional(),
  protectRaw: z.boolean().optional().describe("Its raw text is written as ciphertext"),
  registeredAt: z.string(),
});
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;

/** What the index knows of a source; as far as the index has read. */
export const sourceActivitySchema = z.object({
  records: z.number().int().nonnegative(),
  lastRecord: z
    .object({
      reference: z.string(),
      time: z.string().describe("When it occurred"),
      recordedAt: z.string().describe("When it became known; the difference is the lag"),
    })
    .nullable()
    .describe("The record that occurred last; null when there is none"),
});
export type SourceActivity = z.infer<typeof sourceActivitySchema>;

export const sourceStatusSchema = sourceSettingsSchema.extend(sourceActivitySchema.shape);
export type SourceStatus = z.infer<typeof sourceStatusSchema>;

export const sourceListSchema = z.object({
  items: z.array(sourceStatusSchema).describe("By name"),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type SourceList = z.infer<typeof sourceListSchema>;
