import fc from "fast-check";
import { expect, test } from "vitest";
import { formatAmount } from "#domain/measures/format-amount.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import { formatTime } from "#domain/measures/format-time.ts";

test("amounts have the decimals of their currency", () => {
  expect(formatAmount({ minor: 6_400, currency: "EUR" })).toBe("64.00 EUR");
  expect(formatAmount({ minor: 6_400, currency: "JPY" })).toBe("6400 JPY");
  expect(formatAmount({ minor: -5, currency: "EUR" })).toBe("-0.05 EUR");
  expect(formatAmount({ minor: 1_234, currency: "KWD" })).toBe("1.234 KWD");
  expect(formatAmount({ minor: 7, currency: "XTS" })).toBe("0.07 XTS");
});

test("no amount loses a minor unit", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (minor) => {
      const text = formatAmount({ minor, currency: "EUR" }).replace(/[. A-Z]/g, "");
      expect(BigInt(text)).toBe(BigInt(minor));
    }),
  );
});

test("durations are exact below an hour and have two units beyond", () => {
  const given = [0, 999, 1_000, 3_204, 65_240, 120_000, 3_600_000, 7_380_000, 273_600_000];
  expect(given.map(formatDuration)).toEqual([
    "0 ms",
    "999 ms",
    "1.000 s",
    "3.204 s",
    "1 min 5.240 s",
    "2 min",
    "1 h",
    "2 h 3 min",
    "3 d 4 h",
  ]);
  expect(formatDuration(-1_500)).toBe("-1.500 s");
});

test("times are told in UTC with milliseconds", () => {
  expect(formatTime("2026-01-05T09:05:00.120Z")).toBe("2026-01-05 09:05:00.120 UTC");
});
