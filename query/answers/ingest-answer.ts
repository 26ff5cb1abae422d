import { z } from "zod";

export const ingestItemSchema = z.object({
  index: z.number().int().nonnegative().describe("0-based place in the request"),
  status: z.enum(["accepted", "duplicate", "quarantined"]),
  seq: z.number().int().positive().optional().describe("Ledger position"),
  id: z.string().optional().describe("Identity of the event, or the quarantine item's ID"),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      position: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

/**
 * What became of one push; durable when it is sent. `items` lists what was not plainly accepted.
 */
export const ingestAnswerSchema = z.object({
  accepted: z.number().int().nonnegative(),
  duplicate: z.number().int().nonnegative(),
  quarantined: z.number().int().nonnegative(),
  firstSeq: z.number().int().positive().nullable(),
  lastSeq: z.number().int().positive().nullable(),
  items: z.array(ingestItemSchema),
  consumedBytes: z
    .number()
    .int()
    .nonnegative()
    .describe("Bytes of the decompressed body that were read; fewer than all only with `more`"),
  continuation: z
    .string()
    .optional()
    .describe("To be sent with the rest of a stream that was closed while idle"),
  indexed: z
    .boolean()
    .optional()
    .describe("With `wait=indexed`: whether the records were searchable before the wait ended"),
});
