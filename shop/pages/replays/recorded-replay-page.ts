import { timeText } from "../../clock/shop-clock.ts";
import { DECISION_NAMES } from "../../replay/drawing/decision-tree.ts";
import { replayProgress } from "../../replay/drawing/replay-progress.ts";
import type { OrderRow } from "../../orders/order-rows.ts";
import type { ReplayRow } from "../../replay/replay-rows.ts";
import { DECISION_TABLE } from "#domain/replay/decision-table.ts";
import { PAGES } from "../page-paths.ts";
import { durationText } from "../page-words.ts";
import { renderPage } from "../render-page.ts";
import { decisionContent } from "./decision-content.ts";
import { orderContent } from "./order-page.ts";
import { attemptsMade, checksMade, DOCUMENT_WORDS, stateWords } from "./replay-words.ts";

/** One replay as it was recorded: what was decided then and why, what was loaded, what verification found. */
export function renderRecordedReplay(order: OrderRow, replay: ReplayRow): string {
  const { id, decision, branch, requestedBy, byHand, plan, loaded, reason } = replay;
  const { decidedMs, endedMs } = replay;
  const table = DECISION_TABLE.find(({ name }) => name === branch)?.decision ?? decision;
  return renderPage(
    "replay-recorded",
    { title: `Replay of ${order.foreignId}`, place: PAGES.replays },
    {
      order: orderContent(order),
      replay: {
        id,
        ...stateWords(replay),
        by: byHand
          ? "An operator, by hand"
          : requestedBy === "operator"
            ? "An operator"
            : "The shop",
        did: DECISION_NAMES[decision],
        isAgainstTable: table !== decision,
        attempts: attemptsMade(replay),
        reason,
        decided: timeText(decidedMs),
        ended: endedMs === null ? null : timeText(endedMs),
        took: endedMs === null ? null : durationText(endedMs - decidedMs),
        isOpen: !byHand && endedMs === null,
        checks: checksMade(replay.checks ?? {}),
        documents: plan.map(({ kind, name, lineItemId, wasLoaded }, index) => ({
          kind: DOCUMENT_WORDS[kind],
          name,
          lineItemId,
          words: index >= loaded ? "not loaded" : wasLoaded ? "was loaded before" : "loaded",
        })),
      },
      decided: decisionContent(replay, { progress: replayProgress(replay) }),
    },
  );
}
