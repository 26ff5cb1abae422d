import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import type { OrderRow } from "../orders/order-rows.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import { requireForeignId } from "./hand-replay.ts";
import { loadByHand, verifyByHand } from "./load-buttons.ts";
import { REPLAY_OPERATIONS, type ShownOrder, type ShownReplay } from "./replay-operations.ts";
import { type Decision, replayOrder } from "./replay-order.ts";
import type { ReplayRow } from "./replay-rows.ts";
import {
  listUncertain,
  tryToDecide,
  type UncertainOrders,
  viewDocuments,
  viewHistory,
} from "./view-replay.ts";

/** What operators do with uncertain orders. */
export function replayHandlers(shop: ShopContext): OperationHandler[] {
  return [
    handler(REPLAY_OPERATIONS.listUncertain, () => showUncertain(listUncertain(shop))),
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

function showUncertain({ items, isPartial }: UncertainOrders) {
  return {
    items: items.map(({ order, failedReplays, isLeftToPeople }) =>
      Object.assign(showOrder(order), { failedReplays, isLeftToPeople }),
    ),
    isPartial,
  };
}

async function viewReplay(shop: ShopContext, foreignId: string) {
  const order = requireForeignId(shop, foreignId);
  const { decision, undecidedReason } = await tryToDecide(shop, order);
  return {
    order: showOrder(order),
    decided: decision === null ? null : copyOf(decision).decided,
    undecidedReason,
    documents: viewDocuments(shop, order),
    history: viewHistory(shop, order).map(showReplay),
  };
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
