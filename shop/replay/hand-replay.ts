import { pairName } from "#domain/replay/choose-pair.ts";
import type { ReplayDecision } from "#domain/replay/replay-facts.ts";
import type { ShopContext } from "../context.ts";
import { documentsOf } from "../documents/document-rows.ts";
import { ShopError } from "../errors.ts";
import { loadKeyRequest, loadOrderInfo } from "../main-database/load-document.ts";
import { findOrderByForeignId, type OrderRow, requireOrder } from "../orders/order-rows.ts";
import { checkReplay } from "./check-replay.ts";
import {
  allHold,
  endReplay,
  missingText,
  NO_DOCUMENTS,
  refusalText,
  requireReplay,
  settlePaid,
} from "./execute-replay.ts";
import { checksOf } from "./plan-documents.ts";
import { decidedEvent, documentLoadedEvent, failedEvent, verifiedEvent } from "./replay-events.ts";
import { type Decision, settle } from "./replay-order.ts";
import type { ReplayChecks, ReplayOutcome } from "./replay-outcome.ts";
import { insertReplay, type PlannedDocument, type ReplayRow } from "./replay-rows.ts";

/** A replay by hand under way. */
export interface HandReplay {
  readonly replayId: string;
  readonly order: OrderRow;
  /** What the table says, and what the operator does. */
  readonly decision: Decision;
  readonly chosen: ReplayDecision;
}

/** Notes what the operator decided, right or wrong. */
export function beginByHand(
  shop: ShopContext,
  { replayId, order, decision, chosen }: HandReplay,
): void {
  const { decided, unit, states } = decision;
  const nowMs = shop.clock.nowMs();
  const isOver = chosen === "none";
  shop.web.transaction((tx) => {
    insertReplay(tx, {
      id: replayId,
      foreignId: order.foreignId,
      orderNumber: order.number,
      decision: chosen,
      branch: decided.branch,
      evidence: [...decided.evidence],
      requestedBy: "operator",
      state: isOver ? "ended" : "decided",
      lineItemId: unit.lineItemId,
      plan: [],
      byHand: true,
      decidedMs: nowMs,
      endedMs: isOver ? nowMs : null,
    });
    tx.emit(
      decidedEvent({
        replayId,
        order,
        by: "operator",
        dryRun: false,
        gatewayState: states.gatewayState,
        facts: unit.facts,
        decided: { decision: chosen, branch: decided.branch },
        lineItemId: unit.lineItemId,
      }),
    );
    if (decided.decision === "none") settle(tx, shop, order, decision);
  });
}

/** Ends a replay that has nothing to load; why, in plain words. */
export function endWithout(shop: ShopContext, { replayId, order }: HandReplay): string {
  return shop.web.transaction((tx) => {
    endReplay(tx, shop, replayId, { state: "failed", checks: {}, reason: NO_DOCUMENTS });
    tx.emit(failedEvent(replayId, order, {}, NO_DOCUMENTS));
    return NO_DOCUMENTS;
  });
}

/**
 * Loads one document of those the operator has chosen, as paid or unpaid as the gateways say; why it was
 * refused, or null. `unjoined`: nobody looks whether it fits what is loaded.
 */
export function loadOne(
  shop: ShopContext,
  { replayId, order, decision }: HandReplay,
  plan: readonly PlannedDocument[],
  index: number,
  { unjoined = false }: { readonly unjoined?: boolean } = {},
): string | null {
  const document = plan[index];
  if (document === undefined) throw new ShopError("internal", "There is no such document to load.");
  const { kind, name, lineItemId } = document;
  const { foreignId } = order;
  const answer =
    kind === "orderInfo"
      ? loadOrderInfo(shop, foreignId, name, lineItemId, gatewayStateOf(decision))
      : loadKeyRequest(shop, foreignId, name, lineItemId, { unjoined });
  const refusal = answer.outcome === "refused" ? refusalText(document, answer) : null;
  shop.web.transaction((tx) => {
    if (refusal !== null) {
      endReplay(tx, shop, replayId, { state: "failed", checks: {}, reason: refusal });
      tx.emit(failedEvent(replayId, order, {}, refusal));
      return;
    }
    tx.run(
      "UPDATE replays SET state = 'waiting', attempts = 1, plan = ?, loaded = ? WHERE id = ?",
      JSON.stringify(plan),
      index + 1,
      replayId,
    );
    const pair = pairName(plan.map((one) => one.name));
    tx.emit(documentLoadedEvent(replayId, order, document, pair));
  });
  return refusal;
}

/** Makes the checks of what the operator decided, and ends the replay. */
export function verify(
  shop: ShopContext,
  order: OrderRow,
  replay: ReplayRow,
  state: "paid" | "unpaid",
): ReplayRow {
  const checks = handChecks(shop, replay, state);
  const isVerified = allHold(checks);
  const reason = isVerified ? null : missingText(checks);
  shop.web.transaction((tx) => {
    endReplay(tx, shop, replay.id, { state: isVerified ? "verified" : "failed", checks, reason });
    if (reason !== null) {
      tx.emit(failedEvent(replay.id, order, checks, reason));
      return;
    }
    tx.emit(verifiedEvent(replay.id, order, checks));
    if (state === "paid") settlePaid(tx, shop, requireOrder(tx, order.number));
  });
  return requireReplay(shop, replay.id);
}

function handChecks(shop: ShopContext, replay: ReplayRow, state: "paid" | "unpaid"): ReplayChecks {
  const { plan, decision, foreignId, orderNumber } = replay;
  const loaded = plan.find(({ kind }) => kind === "getKeyRequest") ?? plan[0];
  const documents = documentsOf(shop.web, orderNumber);
  return checkReplay(shop, {
    foreignId,
    lineItemId: loaded?.lineItemId ?? "",
    state,
    checks: checksOf(
      decision,
      documents.some(({ kind }) => kind === "getKeyRequest"),
    ),
  });
}

/** As the outcome of a step: what waits is still to be verified. */
export function handOutcome(
  shop: ShopContext,
  { replayId, order, decision, chosen }: HandReplay,
  refusal: string | null,
): ReplayOutcome {
  const { state, checks } = requireReplay(shop, replayId);
  return {
    replayId,
    foreignId: order.foreignId,
    decided: decision.decided,
    decision: chosen,
    state: state === "loading" ? "waiting" : state,
    checks: checks ?? {},
    reason: refusal,
  };
}

export function gatewayStateOf({ states }: Decision): "paid" | "unpaid" {
  return states.paid ? "paid" : "unpaid";
}

/** Throws `not-found`. */
export function requireForeignId(shop: ShopContext, foreignId: string): OrderRow {
  const order = findOrderByForeignId(shop.web, foreignId);
  if (order === undefined) throw new ShopError("not-found", `There is no order ${foreignId}.`);
  return order;
}
