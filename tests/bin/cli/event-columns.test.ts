import { expect, test } from "vitest";
import { formatAmount, formatWait } from "#bin/cli/event-columns.ts";

test.each([
  [null, ""],
  [0, "+0 ms"],
  [999, "+999 ms"],
  [1000, "+1.000 s"],
  [59_999, "+59.999 s"],
  [61_005, "+1 min 1.005 s"],
  [2 * 3_600_000 + 3 * 60_000, "+2 h 3 min"],
  [76 * 3_600_000, "+3 d 4 h"],
])("a wait of %s ms is %s", (waitMs, text) => {
  expect(formatWait(waitMs)).toBe(text);
});

test("amounts have the decimals of their currency", () => {
  expect(formatAmount({ minor: 6400, currency: "EUR" })).toBe("64.00 EUR");
  expect(formatAmount({ minor: 6400, currency: "JPY" })).toBe("6400 JPY");
  expect(formatAmount({ minor: -5, currency: "USD" })).toBe("-0.05 USD");
});
