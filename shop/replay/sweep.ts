import { z } from "zod";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { isForLater, replayOrder } from "./replay-order.ts";

/**
 * Until then replication itself is at work: it is tried again for half an hour. After an hour a paid order
 * that is not in the main database counts as missing there.
 */
const UNREPLICATED_AFTER_MS = 3_600_000;

/** After so many replays that failed by themselves the order is left to people. */
export const FAILURES_MAX = 3;

/**
 * What could not be replayed, or was not to be, is looked at again an hour later, so that gateways and databases
 * have time to come right; a day after the order was placed, once a day.
 */
const AGAIN_AFTER_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Orders of one sweep; the rest waits for the next. */
const SWEEP_MAX = 500;

/** Each mostly waits for the databases. */
const SIDE_BY_SIDE = 32;

/** Oldest first. `+state`: of the few that are not replicated, rather than of all that are paid. */
const DUE_ORDERS = `
  WITH candidates AS (
    SELECT number, foreignId, placedMs FROM orders WHERE state = 'uncertain'
    UNION ALL
    SELECT number, foreignId, placedMs FROM orders
    WHERE replicatedMs IS NULL AND placedMs <= ? AND +state IN ('paid', 'delivered', 'completed')
      AND NOT EXISTS (SELECT 1 FROM jobs
        WHERE kind = 'replicate' AND subject = orders.number AND failure IS NULL)
  )
  SELECT foreignId FROM candidates
  WHERE (SELECT count(*) FROM replays
      WHERE replays.foreignId = candidates.foreignId AND byHand = 0 AND state = 'failed') < ?
    AND NOT EXISTS (SELECT 1 FROM replays
      WHERE replays.foreignId = candidates.foreignId AND byHand = 0 AND state IN ('ended', 'failed')
        AND decidedMs > iif(placedMs > ?, ?, ?))
  ORDER BY placedMs, number LIMIT ?`;

const orderRow = z.object({ foreignId: z.string() });

/**
 * Replays, by itself, every uncertain order and every paid one that is missing in the main database; returns
 * how many orders were decided. Orders whose gateway does not answer, and those being replayed, are left for
 * the next sweep. Throws what else went wrong, after all others had their turn.
 */
export async function sweepUncertain(shop: ShopContext): Promise<number> {
  const nowMs = shop.clock.nowMs();
  const orders = shop.web.all(
    orderRow,
    DUE_ORDERS,
    nowMs - UNREPLICATED_AFTER_MS,
    FAILURES_MAX,
    nowMs - DAY_MS,
    nowMs - AGAIN_AFTER_MS,
    nowMs - DAY_MS,
    SWEEP_MAX,
  );
  const failures: unknown[] = [];
  let decided = 0;
  for (let from = 0; from < orders.length; from += SIDE_BY_SIDE) {
    const turn = orders.slice(from, from + SIDE_BY_SIDE);
    const results = await Promise.allSettled(
      turn.map(({ foreignId }) => replayOrder(shop, foreignId, { by: "system", dryRun: false })),
    );
    for (const result of results) {
      if (result.status === "fulfilled") decided += 1;
      else if (!isForLater(result.reason)) failures.push(result.reason);
    }
  }
  if (failures.length > 0) {
    throw new ShopError("internal", `${failures.length} orders could not be replayed.`, {
      cause: failures[0],
    });
  }
  return decided;
}
