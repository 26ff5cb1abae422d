import { z } from "zod";
import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { isLoaded } from "../main-database/main-rows.ts";
import { type OrderRow, orderRow } from "../orders/order-rows.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { readDocuments } from "./gather-facts.ts";
import { requireForeignId } from "./hand-replay.ts";
import { loadByHand, verifyByHand } from "./load-buttons.ts";
import {
  HISTORY_MAX,
  REPLAY_OPERATIONS,
  type ShownOrder,
  type ShownReplay,
  UNCERTAIN_MAX,
} from "./replay-operations.ts";
import { decide, type Decision, replayOrder } from "./replay-order.ts";
import { type ReplayRow, replaysOfOrder } from "./replay-rows.ts";
import { FAILURES_MAX } from "./sweep.ts";

/** What operators do with uncertain orders. */
export function replayHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(REPLAY_OPERATIONS.listUncertain, () => listUncertain(shop)),
    handler(REPLAY_OPERATIONS.viewReplay, ({ foreignId }) => viewReplay(shop, foreignId)),
    handler(REPLAY_OPERATIONS.replayOrder, async ({ foreignId, dryRun }) => {
      requireForeignId(shop, foreignId);
      return copyOf(await replayOrder(shop, foreignId, { by: "operator", dryRun }));
    }),
    handler(REPLAY_OPERATIONS.loadByHand, async ({ foreignId, document, lineItemId }) =>
      copyOf(await loadByHand(shop, foreignId, { document, lineItemId })),
    ),
    handler(REPLAY_OPERATIONS.verifyByHand, ({ foreignId }) =>
      showReplay(verifyByHand(shop, foreignId)),
    ),
  ];
}

function listUncertain(shop: ShopContext) {
  const rows = shop.web.all(
    orderRow.extend({ failedReplays: z.number() }),
    `SELECT orders.*, (SELECT count(*) FROM replays
       WHERE replays.foreignId = orders.foreignId AND byHand = 0
         AND replays.state = 'failed') AS failedReplays
     FROM orders WHERE state = 'uncertain' ORDER BY placedMs, number LIMIT ?`,
    UNCERTAIN_MAX + 1,
  );
  return {
    items: rows.slice(0, UNCERTAIN_MAX).map((order) => {
      const { failedReplays } = order;
      const isLeftToPeople = failedReplays >= FAILURES_MAX;
      return Object.assign(showOrder(order), { failedReplays, isLeftToPeople });
    }),
    isPartial: rows.length > UNCERTAIN_MAX,
  };
}

async function viewReplay(shop: ShopContext, foreignId: string) {
  const order = requireForeignId(shop, foreignId);
  const { decision, undecidedReason } = await tryToDecide(shop, order);
  return {
    order: showOrder(order),
    decided: decision === null ? null : copyOf(decision).decided,
    undecidedReason,
    documents: readDocuments(shop, order.number).map(({ name, kind, lineItemId, unfit }) => ({
      name,
      kind,
      lineItemId,
      isLoaded: isLoaded(shop.main, foreignId, lineItemId, kind),
      unfit,
    })),
    history: replaysOfOrder(shop.web, foreignId, HISTORY_MAX).map(showReplay),
  };
}

async function tryToDecide(
  shop: ShopContext,
  order: OrderRow,
): Promise<{ decision: Decision | null; undecidedReason: string | null }> {
  try {
    return { decision: await decide(shop, order, { looksOnly: true }), undecidedReason: null };
  } catch (error) {
    if (!(error instanceof ShopError) || error.code !== "service-unavailable") throw error;
    return { decision: null, undecidedReason: error.message };
  }
}

/** Lists that the answer may own. */
function copyOf<Given extends { readonly decided: Decision["decided"] }>(given: Given) {
  return { ...given, decided: { ...given.decided, evidence: [...given.decided.evidence] } };
}

function showOrder(order: OrderRow): ShownOrder {
  const { number, foreignId, store, state, placedMs, amountMinor, currency } = order;
  const placedAt = timeText(placedMs);
  return { orderNumber: number, foreignId, store, state, placedAt, amountMinor, currency };
}

function showReplay(replay: ReplayRow): ShownReplay {
  const { id, decision, branch, requestedBy, byHand, state, attempts, checks, reason } = replay;
  return {
    replayId: id,
    decision,
    branch,
    by: requestedBy,
    byHand,
    state,
    attempts,
    checks: checks ?? {},
    reason,
    decidedAt: timeText(replay.decidedMs),
    endedAt: replay.endedMs === null ? null : timeText(replay.endedMs),
  };
}
