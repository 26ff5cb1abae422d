import type { ObjectReference } from "#domain/events/event.ts";
import type { ReplayDecision } from "#domain/replay/replay-facts.ts";
import type { ShopContext } from "../context.ts";
import { type OrderRow, orderObjects } from "../orders/order-rows.ts";
import { requireReplay } from "./execute-replay.ts";
import { readDocuments } from "./gather-facts.ts";
import {
  beginByHand,
  endWithout,
  gatewayStateOf,
  type HandReplay,
  handOutcome,
  loadOne,
  requireForeignId,
  verify,
} from "./hand-replay.ts";
import { planDocuments } from "./plan-documents.ts";
import { decide, type Decision } from "./replay-order.ts";
import type { ReplayOutcome } from "./replay-outcome.ts";
import { newReplayId, type PlannedDocument } from "./replay-rows.ts";

/** From one load button to the next. */
const BETWEEN_BUTTONS_MS = 4_000;

/** What an operator takes for right who decides something else than the table says. */
const MISTAKEN: Readonly<Record<ReplayDecision, ReplayDecision>> = {
  none: "none",
  wholeOrder: "orderInfo",
  orderInfo: "wholeOrder",
  getKeyRequest: "wholeOrder",
};

/**
 * Replays an order as operators did before: reads the state at the gateway, decides, presses the load buttons,
 * waits for the databases and looks at the result. All of it is traced as the operator's. The mistakes that
 * people make at it are the faults `replay.*`. Throws `not-found`, and `service-unavailable` where a gateway
 * does not answer.
 */
export async function replayByHand(shop: ShopContext, foreignId: string): Promise<ReplayOutcome> {
  const order = requireForeignId(shop, foreignId);
  const decision = await decide(shop, order);
  const replayId = newReplayId(shop.random);
  const on = [{ type: "replay", id: replayId }, ...orderObjects(order)];
  const chosen = choose(shop, decision, on);
  const hand: HandReplay = { replayId, order, decision, chosen };
  beginByHand(shop, hand);
  if (chosen === "none") return handOutcome(shop, hand, null);
  const refusal = await pressButtons(shop, hand, on);
  if (refusal !== null) return handOutcome(shop, hand, refusal);
  await shop.clock.sleep(shop.settings.synchronizationMs);
  if (shop.faults.strikes("replay.unverified", on)) return handOutcome(shop, hand, null);
  const replay = requireReplay(shop, replayId);
  return handOutcome(shop, hand, verify(shop, order, replay, gatewayStateOf(decision)).reason);
}

/** As the table says, unless the operator is mistaken. */
function choose(
  shop: ShopContext,
  { decided, unit, states }: Decision,
  on: readonly ObjectReference[],
): ReplayDecision {
  const { decision, branch } = decided;
  const replaysAll =
    (branch === "unpaid" && states.unpaidKnown && shop.faults.strikes("replay.unpaid", on)) ||
    (branch === "complete" && unit.isLicensed && shop.faults.strikes("replay.needless", on));
  if (replaysAll) return "wholeOrder";
  if (decision === "none" || !shop.faults.strikes("replay.wrong-decision", on)) return decision;
  return MISTAKEN[decision];
}

/** Loads what the operator takes for the right documents; why one was refused, or null. */
async function pressButtons(
  shop: ShopContext,
  hand: HandReplay,
  on: readonly ObjectReference[],
): Promise<string | null> {
  const { order, chosen, decision } = hand;
  const right = planDocuments(shop, order.foreignId, chosen, decision.unit);
  if (right.length === 0) return endWithout(shop, hand);
  const mixed = decision.states.paid ? mixUp(shop, order, right, on) : null;
  const plan = mixed ?? right;
  for (const index of plan.keys()) {
    if (index > 0) await shop.clock.sleep(BETWEEN_BUTTONS_MS);
    const refusal = loadOne(shop, hand, plan, index, { unjoined: mixed !== null });
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The documents of a pair in the wrong order, or of two pairs; null where the operator makes no mistake. */
function mixUp(
  shop: ShopContext,
  order: OrderRow,
  plan: readonly PlannedDocument[],
  on: readonly ObjectReference[],
): PlannedDocument[] | null {
  const [info, key] = plan;
  if (info === undefined || key === undefined || info.wasLoaded) return null;
  const other = readDocuments(shop, order.number).find(
    ({ kind, lineItemId, unfit }) =>
      kind === "orderInfo" && lineItemId !== key.lineItemId && unfit === null,
  );
  if (other !== undefined && shop.faults.strikes("replay.mixed-pair", on)) {
    return [{ ...info, name: other.name, lineItemId: other.lineItemId }, key];
  }
  return shop.faults.strikes("replay.key-before-info", on) ? [key, info] : null;
}
