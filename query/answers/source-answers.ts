import { z } from "zod";
import { coverageSchema } from "./coverage.ts";

/** A named origin of records, with the options its text is read by. */
export const sourceStatusSchema = z.object({
  name: z.string(),
  format: z.string(),
  timezone: z.string().optional().describe("IANA zone of times that carry none"),
  transactionIdPattern: z.string().optional(),
  protectRaw: z.boolean().optional().describe("Its raw text is written as ciphertext"),
  registeredAt: z.string(),
});
export type SourceStatus = z.infer<typeof sourceStatusSchema>;

export const sourceListSchema = z.object({
  items: z.array(sourceStatusSchema).describe("By name"),
  nextCursor: z.string().nullable(),
  coverage: coverageSchema,
});
export type SourceList = z.infer<typeof sourceListSchema>;
