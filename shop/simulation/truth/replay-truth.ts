import { z } from "zod";
import { timeText } from "../../clock/shop-clock.ts";
import type { Reads } from "../../database/shop-database.ts";
import { type ReplayTruth, replayTruth } from "../answer-key-objects.ts";
import { timeOrNull } from "./group-by.ts";

const { shape } = replayTruth;
const row = z.object({
  id: z.string(),
  foreignId: z.string(),
  orderNumber: z.string(),
  decision: z.string(),
  branch: z.string(),
  requestedBy: shape.by,
  byHand: z.number(),
  state: shape.state,
  attempts: z.number(),
  decidedMs: z.number(),
  endedMs: z.number().nullable(),
});

/** Every replay that was decided, oldest first. */
export function readReplayTruths(web: Reads): ReplayTruth[] {
  const sql = `SELECT id, foreignId, orderNumber, decision, branch, requestedBy, byHand, state, attempts,
      decidedMs, endedMs FROM replays ORDER BY decidedMs, id`;
  return web.all(row, sql).map((replay) => ({
    record: "replay",
    id: replay.id,
    foreignId: replay.foreignId,
    orderNumber: replay.orderNumber,
    decision: replay.decision,
    branch: replay.branch,
    by: replay.requestedBy,
    byHand: replay.byHand === 1,
    state: replay.state,
    attempts: replay.attempts,
    decidedAt: timeText(replay.decidedMs),
    endedAt: timeOrNull(replay.endedMs),
  }));
}
