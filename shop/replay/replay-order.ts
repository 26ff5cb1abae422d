import { type DecidedReplay, decideReplay } from "#domain/replay/decide-replay.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { findOrderByForeignId, type OrderRow } from "../orders/order-rows.ts";
import { markUnpaid } from "../orders/order-state.ts";
import { type PaymentStates, readPaymentStates } from "../payments/read-payment-states.ts";
import { executeReplay, settlePaid } from "./execute-replay.ts";
import { gatherFacts, NOTHING_FOUND, type ReplayUnit } from "./gather-facts.ts";
import { planDocuments } from "./plan-documents.ts";
import { decidedEvent, undecidedEvent } from "./replay-events.ts";
import type { ReplayBy, ReplayOutcome } from "./replay-outcome.ts";
import { findOpenReplay, insertReplay, newReplayId, type ReplayRow } from "./replay-rows.ts";

/** An order is replayed line by line; more lines with a license than this no cart can hold. */
const ROUNDS_MAX = 1_000;

/** What was found out about an order, and decided for its unit that needs something, or for its first. */
export interface Decision {
  readonly unit: ReplayUnit;
  readonly decided: DecidedReplay;
  readonly states: PaymentStates;
}

/**
 * Decides what to replay of an order, does it, waits and verifies. Several license lines are replayed one
 * after the other; the outcome is that of the last one that was. A second call changes nothing: it decides
 * `none`. A dry run decides alone, with its event.
 *
 * Throws `wrong-state` while another replay of the order is under way, and `service-unavailable` where a
 * gateway does not answer: then nothing is decided. An order that is not known is decided `not-found`,
 * without an event.
 */
export async function replayOrder(
  shop: ShopContext,
  foreignId: string,
  options: { readonly by: ReplayBy; readonly dryRun: boolean },
): Promise<ReplayOutcome> {
  let verified: ReplayOutcome | null = null;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const outcome = await replayOnce(shop, foreignId, options);
    // Replication, which goes on once a line was replayed, may have brought the others meanwhile.
    if (outcome.state === "ended" && verified !== null) return verified;
    if (outcome.state !== "verified" || !needsMore(shop, foreignId)) return outcome;
    verified = outcome;
  }
  throw new ShopError("internal", `An order was replayed ${ROUNDS_MAX} times in a row.`);
}

async function replayOnce(
  shop: ShopContext,
  foreignId: string,
  { by, dryRun }: { readonly by: ReplayBy; readonly dryRun: boolean },
): Promise<ReplayOutcome> {
  const replayId = newReplayId(shop.random);
  const order = findOrderByForeignId(shop.web, foreignId);
  if (order === undefined) {
    const decided = decideReplay(NOTHING_FOUND);
    return shortOutcome(replayId, foreignId, decided, "ended");
  }
  if (!dryRun) refuseSecond(shop, foreignId);
  const decision = await decide(shop, order, { looksOnly: dryRun });
  const { decided } = decision;
  const begun = { replayId, order, by, decision };
  if (dryRun) {
    shop.web.transaction((tx) => emitDecided(tx, begun, true));
    return shortOutcome(replayId, foreignId, decided, "decided");
  }
  shop.web.transaction((tx) => begin(tx, shop, begun));
  if (decided.decision === "none") {
    return shortOutcome(replayId, foreignId, decided, "ended");
  }
  return outcomeOf(await executeReplay(shop, replayId), decided);
}

/**
 * Asks the gateways and both databases. Throws `service-unavailable` where a gateway does not answer, after
 * saying so in the log. `looksOnly`: nothing follows from what the gateways say.
 */
export async function decide(
  shop: ShopContext,
  order: OrderRow,
  options: { readonly looksOnly?: boolean } = {},
): Promise<Decision> {
  const states = await readPaymentStates(shop, order.number, options);
  if (!states.paid && !states.allAnswered) {
    const reason = "A gateway did not answer, so whether the order is paid is not known.";
    shop.web.transaction((tx) => tx.emit(undecidedEvent(order, reason)));
    throw new ShopError("service-unavailable", `${reason} Nothing was decided.`);
  }
  return { ...decideUnits(gatherFacts(shop, order, states.paid)), states };
}

