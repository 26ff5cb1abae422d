import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingValues } from "../../finding.ts";
import type { FindingTexts } from "../finding-text.ts";
import { listIn, moneyTextIn, numberIn, textIn } from "../values-in.ts";

/** ` for order 100000047`, where the records name one. */
function forOrder(values: FindingValues): string {
  return values["order"] === null ? "" : ` for order ${textIn(values, "order")}`;
}

/** Said where it happened more than once; the sentence is about the first time. */
function andMore(values: FindingValues): string {
  const more = numberIn(values, "times") - 1;
  if (more <= 0) return "";
  return ` It happened ${more} more ${more === 1 ? "time" : "times"}.`;
}

function at(values: FindingValues, name = "at"): string {
  return formatTime(textIn(values, name));
}

/** Findings on gift cards, by rule. */
export const GIFT_CARD_TEXTS: FindingTexts = {
  "gift-card.overdrawn": (values) =>
    `${moneyTextIn(values, "amount")} was authorized${forOrder(values)} at ${at(values)} while only ${moneyTextIn(values, "available")} was available.${andMore(values)}`,
  "gift-card.double-capture": (values) =>
    `One authorization was captured again${forOrder(values)}: ${moneyTextIn(values, "amount")} at ${at(values)}.${andMore(values)}`,
  "gift-card.capture-without-authorization": (values) =>
    `${moneyTextIn(values, "amount")} was captured${forOrder(values)} at ${at(values)} though no authorization was open for it.${andMore(values)}`,
  "gift-card.capture-exceeds-authorization": (values) =>
    `${moneyTextIn(values, "amount")} was captured${forOrder(values)} at ${at(values)}, more than the ${moneyTextIn(values, "authorized")} that was authorized.${andMore(values)}`,
  "gift-card.release-after-capture": (values) =>
    `An authorization${forOrder(values)} was released at ${at(values)}, after it had been captured; the release gave nothing back.${andMore(values)}`,
  "gift-card.refund-exceeds-captured": (values) =>
    `With the refund of ${moneyTextIn(values, "amount")}${forOrder(values)} at ${at(values)}, ${moneyTextIn(values, "refunded")} was given back of ${moneyTextIn(values, "captured")} captured.${andMore(values)}`,
  "gift-card.refund-to-other-card": (values) =>
    `${values["amount"] === null ? "Money" : moneyTextIn(values, "amount")} that was taken from this card was given back to ${listIn(values, "cards")}${forOrder(values)} at ${at(values)}.${andMore(values)}`,
  "gift-card.used-before-issue": (values) =>
    values["issuedAt"] === null
      ? `The card was used${forOrder(values)} at ${at(values)}, and no record tells of its issue.`
      : `The card was used${forOrder(values)} at ${at(values)}, before its issue, which is recorded as of ${at(values, "issuedAt")}.`,
  "gift-card.authorization-stale": (values) =>
    values["closedAt"] === null
      ? `The authorization of ${moneyTextIn(values, "amount")}${forOrder(values)} of ${at(values)} is neither captured nor released and still holds the money.${andMore(values)}`
      : `The authorization of ${moneyTextIn(values, "amount")}${forOrder(values)} of ${at(values)} held the money until ${at(values, "closedAt")}, past its deadline.${andMore(values)}`,
};
