import { expect, test } from "vitest";
import { formatAmount } from "../../../dashboards/src/events/format-amount.ts";
import { markFill, shortReference } from "../../../dashboards/src/events/event-kind.ts";
import { text } from "../../../dashboards/src/messages/current.ts";
import { entry } from "../entries.ts";

const time = "2016-07-27T09:32:14.764Z";
const said = (given: Parameters<typeof entry>[0]) =>
  text.events
    .sentence(entry(given))
    .map((piece) => (typeof piece === "string" ? piece : `*${piece.strong}*`))
    .join("");

test("events are told in the past tense, with their facts", () => {
  expect(
    said({
      seq: 1,
      time,
      type: "payment.declined",
      attributes: { method: "card" },
      reason: "insufficient funds",
    }),
  ).toBe("Card payment declined: insufficient funds");
  expect(
    said({
      seq: 1,
      time,
      type: "order.placed",
      objects: [
        { type: "order", id: "38-211449", role: "foreignId" },
        { type: "order", id: "100000123" },
      ],
      amount: { minor: 6400, currency: "EUR" },
    }),
  ).toBe("Order *100000123* placed, *64.00 EUR*");
  expect(
    said({
      seq: 1,
      time,
      type: "fulfillment.handlerMissing",
      attributes: { handler: "COURSETOBUY" },
    }),
  ).toBe("No handler for *COURSETOBUY*");
});

test("text that no rule knows is shown as it came; a type without words is put into words", () => {
  expect(said({ seq: 1, time, message: "Production Controller: Post Pay process" })).toBe(
    "Production Controller: Post Pay process",
  );
  expect(said({ seq: 1, time, type: "stockRoom.doorOpened" })).toBe("Stock room door opened");
});

test("amounts are exact in every currency", () => {
  expect(formatAmount({ minor: 6400, currency: "EUR" })).toBe("64.00 EUR");
  expect(formatAmount({ minor: 5, currency: "CZK" })).toBe("0.05 CZK");
  expect(formatAmount({ minor: -1900, currency: "EUR" })).toBe("−19.00 EUR");
  expect(formatAmount({ minor: 500, currency: "JPY" })).toBe("500 JPY");
  expect(formatAmount({ minor: 1234, currency: "KWD" })).toBe("1.234 KWD");
  expect(formatAmount({ minor: Number.MAX_SAFE_INTEGER, currency: "EUR" })).toBe(
    "90071992547409.91 EUR",
  );
});

test("a mark is full, open or slashed by what its event says", () => {
  expect(markFill({ type: "payment.captured", outcome: undefined })).toBe("happened");
  expect(markFill({ type: "payment.requested", outcome: undefined })).toBe("requested");
  expect(markFill({ type: "payment.declined", outcome: undefined })).toBe("refused");
  expect(markFill({ type: "payment.captured", outcome: "failed" })).toBe("refused");
});

test("ledger main needs no name in an address", () => {
  expect(shortReference({ ledger: "main", seq: 433 })).toBe("433");
  expect(shortReference({ ledger: "shop", seq: 433 })).toBe("shop:433");
});

test("counts carry thin blanks, four digits none", () => {
  expect(text.common.count(4118206)).toBe("4\u202f118\u202f206");
  expect(text.common.count(9001)).toBe("9001");
  expect(text.common.records(1)).toBe("1 record");
});
