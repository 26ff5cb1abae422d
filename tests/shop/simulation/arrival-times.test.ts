import { expect, test } from "vitest";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { arrivalTimes } from "#shop/simulation/arrival-times.ts";

const startMs = Date.UTC(2026, 0, 5);
const period = { count: 4_000, startMs, days: 14, zone: "UTC" };

test("customers come within the period, in order, most of them in the evening and on workdays", () => {
  const times = arrivalTimes(seededRandom(1, "arrivals"), period);
  expect(times).toHaveLength(4_000);
  expect(times).toEqual([...times].sort((one, other) => one - other));
  expect(times[0]).toBeGreaterThanOrEqual(startMs);
  expect(times.at(-1)).toBeLessThan(startMs + 14 * 86_400_000);
  const inHours = (from: number, to: number): number =>
    times.filter((time) => {
      const hour = new Date(time).getUTCHours();
      return hour >= from && hour < to;
    }).length;
  expect(inHours(19, 21)).toBeGreaterThan(5 * inHours(2, 4));
  const onSundays = times.filter((time) => new Date(time).getUTCDay() === 0).length;
  const onMondays = times.filter((time) => new Date(time).getUTCDay() === 1).length;
  expect(onSundays).toBeLessThan(onMondays);
});

test("the same chance gives the same times", () => {
  expect(arrivalTimes(seededRandom(7, "a"), period)).toEqual(
    arrivalTimes(seededRandom(7, "a"), period),
  );
  expect(arrivalTimes(seededRandom(1, "a"), { ...period, count: 0 })).toEqual([]);
});
