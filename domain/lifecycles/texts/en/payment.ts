import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingValues } from "../../finding.ts";
import type { FindingTexts } from "../finding-text.ts";
import { moneyTextIn, numberIn, textIn } from "../values-in.ts";

/** ` by card-gateway-a`, where the records name it. */
function atGateway(values: FindingValues): string {
  return values["gateway"] === null ? "" : ` by ${textIn(values, "gateway")}`;
}

function at(values: FindingValues, name = "at"): string {
  return formatTime(textIn(values, name));
}

/** Findings on payments, by rule. */
export const PAYMENT_TEXTS: FindingTexts = {
  "payment.duplicate-capture": (values) =>
    values["taken"] !== undefined
      ? `The gateway said at ${at(values)} that ${moneyTextIn(values, "taken")} was taken, where ${moneyTextIn(values, "amount")} was asked for.`
      : `The payment was captured${atGateway(values)} ${numberIn(values, "times") === 2 ? "twice" : `${numberIn(values, "times")} times`}: at ${at(values, "firstAt")}, and again at ${at(values)}.`,
  "payment.capture-without-authorization": (values) =>
    `The payment was taken${atGateway(values)} at ${at(values)} without an authorization, though its method authorizes first.`,
  "payment.refund-exceeds-captured": (values) =>
    `${moneyTextIn(values, "refunded")} was given back of ${moneyTextIn(values, "captured")} captured; with the refund at ${at(values)} it was too much.`,
  "payment.unanswered": (values) =>
    `The payment was asked for${values["gateway"] === null ? "" : ` at ${textIn(values, "gateway")}`} at ${at(values)}, and neither an answer nor a timeout is recorded.`,
};
