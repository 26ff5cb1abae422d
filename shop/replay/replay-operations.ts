import { z } from "zod";
import { operation } from "../services/operation.ts";

const foreignId = z.string().regex(/^[1-9][0-9]-[0-9]{5,7}$/, "must be such as 38-211449");
const time = z.string();
const decision = z.enum(["none", "wholeOrder", "orderInfo", "getKeyRequest"]);
const documentKind = z.enum(["orderInfo", "getKeyRequest"]);
const value = z.union([z.string(), z.boolean(), z.null()]);

/** Most orders of one answer. */
export const UNCERTAIN_MAX = 500;
/** Most replays of an order that are shown, the newest first. */
export const HISTORY_MAX = 100;

const decidedSchema = z.object({
  decision,
  branch: z.string(),
  why: z.string(),
  evidence: z.array(
    z.object({ fact: z.string(), question: z.string(), answer: z.string(), value }),
  ),
});

const checksSchema = z.object({
  stateMatches: z.boolean().exactOptional(),
  licenseGenerated: z.boolean().exactOptional(),
  invoiceIssued: z.boolean().exactOptional(),
  mailRecorded: z.boolean().exactOptional(),
});

const outcomeSchema = z.object({
  replayId: z.string(),
  foreignId: z.string(),
  decided: decidedSchema,
  /** What was done: by hand it may differ from what the table says. */
  decision,
  state: z.enum(["decided", "loading", "waiting", "ended", "verified", "failed"]),
  checks: checksSchema,
  reason: z.string().nullable(),
});

const historySchema = z.object({
  replayId: z.string(),
  decision,
  branch: z.string(),
  by: z.enum(["system", "operator"]),
  byHand: z.boolean(),
  state: z.enum(["decided", "loading", "waiting", "ended", "verified", "failed"]),
  attempts: z.int(),
  checks: checksSchema,
  reason: z.string().nullable(),
  decidedAt: time,
  endedAt: time.nullable(),
});
export type ShownReplay = z.output<typeof historySchema>;

const orderSchema = z.object({
  orderNumber: z.string(),
  foreignId: z.string(),
  store: z.string(),
  state: z.string(),
  placedAt: time,
  amountMinor: z.int(),
  currency: z.string(),
});
export type ShownOrder = z.output<typeof orderSchema>;

/** What operators do with orders that may have to be replayed. */
export const REPLAY_OPERATIONS = {
  listUncertain: operation({
    name: "listUncertain",
    method: "GET",
    path: "/replays/uncertain",
    summary: "Uncertain orders, oldest first, with how often a replay failed",
    operatorOnly: true,
    input: z.strictObject({}),
    answer: z.object({
      items: z.array(
        z.object({
          ...orderSchema.shape,
          /** Those by hand are not counted. */
          failedReplays: z.int(),
          /** The sweep tries no more: it waits for people. */
          isLeftToPeople: z.boolean(),
        }),
      ),
      /** There are more than are listed. */
      isPartial: z.boolean(),
    }),
  }),
  viewReplay: operation({
    name: "viewReplay",
    method: "GET",
    path: "/replays/{foreignId}",
    summary: "What would be replayed of an order and why, its documents, and its replays so far",
    operatorOnly: true,
    input: z.strictObject({ foreignId }),
    answer: z.object({
      order: orderSchema,
      /** Null where a gateway does not answer. */
      decided: decidedSchema.nullable(),
      undecidedReason: z.string().nullable(),
      documents: z.array(
        z.object({
          name: z.string(),
          kind: documentKind,
          lineItemId: z.string(),
          isLoaded: z.boolean(),
          /** Why it fits no other document. */
          unfit: z.string().nullable(),
        }),
      ),
      history: z.array(historySchema),
    }),
  }),
  replayOrder: operation({
    name: "replayOrder",
    method: "POST",
    path: "/replays/{foreignId}",
    summary: "Replay an order: decide, load, wait, verify; or only decide (dryRun)",
    operatorOnly: true,
    input: z.strictObject({ foreignId, dryRun: z.boolean().default(false) }),
    answer: outcomeSchema,
  }),
  loadByHand: operation({
    name: "loadByHand",
    method: "POST",
    path: "/replays/{foreignId}/load",
    summary: "Load one document by hand, whatever the table says",
    operatorOnly: true,
    input: z.strictObject({
      foreignId,
      document: documentKind,
      lineItemId: z.string().min(1).max(64),
    }),
    answer: outcomeSchema,
  }),
  verifyByHand: operation({
    name: "verifyByHand",
    method: "POST",
    path: "/replays/{foreignId}/verification",
    summary: "Verify what was loaded by hand",
    operatorOnly: true,
    input: z.strictObject({ foreignId }),
    answer: historySchema,
  }),
} as const;
