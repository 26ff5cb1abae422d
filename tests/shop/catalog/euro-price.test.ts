import fc from "fast-check";
import { expect, test } from "vitest";
import { euroPriceMinor } from "#shop/catalog/euro-price.ts";

test.each([
  [424, 42_400],
  [19.99, 1_999],
  [0.1, 10],
  [0, 0],
  [1.005e2, 10_050],
  // Binary fractions: 1.15 * 100 is 114.99999999999999, 8.2 * 100 is 819.9999999999999.
  [1.15, 115],
  [8.2, 820],
  ["64.50", 6_450],
  ["19.9900", 1_999],
  [100_000_000, 10_000_000_000],
])("%j euros are %i minor units", (price, minor) => {
  expect(euroPriceMinor(price)).toBe(minor);
});

test.each([-1, -0.01, 19.999, 1e21, 1e-7, 100_000_000.01, Number.NaN, Number.POSITIVE_INFINITY])(
  "%j is no price",
  (price) => {
    expect(euroPriceMinor(price)).toBeUndefined();
  },
);

test.each(["", "1,5", "1.", ".5", "0x10", "1e3", " 5", "5 EUR"])("%j is no price", (price) => {
  expect(euroPriceMinor(price)).toBeUndefined();
});

test("every amount of cents comes back exactly, as it went through JSON", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (minor) => {
      const json = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
      expect(euroPriceMinor(JSON.parse(json) as number)).toBe(minor);
    }),
    { numRuns: 2_000 },
  );
});
