import { assert, bigInt, constantFrom, integer, property, string } from "fast-check";
import { expect, test } from "vitest";
import { readMoney } from "#ingest/mappings/money.ts";

test.each([
  ["64.0000", 2, 6400],
  ["64", 2, 6400],
  ["0.1", 2, 10],
  ["-0.01", 2, -1],
  ["+5.", 2, 500],
  ["1499.9900", 2, 149_999],
  ["19.99", 2, 1999],
  ["1.005", 3, 1005],
  ["424", 0, 424],
  ["-0.00", 2, 0],
] as const)("%s at scale %d is %d", (text, scale, minor) => {
  expect(readMoney(text, scale)).toEqual({ ok: true, minor });
});

test.each([
  ["1.005", "more exact"],
  ["1e3", "no amount"],
  ["12,50", "no amount"],
  ["", "no amount"],
  ["64 EUR", "no amount"],
  ["90071992547409.93", "too large"],
  [`${"0".repeat(80)}1`, "no amount"],
])("%s is refused", (text, why) => {
  expect(readMoney(text, 2)).toMatchObject({ ok: false, problem: expect.stringContaining(why) });
});

test("a decimal comma is read where it is named", () => {
  expect(readMoney("12,50", 2, ",")).toEqual({ ok: true, minor: 1250 });
  expect(readMoney("12.50", 2, ",").ok).toBe(false);
});

test("every safe amount is read exactly, whatever zeros stand after it", () => {
  const safe = bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n });
  assert(
    property(
      safe,
      integer({ min: 0, max: 4 }),
      integer({ min: 0, max: 5 }),
      (minor, scale, zeros) => {
        const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, "0");
        const whole = digits.slice(0, digits.length - scale);
        const fraction = digits.slice(digits.length - scale) + "0".repeat(zeros);
        const text = `${minor < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
        expect(readMoney(text, scale)).toEqual({ ok: true, minor: Number(minor) });
      },
    ),
  );
});

test("other text never becomes an amount", () => {
  assert(
    property(string(), constantFrom(0, 2), (text, scale) => {
      const reading = readMoney(text, scale);
      expect(reading.ok).toBe(reading.ok && /^\s*[+-]?\d+(?:\.\d*)?\s*$/.test(text));
    }),
  );
});
