import { expect, test } from "vitest";
import {
  CHART_SECONDS,
  countArrival,
  noArrivals,
  rateBars,
  ratePerSecond,
  unwatchedShare,
} from "../../../../dashboards/src/routes/live/arrival-counts.ts";

const arrived = (seconds: readonly number[], problems: readonly number[] = []) =>
  seconds.reduce(
    (counted, second) => countArrival(counted, second, problems.includes(second)),
    noArrivals(0),
  );

test("the rate is that of the last ten whole seconds", () => {
  expect(ratePerSecond(noArrivals(0), 100)).toBe(0);
  expect(ratePerSecond(arrived([80, 90, 95, 95, 99, 100]), 100)).toBe(0.4);
});

test("bars of five seconds end with the one that is filling", () => {
  const bars = rateBars(arrived([995, 996, 999, 1000, 1004], [999]), 1004);
  expect(bars).toHaveLength(60);
  expect(bars.slice(-3)).toEqual([
    { all: 0, problems: 0 },
    { all: 3, problems: 1 },
    { all: 2, problems: 0 },
  ]);
});

test("all is counted, and only what the chart shows is kept by the second", () => {
  const counted = arrived([1, 1, 2, CHART_SECONDS + 2], [2]);
  expect(counted).toMatchObject({ all: 4, problems: 1 });
  expect(counted.seconds.map(({ second }) => second)).toEqual([CHART_SECONDS + 2]);
  expect(rateBars(counted, 10 * CHART_SECONDS).every(({ all }) => all === 0)).toBe(true);
});

test("the chart says how much of it lies before the column was opened", () => {
  expect(unwatchedShare(noArrivals(1000), 1000)).toBe(1);
  expect(unwatchedShare(noArrivals(1000), 1150)).toBe(0.5);
  expect(unwatchedShare(noArrivals(1000), 9000)).toBe(0);
});
