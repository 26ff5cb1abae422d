import { chooseKeyRequest, chooseOrderInfo, choosePair } from "#domain/replay/choose-pair.ts";
import type { ReplayDecision } from "#domain/replay/replay-facts.ts";
import { type CheckName, REPLAY_STEPS } from "#domain/replay/replay-steps.ts";
import type { ShopContext } from "../context.ts";
import { isLoaded } from "../main-database/main-rows.ts";
import type { ReplayUnit } from "./gather-facts.ts";
import type { PlannedDocument } from "./replay-rows.ts";

/**
 * The documents to load for a decision, in order; empty where the ones it needs are not there or do not fit
 * together.
 */
export function planDocuments(
  shop: ShopContext,
  foreignId: string,
  decision: ReplayDecision,
  unit: ReplayUnit,
): PlannedDocument[] {
  return chosen(decision, unit).map(({ kind, name, lineItemId }) => ({
    kind,
    name,
    lineItemId,
    wasLoaded: isLoaded(shop.main, foreignId, lineItemId, kind),
  }));
}

/** The checks that apply: an order without licenses has none to show. */
export function checksOf(decision: ReplayDecision, isLicensed: boolean): CheckName[] {
  return REPLAY_STEPS[decision].checks.filter(
    (check) => isLicensed || check !== "licenseGenerated",
  );
}

function chosen(
  decision: ReplayDecision,
  { documents, loadedLineItemId, isLicensed }: ReplayUnit,
): Omit<PlannedDocument, "wasLoaded">[] {
  // What is loaded already stays with the line it was loaded under.
  const fitting =
    loadedLineItemId === null
      ? documents
      : documents.filter(({ lineItemId }) => lineItemId === loadedLineItemId);
  if (decision === "orderInfo" || (decision === "wholeOrder" && !isLicensed)) {
    const info = chooseOrderInfo(fitting);
    return info === null
      ? []
      : [{ kind: "orderInfo", name: info.name, lineItemId: info.lineItemId }];
  }
  if (decision === "wholeOrder") {
    const pair = choosePair(fitting);
    if (pair === null) return [];
    const { lineItemId, orderInfo, getKeyRequest } = pair;
    return [
      { kind: "orderInfo", name: orderInfo, lineItemId },
      { kind: "getKeyRequest", name: getKeyRequest, lineItemId },
    ];
  }
  if (decision === "getKeyRequest" && loadedLineItemId !== null) {
    const name = chooseKeyRequest(fitting, loadedLineItemId);
    return name === null ? [] : [{ kind: "getKeyRequest", name, lineItemId: loadedLineItemId }];
  }
  return [];
}
