import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";
import type { FindingValues } from "../../finding.ts";
import type { FindingTexts } from "../finding-text.ts";
import { listIn, numberIn, textIn, textsIn } from "../values-in.ts";

/** `Licenses LN1 and LN2 were`; `A license was` where no record names it. */
function licensesWere(values: FindingValues): string {
  const licenses = textsIn(values, "licenses");
  if (licenses.length === 0) return "A license was";
  return licenses.length === 1
    ? `License ${listIn(values, "licenses")} was`
    : `Licenses ${listIn(values, "licenses")} were`;
}

/** What should be licensed: by product, or by line where a product is not named. */
function licensedIn(values: FindingValues): string {
  const lines = textsIn(values, "lines");
  return textsIn(values, "products").length < lines.length
    ? `${lines.length === 1 ? "line" : "lines"} ${listIn(values, "lines")}`
    : listIn(values, "products");
}

/** Findings on the licenses of an order, by rule. */
export const LICENSE_TEXTS: FindingTexts = {
  "license.duplicate": (values) =>
    `Licenses ${listIn(values, "licenses")} were made for ${textsIn(values, "lines").length === 1 ? "the same line" : "lines"} ${listIn(values, "lines")}.`,
  "license.without-payment": (values) =>
    `${licensesWere(values)} made at ${formatTime(textIn(values, "at"))}, and ${
      values["paidAt"] === null
        ? "no record says that the order is paid"
        : `the order was paid only at ${formatTime(textIn(values, "paidAt"))}`
    }.`,
  "license.missing": (values) =>
    `The order was paid at ${formatTime(textIn(values, "paidAt"))}, and no license of ${licensedIn(values)} was made within ${formatDuration(numberIn(values, "deadlineMs"))}${
      values["wasRequested"] === true ? ", though it was asked for" : ""
    }.`,
  "license.renewal-of-unknown": (values) =>
    `The order should renew license ${listIn(values, "previous")}, which no record knows; no license was made.`,
  "license.renewal-of-blocked": (values) =>
    `The order should renew license ${listIn(values, "previous")}, which is blocked; no license was made.`,
};
