import { z } from "zod";
import { eventAnswerSchema } from "./event-answer.ts";

/** One match of the live stream. SSE sends it as the data of `event: event`. */
export const tailEventSchema = z.object({
  event: eventAnswerSchema,
  queries: z
    .array(z.number().int().nonnegative())
    .describe("Places among the given `q` it matches"),
});
export type TailEvent = z.infer<typeof tailEventSchema>;

/** Sent every ten seconds: everything through these positions was looked at. */
export const tailHeartbeatSchema = z.object({
  at: z.string(),
  ledgers: z.array(
    z.object({
      ledger: z.string(),
      throughSeq: z.number().int().nonnegative(),
      headSeq: z.number().int().nonnegative(),
    }),
  ),
});
export type TailHeartbeat = z.infer<typeof tailHeartbeatSchema>;

/**
 * The client was too slow: these records were not looked at for it, and the stream goes on at the
 * head.
 */
export const tailGapSchema = z.object({
  dropped: z.number().int().positive().describe("Records of the ledger, matching or not"),
  from: z.string().describe("Reference of the first record skipped"),
  to: z.string().describe("Reference of the last record skipped"),
});
export type TailGap = z.infer<typeof tailGapSchema>;
