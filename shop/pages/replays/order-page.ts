import { type DocumentKind, REPLAY_ATTEMPTS_MAX } from "#domain/replay/replay-steps.ts";
import { timeText } from "../../clock/shop-clock.ts";
import type { ShopContext } from "../../context.ts";
import type { OrderRow } from "../../orders/order-rows.ts";
import { DECISION_NAMES } from "../../replay/drawing/decision-tree.ts";
import { checksOf, planDocuments } from "../../replay/plan-documents.ts";
import type { Decision } from "../../replay/replay-order.ts";
import type { PlannedDocument, ReplayRow } from "../../replay/replay-rows.ts";
import {
  type Reading,
  type ViewedDocument,
  viewDocuments,
  viewHistory,
} from "../../replay/view-replay.ts";
import { loadPath, PAGES, recordedReplayPath, replayPath } from "../page-paths.ts";
import { amountText } from "../page-words.ts";
import { type PageFrame, renderPage } from "../render-page.ts";
import { decisionContent } from "./decision-content.ts";
import {
  attemptsMade,
  CHECK_WORDS,
  checksMade,
  DOCUMENT_WORDS,
  ORDER_WORDS,
  stateWords,
} from "./replay-words.ts";

const LOAD_ORDER: readonly DocumentKind[] = ["orderInfo", "getKeyRequest"];

type Told = Partial<Pick<PageFrame, "done" | "failed">>;

/** One order: what is decided of it and why, its documents, its replays, and what an operator may do. */
export function renderOrder(
  shop: ShopContext,
  order: OrderRow,
  { decision, undecidedReason }: Reading,
  told: Told,
): string {
  const { foreignId } = order;
  const documents = viewDocuments(shop, order).toSorted(byLine);
  const history = viewHistory(shop, order);
  return renderPage(
    "replay-order",
    { title: `Replay of ${foreignId}`, place: PAGES.replays, ...told },
    {
      order: orderContent(order),
      undecidedReason,
      decided: decision === null ? null : decidedContent(decision),
      plan: decision === null ? null : planContent(shop, order, decision),
      documents: documents.map(({ kind, ...document }) =>
        Object.assign(document, { kind: DOCUMENT_WORDS[kind] }),
      ),
      lines: loadButtons(foreignId, documents),
      history: history.map(replayContent),
      canVerify: history[0]?.byHand === true && history[0].state === "waiting",
      replayVerb:
        decision === null || decision.decided.decision === "none"
          ? "Replay…"
          : `${DECISION_NAMES[decision.decided.decision]}…`,
      isReplayable: decision !== null && decision.decided.decision !== "none",
      paths: {
        list: PAGES.replays,
        order: replayPath(foreignId),
        dryRun: replayPath(foreignId, "dry-run"),
        replay: replayPath(foreignId, "replay"),
        verify: replayPath(foreignId, "verification"),
      },
    },
  );
}

/** What stands at the head of every page about an order. */
export function orderContent(order: OrderRow): object {
  const { number, foreignId, store, state, placedMs, amountMinor, currency } = order;
  return {
    number,
    foreignId,
    store,
    state: ORDER_WORDS[state],
    placed: timeText(placedMs),
    amount: `${amountText(amountMinor)} ${currency}`,
    path: replayPath(foreignId),
  };
}

/** As they are loaded: line by line, OrderInfo first. */
function byLine(one: ViewedDocument, other: ViewedDocument): number {
  return (
    one.lineItemId.localeCompare(other.lineItemId, "en") ||
    LOAD_ORDER.indexOf(one.kind) - LOAD_ORDER.indexOf(other.kind)
  );
}

/** The load buttons of each line item that has documents. */
function loadButtons(foreignId: string, documents: readonly ViewedDocument[]): object[] {
  const lineItemIds = [...new Set(documents.map(({ lineItemId }) => lineItemId))];
  return lineItemIds.map((lineItemId) => ({
    lineItemId,
    buttons: LOAD_ORDER.filter((kind) =>
      documents.some((one) => one.kind === kind && one.lineItemId === lineItemId),
    ).map((kind) => ({
      kind: DOCUMENT_WORDS[kind],
      path: loadPath(foreignId, kind, lineItemId),
    })),
  }));
}

function decidedContent({ decided, states, unit }: Decision): object {
  const { lineItemId } = unit;
  return decisionContent({ ...decided, lineItemId }, { gatewayWords: states.gatewayState });
}

/** What a replay would load and then verify; null where it would load nothing. */
export function planOf(
  shop: ShopContext,
  { foreignId }: OrderRow,
  { decided, unit }: Decision,
): { documents: PlannedDocument[]; checks: string[] } | null {
  const { decision } = decided;
  if (decision === "none") return null;
  const documents = planDocuments(shop, foreignId, decision, unit);
  const isLicensed = documents.some(({ kind }) => kind === "getKeyRequest");
  return { documents, checks: checksOf(decision, isLicensed).map((check) => CHECK_WORDS[check]) };
}

function planContent(shop: ShopContext, order: OrderRow, decision: Decision): object | null {
  const plan = planOf(shop, order, decision);
  if (plan === null) return null;
  return {
    documents: plan.documents,
    lineItemId: plan.documents[0]?.lineItemId ?? null,
    checks: plan.checks,
    waitSeconds: shop.settings.synchronizationMs / 1_000,
    attemptsMax: REPLAY_ATTEMPTS_MAX,
  };
}

/** A replay as lists show it. */
export function replayContent(replay: ReplayRow): object {
  const { id, foreignId, decision, branch, requestedBy, byHand, reason } = replay;
  return {
    path: recordedReplayPath(foreignId, id),
    foreignId,
    orderPath: replayPath(foreignId),
    decided: timeText(replay.decidedMs),
    by: byHand ? "operator, by hand" : requestedBy === "operator" ? "operator" : "the shop",
    decision: DECISION_NAMES[decision],
    branch,
    attempts: attemptsMade(replay),
    ...stateWords(replay),
    checks: checksMade(replay.checks ?? {}),
    reason,
  };
}
