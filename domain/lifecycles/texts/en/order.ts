import { mismatchTexts } from "#domain/gift-cards/mail-template.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingValues } from "../../finding.ts";
import type { FindingTexts } from "../finding-text.ts";
import { countIn, listIn, moneyTextIn, numberIn, textIn, textsIn } from "../values-in.ts";

function at(values: FindingValues, name: string): string {
  return formatTime(textIn(values, name));
}

function lasting(values: FindingValues, name: string): string {
  return formatDuration(numberIn(values, name));
}

/** `Line 17 was` or `Lines 17 and 18 were`. */
function linesWere(values: FindingValues): string {
  const lines = textsIn(values, "lines");
  return lines.length === 1
    ? `Line ${lines[0] ?? ""} was`
    : `Lines ${listIn(values, "lines")} were`;
}

/** `isc.1.0.0.12m was`; where the order does not name what it sold, by lines. */
function goodsWere(values: FindingValues): string {
  const products = textsIn(values, "products");
  const lines = textsIn(values, "lines");
  if (products.length < lines.length) return `l${linesWere(values).slice(1)}`;
  return `${listIn(values, "products")} ${products.length > 1 ? "were" : "was"}`;
}

/** What became of the payment of something that was made before it. */
function paidOnly(values: FindingValues): string {
  return values["paidAt"] === null
    ? "no record says that the order is paid"
    : `the order was paid only at ${at(values, "paidAt")}`;
}

const MAIL_WORDS: Readonly<Record<string, string>> = {
  license: "license",
  giftCard: "gift card",
  invoice: "invoice",
};

const END_WORDS: Readonly<Record<string, string>> = {
  cancelled: "was cancelled",
  returned: "was returned",
  delivered: "was delivered",
  paid: "was paid",
};

const LIST = new Intl.ListFormat("en", { style: "long", type: "conjunction" });

/** Findings on orders, by rule. */
export const ORDER_TEXTS: FindingTexts = {
  "order.uncertain-unresolved": (values) =>
    values["isReadAsPaid"] === true
      ? `The order has been uncertain since ${at(values, "uncertainSince")}, longer than ${lasting(values, "deadlineMs")}: its payment was read as paid, and no replay was verified.`
      : `Whether the order is paid has been unknown since ${at(values, "uncertainSince")}, longer than ${lasting(values, "deadlineMs")}.`,
  "order.stuck": (values) =>
    values["placedAt"] === values["waitsSince"]
      ? `The order was placed at ${at(values, "placedAt")}, and nothing has become of its payment for more than ${lasting(values, "deadlineMs")}.`
      : `The order has waited for its payment again since ${at(values, "waitsSince")}, and nothing has become of it for more than ${lasting(values, "deadlineMs")}.`,
  "order.number-late": (values) =>
    `The number was reserved at ${at(values, "reservedAt")} and used ${lasting(values, "lateMs")} later, at ${at(values, "placedAt")}.`,
  "order.number-reused": (values) =>
    `${countIn(values, "orders", "order")} were placed under this number: at ${at(values, "placedAt")} and again at ${at(values, "againAt")}.`,
  "order.illegal-transition": (values) =>
    `The order ${END_WORDS[textIn(values, "state")] ?? "ended"} at ${at(values, "endedAt")}, and ${listIn(values, "types")} came after that, at ${at(values, "at")}.`,
  "fulfillment.handler-missing": (values) =>
    textsIn(values, "handlers").length === 0
      ? "The shop has no handler for what was bought, so it could not be produced."
      : `The shop has no handler for ${listIn(values, "handlers")}, so what was bought could not be produced.`,
  "order.amount-mismatch": (values) =>
    `The order amounts to ${moneyTextIn(values, "ordered")}, and ${moneyTextIn(values, "captured")} was captured for it.`,
  "payment.capture-order": (values) =>
    `Payment ${textIn(values, "second")}, number ${numberIn(values, "secondPosition")} in the cart, was captured after payment ${textIn(values, "first")}, which is number ${numberIn(values, "firstPosition")}.`,
  "stock.held-unpaid": (values) =>
    `${countIn(values, "pieces", "piece")} of ${listIn(values, "products")} ${numberIn(values, "pieces") === 1 ? "is" : "are"} set aside for the order, though ${values["isCancelled"] === true ? "it was cancelled" : "its payment came to nothing"} at ${at(values, "because")}.`,
  "order.paid-not-delivered": (values) =>
    `The order was paid at ${at(values, "paidAt")}, and ${goodsWere(values)} not made within ${lasting(values, "deadlineMs")}.`,
  "order.delivered-not-paid": (values) =>
    `${linesWere(values)} delivered at ${at(values, "deliveredAt")}, and ${paidOnly(values)}.`,
  "order.delivered-late": (values) =>
    `${linesWere(values)} delivered at ${at(values, "deliveredAt")}, ${lasting(values, "waitMs")} after the payment; ${lasting(values, "deadlineMs")} are allowed.`,
  "order.not-replicated": (values) =>
    `The order was paid at ${at(values, "paidAt")}, and did not reach the main database within ${lasting(values, "deadlineMs")}.`,
  "order.account-missing": (values) =>
    `The customer registered in the cart and paid at ${at(values, "paidAt")}, and no account was made within ${lasting(values, "deadlineMs")}.`,
  "fulfillment.digital-delayed": (values) =>
    `${linesWere(values)} made only when the first physical goods of the order were sent, at ${at(values, "physicalAt")}, or later.`,
  "invoice.missing": (values) =>
    `The order was paid at ${at(values, "paidAt")}, and no invoice of its ${listIn(values, "kinds")} goods was issued within ${lasting(values, "deadlineMs")}.`,
  "invoice.not-separated": (values) =>
    `Digital and physical goods stand on one invoice${textsIn(values, "invoices").length === 0 ? "" : `, ${listIn(values, "invoices")}`}.`,
  "mail.missing": (values) => {
    const kinds = LIST.format(textsIn(values, "kinds").map((kind) => MAIL_WORDS[kind] ?? kind));
    const due = `due ${lasting(values, "deadlineMs")} after ${at(values, "since")}`;
    return numberIn(values, "missing") === 1
      ? `The ${kinds} mail, ${due}, was not sent.`
      : `${numberIn(values, "missing")} mails (${kinds}), the first ${due}, were not sent.`;
  },
  "mail.bounced": (values) =>
    textsIn(values, "mails").length === 0
      ? "A mail of the order came back."
      : `${textsIn(values, "mails").length === 1 ? "Mail" : "Mails"} ${listIn(values, "mails")} came back.`,
  "mail.template-mismatch": (values) => {
    const missing = textsIn(values, "missing");
    const why = mismatchTexts({ missing, unknown: textsIn(values, "unknown") });
    return why.length === 0
      ? "A mail could not be made: survey and template do not agree."
      : `A mail could not be made: ${why.join(", and ")}.`;
  },
};
