import * as fc from "fast-check";
import { expect, test } from "vitest";
import { WaitStatistics } from "#query/process/wait-statistics.ts";

function statisticsOf(waits: readonly number[]): WaitStatistics {
  const statistics = new WaitStatistics();
  for (const waitMs of waits) statistics.add(waitMs);
  return statistics;
}

/** By the definition: the smallest value that so many percent of all do not exceed. */
function percentileOf(waits: readonly number[], percent: number): number {
  const sorted = waits.toSorted((left, right) => left - right);
  const enough = sorted.find((_, place) => (place + 1) / sorted.length >= percent / 100);
  return enough ?? sorted.at(-1) ?? Number.NaN;
}

const PERCENTS = [0.5, 1, 50, 90, 95, 99, 100];

test("few values are told exactly", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 200 }), (waits) => {
      const statistics = statisticsOf(waits);
      expect(statistics.count).toBe(waits.length);
      expect(statistics.minMs).toBe(Math.min(...waits));
      expect(statistics.maxMs).toBe(Math.max(...waits));
      for (const percent of PERCENTS) {
        expect(statistics.percentileMs(percent)).toBe(percentileOf(waits, percent));
      }
    }),
  );
});

test("many values are told within one percent", () => {
  const waits = Array.from({ length: 20_000 }, (_, place) => (place * 7_919) % 1_000_003);
  const statistics = statisticsOf(waits);
  expect(statistics.count).toBe(20_000);
  for (const percent of PERCENTS) {
    const exact = percentileOf(waits, percent);
    const told = statistics.percentileMs(percent) ?? Number.NaN;
    expect(Math.abs(told - exact)).toBeLessThanOrEqual(Math.max(1, exact / 100));
  }
  expect(statistics.meanMs).toBe(Math.round(waits.reduce((sum, wait) => sum + wait, 0) / 20_000));
});

test("nothing measured is null, no wait at all is zero", () => {
  const none = new WaitStatistics();
  expect([none.minMs, none.maxMs, none.meanMs, none.percentileMs(50)]).toEqual(Array(4).fill(null));
  const zeros = statisticsOf(Array<number>(10_000).fill(0));
  expect([zeros.minMs, zeros.maxMs, zeros.percentileMs(50)]).toEqual([0, 0, 0]);
});
