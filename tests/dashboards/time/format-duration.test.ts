import fc from "fast-check";
import { expect, test } from "vitest";
import {
  exactDuration,
  shortDuration,
  waitBarShare,
} from "../../../dashboards/src/time/format-duration.ts";

const DAY_MS = 86_400_000;

test("a gap is named to the millisecond", () => {
  expect(exactDuration(0)).toBe("0 ms");
  expect(exactDuration(13)).toBe("13 ms");
  expect(exactDuration(1_080)).toBe("1.080 s");
  expect(exactDuration(46_106)).toBe("46.106 s");
  expect(exactDuration(217_781)).toBe("3 min 37.781 s");
  expect(exactDuration(3 * DAY_MS + 4 * 3_600_000 + 2 * 60_000 + 11_432)).toBe(
    "3 d 4 h 02 min 11.432 s",
  );
});

test("a column gets the two largest units", () => {
  expect(shortDuration(999)).toBe("999 ms");
  expect(shortDuration(18_762)).toBe("18.762 s");
  expect(shortDuration(217_781)).toBe("3 min 37 s");
  expect(shortDuration(600_000)).toBe("10 min");
  expect(shortDuration(7_500_000)).toBe("2 h 05 min");
  expect(shortDuration(DAY_MS)).toBe("1 d");
  expect(shortDuration(3 * DAY_MS + 4 * 3_600_000)).toBe("3 d 4 h");
});

test("an exact duration can be read back to its milliseconds", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * DAY_MS }), (ms) => {
      const units = { d: DAY_MS, h: 3_600_000, min: 60_000, s: 1000, ms: 1 } as const;
      const parts = exactDuration(ms).matchAll(/([\d.]+) (d|h|min|s|ms)(?= |$)/g);
      let sum = 0;
      for (const [, value, unit] of parts) sum += Number(value) * units[unit as keyof typeof units];
      expect(Math.round(sum)).toBe(ms);
    }),
  );
});

test("the bar grows with the wait and stays within its column", () => {
  expect(waitBarShare(0)).toBe(0);
  expect(waitBarShare(1)).toBeLessThan(waitBarShare(1000));
  expect(waitBarShare(1000)).toBeLessThan(waitBarShare(DAY_MS));
  expect(waitBarShare(1000 * DAY_MS)).toBe(1);
});
