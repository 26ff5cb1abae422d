import type { ShopContext } from "../context.ts";
import { executeReplay } from "./execute-replay.ts";
import { isForLater, needsMore, replayOrder } from "./replay-order.ts";
import { openReplays, type ReplayRow } from "./replay-rows.ts";

/**
 * Takes up, side by side, the replays that a crash interrupted. Throws the first failure after all ended;
 * lines of which nothing can be decided now wait for the sweep.
 */
export async function resumeReplays(shop: ShopContext): Promise<void> {
  const results = await Promise.allSettled(
    openReplays(shop.web).map((replay) => resume(shop, replay)),
  );
  for (const result of results) {
    if (result.status === "rejected" && !isForLater(result.reason)) throw result.reason;
  }
}

/** The lines of the order that were still to come follow. */
async function resume(shop: ShopContext, { id, foreignId, requestedBy }: ReplayRow): Promise<void> {
  const { state } = await executeReplay(shop, id);
  if (state !== "verified" || !needsMore(shop, foreignId)) return;
  await replayOrder(shop, foreignId, { by: requestedBy, dryRun: false });
}
