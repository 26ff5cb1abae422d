import { chooseKeyRequest } from "#domain/replay/choose-pair.ts";
import type { ReplayDecision } from "#domain/replay/replay-facts.ts";
import { type DocumentKind, REPLAY_STEPS } from "#domain/replay/replay-steps.ts";
import type { ShopContext } from "../context.ts";
import { documentsOf } from "../documents/document-rows.ts";
import { ShopError } from "../errors.ts";
import { beginByHand, handOutcome, loadOne, requireForeignId, verify } from "./hand-replay.ts";
import { decide, type Decision } from "./replay-order.ts";
import type { ReplayOutcome } from "./replay-outcome.ts";
import { newReplayId, type ReplayRow, replaysOfOrder } from "./replay-rows.ts";

/** Which load button of which line. */
export interface LoadByHand {
  readonly document: DocumentKind;
  readonly lineItemId: string;
}

/**
 * One of the two load buttons, pressed by an operator: loads that document whatever the table says, traced as
 * the operator's. OrderInfo of an order that is to be replayed whole begins such a replay, GetKeyRequest of
 * it goes on with it. Nothing is verified until `verifyByHand`. Throws `not-found`, and
 * `service-unavailable` where a gateway does not answer.
 */
export async function loadByHand(
  shop: ShopContext,
  foreignId: string,
  { document, lineItemId }: LoadByHand,
): Promise<ReplayOutcome> {
  const order = requireForeignId(shop, foreignId);
  const [name] = namesOf(shop, order.number, document, lineItemId);
  if (name === undefined) {
    throw new ShopError("not-found", `The order has no ${document} of line item ${lineItemId}.`);
  }
  const decision = await decide(shop, order);
  const planned = { kind: document, name, lineItemId, wasLoaded: false };
  const begun =
    document === "getKeyRequest" ? findHalfDone(shop, foreignId, lineItemId) : undefined;
  if (begun !== undefined) {
    const hand = { replayId: begun.id, order, decision, chosen: begun.decision };
    const refusal = loadOne(shop, hand, [...begun.plan, planned], begun.plan.length);
    return handOutcome(shop, hand, refusal);
  }
  const chosen = decisionOf(document, decision);
  const hand = { replayId: newReplayId(shop.random), order, decision, chosen };
  beginByHand(shop, hand);
  return handOutcome(shop, hand, loadOne(shop, hand, [planned], 0));
}

/**
 * Looks whether the order is as it should be after the last replay by hand. Throws `wrong-state` where none
 * waits for it.
 */
export function verifyByHand(shop: ShopContext, foreignId: string): ReplayRow {
  const order = requireForeignId(shop, foreignId);
  const [last] = replaysOfOrder(shop.web, foreignId, 1);
  if (last === undefined || !last.byHand || last.state !== "waiting") {
    throw new ShopError("wrong-state", "No replay by hand of this order waits to be verified.");
  }
  return verify(shop, order, last, "paid");
}

/** The table's decision where this document is its first, else this document alone. */
function decisionOf(document: DocumentKind, { decided }: Decision): ReplayDecision {
  return REPLAY_STEPS[decided.decision].documents[0] === document ? decided.decision : document;
}

/** A replay of the whole order by hand that has loaded this line's OrderInfo and nothing else. */
function findHalfDone(
  shop: ShopContext,
  foreignId: string,
  lineItemId: string,
): ReplayRow | undefined {
  const [last] = replaysOfOrder(shop.web, foreignId, 1);
  const [only, ...others] = last?.plan ?? [];
  const isHalf =
    last?.byHand === true &&
    last.state === "waiting" &&
    last.decision === "wholeOrder" &&
    only?.kind === "orderInfo" &&
    only.lineItemId === lineItemId &&
    others.length === 0;
  return isHalf ? last : undefined;
}

/** Shortest first. */
function namesOf(
  shop: ShopContext,
  orderNumber: string,
  document: DocumentKind,
  lineItemId: string,
): string[] {
  const documents = documentsOf(shop.web, orderNumber);
  if (document === "getKeyRequest") {
    const name = chooseKeyRequest(documents, lineItemId);
    return name === null ? [] : [name];
  }
  return documents
    .filter((one) => one.kind === document && one.lineItemId === lineItemId)
    .map(({ name }) => name)
    .toSorted((one, other) => one.length - other.length);
}