/** For the first unit that needs something; where none does, for the first. */
function decideUnits(units: readonly ReplayUnit[]): Omit<Decision, "states"> {
  const decisions = units.map((unit) => ({ unit, decided: decideReplay(unit.facts) }));
  const [first] = decisions;
  if (first === undefined) throw new ShopError("internal", "There is nothing to decide on.");
  return decisions.find(({ decided }) => decided.decision !== "none") ?? first;
}

interface Begun {
  readonly replayId: string;
  readonly order: OrderRow;
  readonly by: ReplayBy;
  readonly decision: Decision;
}

/** Notes the decision. From here on the replay is taken up again after a crash. */
function begin(tx: Transaction, shop: ShopContext, begun: Begun): void {
  const { replayId, order, by, decision } = begun;
  const { decided, unit } = decision;
  const isOver = decided.decision === "none";
  refuseSecond(shop, order.foreignId);
  const nowMs = shop.clock.nowMs();
  insertReplay(tx, {
    id: replayId,
    foreignId: order.foreignId,
    orderNumber: order.number,
    decision: decided.decision,
    branch: decided.branch,
    evidence: [...decided.evidence],
    requestedBy: by,
    state: isOver ? "ended" : "decided",
    lineItemId: unit.lineItemId,
    plan: planDocuments(shop, order.foreignId, decided.decision, unit),
    byHand: false,
    decidedMs: nowMs,
    endedMs: isOver ? nowMs : null,
  });
  emitDecided(tx, begun, false);
  if (isOver) settle(tx, shop, order, decision);
}

/** What is known of the payment now ends the uncertainty, though nothing is to be replayed. */
export function settle(
  tx: Transaction,
  shop: ShopContext,
  order: OrderRow,
  decision: Decision,
): void {
  const { states, unit } = decision;
  if (states.unpaidKnown) markUnpaid(tx, shop, order.number);
  if (states.paid && unit.facts.mainState === "paid") settlePaid(tx, shop, order);
}

function emitDecided(tx: Transaction, begun: Begun, dryRun: boolean): void {
  const { replayId, order, by, decision } = begun;
  const { decided, unit, states } = decision;
  tx.emit(
    decidedEvent({
      replayId,
      order,
      by,
      dryRun,
      gatewayState: states.gatewayState,
      facts: unit.facts,
      decided,
      lineItemId: unit.lineItemId,
    }),
  );
}

function refuseSecond(shop: ShopContext, foreignId: string): void {
  if (findOpenReplay(shop.web, foreignId) !== undefined) {
    throw new ShopError("wrong-state", "A replay of this order is under way.", {
      detail: { foreignId },
    });
  }
}

/** Another line of a paid order is still to be replayed. */
export function needsMore(shop: ShopContext, foreignId: string): boolean {
  const order = findOrderByForeignId(shop.web, foreignId);
  if (order === undefined) return false;
  return decideUnits(gatherFacts(shop, order, true)).decided.decision !== "none";
}

/** Nothing went wrong but that nothing can be decided now: no gateway answers, or another replay is under way. */
export function isForLater(error: unknown): boolean {
  return (
    error instanceof ShopError &&
    (error.code === "service-unavailable" || error.code === "wrong-state")
  );
}

/** Of a replay that is over with its decision. */
function shortOutcome(
  replayId: string,
  foreignId: string,
  decided: DecidedReplay,
  state: "decided" | "ended",
): ReplayOutcome {
  const { decision } = decided;
  return { replayId, foreignId, decided, decision, state, checks: {}, reason: null };
}

function outcomeOf(replay: ReplayRow, decided: DecidedReplay): ReplayOutcome {
  const { id, foreignId, state, checks, reason } = replay;
  return {
    replayId: id,
    foreignId,
    decided,
    decision: decided.decision,
    state: state === "verified" ? "verified" : "failed",
    checks: checks ?? {},
    reason,
  };
}
