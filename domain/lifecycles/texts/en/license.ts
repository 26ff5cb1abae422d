import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingTexts } from "../finding-text.ts";
import { listIn, numberIn, textIn, textsIn } from "../values-in.ts";

/** Findings on the licenses of an order, by rule. */
export const LICENSE_TEXTS: FindingTexts = {
  "license.duplicate": (values) =>
    `Licenses ${listIn(values, "licenses")} were made for ${textsIn(values, "lines").length === 1 ? "the same line" : "lines"} ${listIn(values, "lines")}.`,
  "license.without-payment": (values) =>
    `${textsIn(values, "licenses").length > 1 ? "Licenses" : "License"} ${listIn(values, "licenses")} ${textsIn(values, "licenses").length > 1 ? "were" : "was"} made at ${formatTime(textIn(values, "at"))}, and ${
      values["paidAt"] === null
        ? "no record says that the order is paid"
        : `the order was paid only at ${formatTime(textIn(values, "paidAt"))}`
    }.`,
  "license.missing": (values) =>
    `The order was paid at ${formatTime(textIn(values, "paidAt"))}, and no license of ${listIn(values, "products")} was made within ${formatDuration(numberIn(values, "deadlineMs"))}${
      values["wasRequested"] === true ? ", though it was asked for" : ""
    }.`,
  "license.renewal-of-unknown": (values) =>
    `The order should renew license ${listIn(values, "previous")}, which no record knows; no license was made.`,
  "license.renewal-of-blocked": (values) =>
    `The order should renew license ${listIn(values, "previous")}, which is blocked; no license was made.`,
};
