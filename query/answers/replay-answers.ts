import { z } from "zod";
import { shopDecisionSchema, shopReplaySchema } from "../replays/shop-desk.ts";
import { coverageSchema } from "./coverage.ts";
import { findingSchema, lifecycleSchema, moneySchema } from "./lifecycle-answers.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");
const evidence = z.array(z.string()).describe("References of the records that tell it");

/** What the log alone says is to be replayed of one line. */
export const logDecisionSchema = z.object({
  lineItemId: z.string().nullable().describe("Null where no record tells the lines"),
  inputs: z.array(
    z.object({
      fact: z.string(),
      question: z.string(),
      answer: z.string().nullable().describe("Null where it is not known"),
      value: z.union([z.string(), z.boolean(), z.null()]),
      basis: z
        .enum(["told", "stated", "absence", "unknown"])
        .describe("By a record, by what somebody read then, or by there being no record"),
      evidence,
    }),
  ),
  decision: shopDecisionSchema.shape.decision
    .nullable()
    .describe("Null where an input that it needs is not known"),
  branch: z.string().nullable(),
  why: z.string().nullable(),
  needs: z.string().nullable().describe("The first input that is needed and not known"),
  restsOnAbsence: z.boolean().describe("It holds as far as the log is whole"),
});
export type LogDecision = z.infer<typeof logDecisionSchema>;

const orderHead = {
  order: z.string().describe("Its number; its foreign ID where no record tells the number"),
  foreignId: z.string().nullable(),
  store: z.string().nullable(),
  amount: moneySchema.nullable(),
};

/** What was replayed of an order before, with what is to be thought of it. */
export const pastReplaySchema = z.object({
  id: z.string(),
  order: z.string().nullable(),
  state: z.string(),
  decidedAt: time.nullable(),
  by: z.string().nullable(),
  isDryRun: z.boolean(),
  decision: z.string().nullable(),
  branch: z.string().nullable(),
  verdict: z
    .enum(["right", "needless", "harmful", "unverified", "unknown"])
    .describe("Of what was done, by the decision table and what is known now"),
  why: z.string().describe("One sentence"),
  findings: z.array(findingSchema),
});
export type PastReplay = z.infer<typeof pastReplaySchema>;

export const uncertainOrderSchema = z.object({
  ...orderHead,
  uncertainSince: time,
  uncertainForMs: z.number().int().nonnegative(),
  decisions: z.array(logDecisionSchema).describe("By line"),
  replays: z.number().int().nonnegative().describe("Replays so far, dry runs among them"),
  lastReplay: pastReplaySchema.nullable(),
  findings: z.array(findingSchema).describe("Of the order"),
});
export type UncertainOrder = z.infer<typeof uncertainOrderSchema>;

const page = { nextCursor: z.string().nullable(), coverage: coverageSchema };

export const uncertainOrdersSchema = z.object({ items: z.array(uncertainOrderSchema), ...page });
export type UncertainOrders = z.infer<typeof uncertainOrdersSchema>;

export const pastReplaysSchema = z.object({ items: z.array(pastReplaySchema), ...page });
export type PastReplays = z.infer<typeof pastReplaysSchema>;

/** Everything about the replay of one order that the log tells. */
export const orderReplaysSchema = z.object({
  ...orderHead,
  lifecycle: lifecycleSchema,
  decisions: z.array(logDecisionSchema),
  replays: z.array(pastReplaySchema).describe("Oldest first"),
  coverage: coverageSchema,
});
export type OrderReplays = z.infer<typeof orderReplaysSchema>;

/** The same with what the shop says now. */
export const replayViewSchema = orderReplaysSchema.extend({
  shop: z.object({
    isConfigured: z.boolean(),
    decision: shopDecisionSchema
      .nullable()
      .describe("By the shop's databases and the gateway, now"),
    reason: z.string().nullable().describe("Why there is none"),
  }),
});
export type ReplayView = z.infer<typeof replayViewSchema>;

export const executedReplaySchema = z.object({
  dryRun: z.boolean(),
  requested: z.string().nullable().describe("The record that says who asked; none for a dry run"),
  replay: shopReplaySchema,
});
export type ExecutedReplay = z.infer<typeof executedReplaySchema>;
