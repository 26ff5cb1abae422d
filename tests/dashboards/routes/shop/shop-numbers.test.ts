import { expect, test } from "vitest";
import {
  clockAt,
  percentText,
  priceText,
  readPercent,
} from "../../../../dashboards/src/routes/shop/shop-numbers.ts";

test("prices are written from cents", () => {
  expect([3_999, 5, 0, 14_900, -250].map(priceText)).toEqual([
    "39.99",
    "0.05",
    "0.00",
    "149.00",
    "−2.50",
  ]);
});

test("rates are read and written in percent", () => {
  expect([0.002, 0.07, 1, 0].map(percentText)).toEqual(["0.2", "7", "100", "0"]);
  expect(["0.2", " 7 ", "100", "1e1"].map(readPercent)).toEqual([0.002, 0.07, 1, 0.1]);
  expect(["", "-1", "100.1", "half"].map(readPercent)).toEqual([null, null, null, null]);
});

test("a rate that is written is read as the same", () => {
  const rates = Array.from({ length: 100_001 }, (_, index) => index / 100_000);
  expect(rates.map((rate) => readPercent(percentText(rate)))).toEqual(rates);
});

test("the shop's clock goes on from the last answer at its speed, and never back", () => {
  const clock = { nowMs: 1_000, speed: 60 };
  expect(clockAt(clock, 5_000, 5_500)).toBe(31_000);
  expect(clockAt(clock, 5_000, 4_000)).toBe(1_000);
  expect(clockAt({ nowMs: 1_000, speed: null }, 0, 9_000)).toBe(1_000);
});
