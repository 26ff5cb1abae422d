import { z } from "zod";

/**
 * What an answer was built from. `partial` whenever something that could belong to the answer was not
 * read: a follower behind the ledger, an open quarantine item, a paused or lost source, a scan that ran out of time.
 */
export const coverageSchema = z.object({
  status: z.enum(["complete", "partial"]),
  reasons: z.array(z.string()).describe("One sentence each; empty when complete"),
  quarantined: z
    .number()
    .int()
    .nonnegative()
    .describe("Open quarantine items that may belong here"),
  ledgers: z.array(
    z.object({
      ledger: z.string(),
      throughSeq: z.number().int().nonnegative().describe("Last position read for this answer"),
      headSeq: z.number().int().nonnegative().describe("Last durable position when answering"),
    }),
  ),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** What the service knows about completeness at the moment of a request. */
export interface CoverageFacts {
  readonly heads: readonly {
    readonly ledger: string;
    readonly headSeq: number;
    /** The first record that retention has left; 1 when absent. */
    readonly keptFromSeq?: number;
  }[];
  readonly quarantined: number;
  /** For instance a paused follower or an unreachable ledger; one sentence each. */
  readonly reasons: readonly string[];
}
