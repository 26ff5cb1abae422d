import fc from "fast-check";
import { expect, test } from "vitest";
import { readAmount, writeAmount } from "#shop/documents/decimal-amount.ts";

test("what is written is read back, in currencies with and without decimals", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 9_999_999_999 }),
      fc.constantFrom("EUR", "JPY", "BHD"),
      (minor, currency) => {
        expect(readAmount(writeAmount(minor, currency), currency)).toBe(minor);
      },
    ),
  );
});

test.each([
  [6_450, "EUR", "64.50"],
  [5, "EUR", "0.05"],
  [6_450, "JPY", "6450"],
  [6_450, "BHD", "6.450"],
])("%i minor units of %s are %s", (minor, currency, text) => {
  expect(writeAmount(minor, currency)).toBe(text);
});

test.each([
  ["64.5", "EUR", 6_450],
  [" 64 ", "EUR", 6_400],
  ["64.505", "EUR", null],
  ["64.5", "JPY", null],
  ["-1", "EUR", null],
  ["1e3", "EUR", null],
  ["1,000.00", "EUR", null],
  ["99999999999", "EUR", null],
  ["", "EUR", null],
  [".5", "EUR", null],
])("%j of %s is read as %j", (text, currency, minor) => {
  expect(readAmount(text, currency)).toBe(minor);
});
