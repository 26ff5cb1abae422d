import type { DecidedReplay } from "#domain/replay/decide-replay.ts";
import type { ReplayDecision, ReplayFacts } from "#domain/replay/replay-facts.ts";
import type { ShopEvent } from "../events/shop-event.ts";
import { type OrderRow, orderObjects } from "../orders/order-rows.ts";
import type { ReplayBy, ReplayChecks } from "./replay-outcome.ts";
import type { PlannedDocument } from "./replay-rows.ts";

/** The component that warnings name. */
const COMPONENT = "Replay";

const DECIDED: Readonly<Record<ReplayDecision, string>> = {
  none: "nothing is to be replayed",
  wholeOrder: "the whole order is to be replayed",
  orderInfo: "OrderInfo alone is to be replayed",
  getKeyRequest: "GetKeyRequest alone is to be replayed",
};

export interface DecidedOn {
  readonly replayId: string;
  readonly order: OrderRow;
  readonly by: ReplayBy;
  readonly dryRun: boolean;
  readonly gatewayState: string;
  readonly facts: ReplayFacts;
  readonly decided: Pick<DecidedReplay, "decision" | "branch">;
  readonly lineItemId: string | null;
}

export function decidedEvent(given: DecidedOn): ShopEvent {
  const { replayId, order, by, dryRun, gatewayState, facts, decided, lineItemId } = given;
  const { paid, inMainDb, mainState, licenseGenerated } = facts;
  const { previousLicenseId, previousLicenseState } = facts;
  const { decision, branch } = decided;
  const who = by === "operator" ? "An operator decided" : "It was decided";
  return {
    type: "replay.decided",
    ...about(replayId, order),
    message: `${dryRun ? "Dry run: " : ""}${who}: ${DECIDED[decision]} (${branch}).`,
    attributes: {
      gatewayState,
      paid,
      inMainDb,
      ...(mainState !== null && { mainState }),
      licenseGenerated,
      ...(previousLicenseId !== null && { previousLicenseId }),
      ...(previousLicenseState !== null && { previousLicenseState }),
      decision,
      branch,
      ...(lineItemId !== null && { lineItemId }),
      dryRun,
      by,
    },
  };
}

/** `pair`: names of all documents of this replay. */
export function documentLoadedEvent(
  replayId: string,
  order: OrderRow,
  { kind, lineItemId }: Pick<PlannedDocument, "kind" | "lineItemId">,
  pair: string,
): ShopEvent {
  const name = kind === "orderInfo" ? "OrderInfo" : "GetKeyRequest";
  return {
    type: "replay.documentLoaded",
    ...about(replayId, order),
    message: `${name} was loaded into the main database.`,
    attributes: { document: kind, pair, lineItemId },
  };
}

export function verifiedEvent(replayId: string, order: OrderRow, checks: ReplayChecks): ShopEvent {
  return {
    type: "replay.verified",
    ...about(replayId, order),
    outcome: "success",
    message: "The replayed order is as it should be.",
    attributes: { checks },
  };
}

export function failedEvent(
  replayId: string,
  order: OrderRow,
  checks: ReplayChecks,
  reason: string,
): ShopEvent {
  return {
    type: "replay.failed",
    ...about(replayId, order),
    outcome: "failure",
    level: "error",
    reason,
    message: "The replay failed.",
    attributes: { checks },
  };
}

export function undecidedEvent(order: OrderRow, reason: string): ShopEvent {
  return {
    type: "warning.recorded",
    transactionId: order.transactionId,
    objects: orderObjects(order),
    outcome: "unknown",
    level: "warning",
    reason,
    message: "It could not be decided what to replay of the order.",
    attributes: { component: COMPONENT },
  };
}

function about(replayId: string, order: OrderRow): Pick<ShopEvent, "transactionId" | "objects"> {
  return {
    transactionId: order.transactionId,
    objects: [{ type: "replay", id: replayId }, ...orderObjects(order)],
  };
}
