import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingValues } from "../../finding.ts";
import type { VerdictReason } from "../../objects/replay/replay-verdict.ts";
import type { FindingTexts } from "../finding-text.ts";
import { listIn, textIn } from "../values-in.ts";

const DECISIONS: Readonly<Record<string, string>> = {
  none: "nothing",
  wholeOrder: "the whole order",
  orderInfo: "OrderInfo alone",
  getKeyRequest: "GetKeyRequest alone",
};

function what(values: FindingValues, name: string): string {
  const decision = textIn(values, name);
  return DECISIONS[decision] ?? decision;
}

function at(values: FindingValues, name = "at"): string {
  return formatTime(textIn(values, name));
}

/** `: <reason>`, with one full stop at the end. */
function because(values: FindingValues): string {
  if (values["reason"] === null) return ".";
  const reason = textIn(values, "reason");
  return reason.endsWith(".") ? `: ${reason}` : `: ${reason}.`;
}

/** Findings on replays, by rule. */
export const REPLAY_TEXTS: FindingTexts = {
  "replay.needless": (values) =>
    `At ${at(values)} it was decided to replay ${what(values, "decision")}, though the order was in the main database with its license.`,
  "replay.unpaid": (values) =>
    `At ${at(values)} it was decided to replay ${what(values, "decision")}, though the order was not paid at the gateway.`,
  "replay.wrong-decision": (values) =>
    `At ${at(values)} it was decided to replay ${what(values, "decision")}; by the facts stated it had to be ${what(values, "rightDecision")}. ${textIn(values, "why")}`,
  "replay.mixed-pair": (values) =>
    `Documents of different line items were loaded: ${listIn(values, "lineItemIds")}.`,
  "replay.key-before-info": (values) =>
    `At ${at(values)} GetKeyRequest was loaded first, while the order was not in the main database.`,
  "replay.unverified": (values) =>
    values["failedAt"] === null
      ? `The replay decided at ${at(values)} was never checked.`
      : `The replay decided at ${at(values)} did not pass its check at ${at(values, "failedAt")}${because(values)}`,
};

/** Why a past replay is judged as it is. */
export const VERDICT_TEXTS: Readonly<Record<VerdictReason, string>> = {
  noDecision: "No record tells what was decided or loaded.",
  inputUnknown: "A fact that the decision depends on is not recorded.",
  dryRun: "A dry run decided as the table does, and changed nothing.",
  dryRunDiffers: "A dry run decided otherwise than the table does, and changed nothing.",
  mixedPair: "Documents of different line items were loaded together.",
  keyBeforeInfo: "GetKeyRequest was loaded before OrderInfo.",
  notPaid: "The order was replayed though it was not paid.",
  nothingMissing: "The order was in the main database with its license; nothing was missing.",
  overruled: "The order was replayed though the main database's own state or license forbade it.",
  owedAndNotDone: "Nothing was replayed though the customer had paid and something was missing.",
  otherThanTable: "Something else was replayed than the facts call for.",
  rightlyNothing: "Nothing was to be replayed, and nothing was.",
  verified: "It was what the facts call for, and the check found the order as it should be.",
  checkFailed: "It was what the facts call for, but its check failed.",
  neverChecked: "It was what the facts call for, but no check is recorded within its deadline.",
  checkAwaited: "It was what the facts call for; its check is not due yet.",
};
