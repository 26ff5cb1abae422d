import { z } from "zod";

const value = z.union([z.string(), z.boolean(), z.null()]);

/** What the shop decides now, on its own databases and the gateway's word. */
export const shopDecisionSchema = z.object({
  decision: z.enum(["none", "wholeOrder", "orderInfo", "getKeyRequest"]),
  branch: z.string().describe("Of the decision table"),
  why: z.string(),
  evidence: z.array(
    z.object({ fact: z.string(), question: z.string(), answer: z.string(), value }),
  ),
});
export type ShopDecision = z.infer<typeof shopDecisionSchema>;

export const shopReplaySchema = z.object({
  replayId: z.string(),
  foreignId: z.string(),
  decided: shopDecisionSchema,
  decision: shopDecisionSchema.shape.decision.describe("What was done"),
  state: z.enum(["decided", "loading", "waiting", "ended", "verified", "failed"]),
  checks: z.object({
    stateMatches: z.boolean().exactOptional(),
    licenseGenerated: z.boolean().exactOptional(),
    invoiceIssued: z.boolean().exactOptional(),
    mailRecorded: z.boolean().exactOptional(),
  }),
  reason: z.string().nullable(),
});
export type ShopReplay = z.infer<typeof shopReplaySchema>;

/**
 * The shop's desk for replays, through which they are decided on living data and carried out. Rejects with
 * `not-configured` where no shop is set, `shop-unavailable` where it does not answer or answers badly,
 * `not-found` where it knows no such order, `forbidden` where it takes the service for a stranger.
 */
export interface ShopDesk {
  /** True where a shop is set, whether or not it answers. */
  readonly isConfigured: boolean;
  /** Looks and changes nothing; null decision where a gateway does not answer. */
  view(
    foreignId: string,
  ): Promise<{ decision: ShopDecision | null; undecidedReason: string | null }>;
  /** Decides, and without `dryRun` loads, waits and verifies: may take a minute. Twice changes nothing more. */
  replay(foreignId: string, options: { readonly dryRun: boolean }): Promise<ShopReplay>;
}
