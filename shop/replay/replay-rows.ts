import { z } from "zod";
import type { Reads, Transaction } from "../database/shop-database.ts";
import { type RandomSource, randomCapitals } from "../random/random-source.ts";

/** 36^12: two replays never get the same. */
const ID_CHARACTERS = 12;

const plannedDocument = z.object({
  kind: z.enum(["orderInfo", "getKeyRequest"]),
  name: z.string(),
  lineItemId: z.string(),
  /** It was in the main database when it was decided: to load it again changes nothing. */
  wasLoaded: z.boolean(),
});
/** A document that a replay is to load. */
export type PlannedDocument = z.infer<typeof plannedDocument>;

const json = <T>(schema: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    const read = schema.safeParse(JSON.parse(text));
    if (read.success) return read.data;
    context.addIssue({ code: "custom", message: read.error.message });
    return z.NEVER;
  });

const evidence = z.object({
  fact: z.string(),
  question: z.string(),
  answer: z.string(),
  value: z.union([z.string(), z.boolean(), z.null()]),
});

const checks = z.object({
  stateMatches: z.boolean().exactOptional(),
  licenseGenerated: z.boolean().exactOptional(),
  invoiceIssued: z.boolean().exactOptional(),
  mailRecorded: z.boolean().exactOptional(),
});

const replayRow = z.object({
  id: z.string(),
  foreignId: z.string(),
  orderNumber: z.string(),
  decision: z.enum(["none", "wholeOrder", "orderInfo", "getKeyRequest"]),
  branch: z.string(),
  evidence: json(z.array(evidence)),
  requestedBy: z.enum(["system", "operator"]),
  state: z.enum(["decided", "loading", "waiting", "verified", "failed", "ended"]),
  attempts: z.number(),
  checks: json(checks).nullable(),
  lineItemId: z.string().nullable(),
  plan: json(z.array(plannedDocument)),
  loaded: z.number(),
  byHand: z.number().transform((given) => given === 1),
  reason: z.string().nullable(),
  decidedMs: z.number(),
  endedMs: z.number().nullable(),
});
/**
 * A replay: `decided` (to be executed), `loading`, `waiting` (loaded, not verified yet), then `verified` or
 * `failed`; `ended` where there was nothing to load. One by hand that nobody verifies stays `waiting`.
 */
export type ReplayRow = z.output<typeof replayRow>;
export type ReplayState = ReplayRow["state"];

/** Under way, and going on by itself. */
const IS_OPEN = "byHand = 0 AND state IN ('decided', 'loading', 'waiting')";

export function newReplayId(random: RandomSource): string {
  return `replay-${randomCapitals(random, ID_CHARACTERS)}`;
}

export type NewReplay = Pick<
  ReplayRow,
  | "id"
  | "foreignId"
  | "orderNumber"
  | "decision"
  | "branch"
  | "evidence"
  | "requestedBy"
  | "state"
  | "lineItemId"
  | "plan"
  | "byHand"
  | "decidedMs"
  | "endedMs"
>;

export function insertReplay(tx: Transaction, replay: NewReplay): void {
  tx.run(
    `INSERT INTO replays (id, foreignId, orderNumber, decision, branch, evidence, requestedBy, state,
       lineItemId, plan, byHand, decidedMs, endedMs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    replay.id,
    replay.foreignId,
    replay.orderNumber,
    replay.decision,
    replay.branch,
    JSON.stringify(replay.evidence),
    replay.requestedBy,
    replay.state,
    replay.lineItemId,
    JSON.stringify(replay.plan),
    replay.byHand ? 1 : 0,
    replay.decidedMs,
    replay.endedMs,
  );
}

export function findReplay(reads: Reads, id: string): ReplayRow | undefined {
  return reads.get(replayRow, "SELECT * FROM replays WHERE id = ?", id);
}

/** The replay of the order that is under way, if one is. */
export function findOpenReplay(reads: Reads, foreignId: string): ReplayRow | undefined {
  const sql = `SELECT * FROM replays WHERE foreignId = ? AND ${IS_OPEN} ORDER BY decidedMs, id`;
  return reads.get(replayRow, sql, foreignId);
}

/** All that are under way, oldest first. */
export function openReplays(reads: Reads): ReplayRow[] {
  return reads.all(replayRow, `SELECT * FROM replays WHERE ${IS_OPEN} ORDER BY decidedMs, id`);
}

/** Of one order, newest first. */
export function replaysOfOrder(reads: Reads, foreignId: string, limit: number): ReplayRow[] {
  return reads.all(
    replayRow,
    "SELECT * FROM replays WHERE foreignId = ? ORDER BY decidedMs DESC, rowid DESC LIMIT ?",
    foreignId,
    limit,
  );
}

/** Of all orders, newest first. */
export function latestReplays(reads: Reads, limit: number): ReplayRow[] {
  return reads.all(replayRow, "SELECT * FROM replays ORDER BY rowid DESC LIMIT ?", limit);
}
