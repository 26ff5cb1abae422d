import { expect, test } from "vitest";
import { evidenceTypes, findingOf, orderAt, rulesOf, sale, type Step } from "./sale.ts";

const MUCH_LATER = "2026-01-06T09:00:00.000Z";

/** What is found where one record of a sale in which nothing goes wrong is missing. */
const FOUND: Readonly<Record<Step, readonly string[]>> = {
  created: [],
  reserved: [],
  requested: [],
  // Completed, it stands; but no money was ever seen.
  captured: ["license.without-payment", "order.delivered-not-paid"],
  placed: [],
  started: [],
  invoiced: ["invoice.missing"],
  invoiceMail: ["mail.missing"],
  replicated: ["order.not-replicated"],
  asked: [],
  generated: ["license.missing", "order.paid-not-delivered"],
  licenseMail: ["mail.missing"],
  made: [],
  completed: [],
};

test.each(Object.entries(FOUND))("without %s: %j", (step, rules) => {
  expect(rulesOf(orderAt(sale({ [step]: null }), MUCH_LATER))).toEqual(rules);
});

test("what is missing is proved by what made it due", () => {
  const events = sale({ licenseMail: null });
  const finding = findingOf(orderAt(events, MUCH_LATER), "mail.missing");
  expect(evidenceTypes(events, finding)).toEqual(["order.placed", "license.generated"]);
  const undelivered = sale({ generated: null });
  const missing = findingOf(orderAt(undelivered, MUCH_LATER), "license.missing");
  expect(evidenceTypes(undelivered, missing)).toEqual([
    "order.placed",
    "payment.captured",
    "license.requested",
  ]);
});
