import fc from "fast-check";
import { expect, test } from "vitest";
import {
  laneSegments,
  overviewLabels,
  overviewPositions,
  overviewWaits,
} from "../../../../dashboards/src/routes/timeline/overview-scale.ts";
import { entry } from "../../entries.ts";

function entriesWithWaits(waits: readonly number[]) {
  let atMs = Date.parse("2016-07-27T09:00:00.000Z");
  return [0, ...waits].map((waitMs, index) => {
    atMs += waitMs;
    return entry({
      seq: index + 1,
      time: new Date(atMs).toISOString(),
      waitMs: index === 0 ? null : waitMs,
    });
  });
}

test("positions go from 0 to 1 and never back", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 10 }), { minLength: 1 }), (waits) => {
      const positions = overviewPositions(entriesWithWaits(waits));
      expect(positions[0]).toBe(0);
      expect(positions.at(-1)).toBeCloseTo(1, 9);
      for (let index = 1; index < positions.length; index += 1) {
        expect(positions[index]).toBeGreaterThan(positions[index - 1] ?? Number.NaN);
      }
    }),
  );
});

test("one record alone stands at the beginning", () => {
  expect(overviewPositions(entriesWithWaits([]))).toEqual([0]);
});

test("three days are longer than three minutes, but do not swallow them", () => {
  const entries = entriesWithWaits([180_000, 3 * 86_400_000]);
  const [minutes, days] = overviewWaits(entries, overviewPositions(entries));
  const lengthOf = (wait: typeof minutes) => (wait?.to ?? 0) - (wait?.from ?? 0);
  expect(lengthOf(days)).toBeGreaterThan(lengthOf(minutes));
  expect(lengthOf(days)).toBeLessThan(3 * lengthOf(minutes));
  expect([minutes?.isLong, days?.isLong]).toEqual([false, true]);
});

test("short waits that have no room are labelled together", () => {
  const entries = entriesWithWaits([86_400_000, ...Array.from({ length: 12 }, () => 10)]);
  const waits = overviewWaits(entries, overviewPositions(entries));
  const labels = overviewLabels(waits, 600, (records, took) => `${records} records in ${took}`);
  expect(labels.map(({ label }) => label)).toEqual(["1 d", "13 records in 120 ms"]);
});

test("a lane's line is cut only where it changes", () => {
  const entries = entriesWithWaits([10, 20, 3 * 86_400_000, 30, 40]);
  const waits = overviewWaits(entries, overviewPositions(entries));
  expect(laneSegments(waits, 0, 5).map(({ isLong }) => isLong)).toEqual([false, true, false]);
  expect(laneSegments(waits, 0, 2)).toEqual([
    { from: waits[0]?.from, to: waits[1]?.to, isLong: false },
  ]);
  expect(laneSegments(waits, 4, 4)).toEqual([]);
});

test("without room nothing is labelled", () => {
  const entries = entriesWithWaits([10, 10, 10]);
  const waits = overviewWaits(entries, overviewPositions(entries));
  expect(overviewLabels(waits, 20, () => "4 records in 30 ms")).toEqual([]);
});
