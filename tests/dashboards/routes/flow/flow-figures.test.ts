import { expect, test } from "vitest";
import {
  comparePeriods,
  periodBefore,
} from "../../../../dashboards/src/routes/flow/compare-periods.ts";
import { rateOverTime } from "../../../../dashboards/src/routes/flow/error-rates.ts";
import {
  readActivity,
  readScope,
  readStep,
  readView,
} from "../../../../dashboards/src/routes/flow/flow-search.ts";
import { variantSteps } from "../../../../dashboards/src/routes/flow/variant-steps.ts";

const follow = (from: string, to: string, count: number, p50Ms: number | null) => ({
  from,
  to,
  count,
  p50Ms,
  p95Ms: p50Ms,
  findingShare: 0,
});
const activity = (type: string, objects: number, findingShare: number) => ({
  type,
  count: objects,
  objects,
  starts: 0,
  ends: 0,
  findingShare,
});
const period = (
  objects: number,
  withFindings: number,
  follows: ReturnType<typeof follow>[],
  activities: ReturnType<typeof activity>[] = [],
) => ({ objects, withFindings, follows, activities });

test("a step that was taken more often in proportion, or took longer, is a change", () => {
  const before = period(100, 0, [follow("a", "b", 20, 1_000), follow("b", "c", 50, 1_000)]);
  const now = period(200, 0, [follow("a", "b", 80, 1_000), follow("b", "c", 100, 3_000)]);
  expect(comparePeriods(before, now)).toEqual([
    { kind: "wait", from: "b", to: "c", beforeMs: 1_000, nowMs: 3_000, factor: 3 },
    { kind: "count", from: "a", to: "b", before: 20, now: 80, factor: 2 },
  ]);
});

test("few occurrences, short waits and small differences are none", () => {
  const before = period(100, 0, [follow("a", "b", 3, 1_000), follow("b", "c", 50, 2)]);
  const now = period(100, 0, [follow("a", "b", 9, 9_000), follow("b", "c", 60, 40)]);
  expect(comparePeriods(before, now)).toEqual([]);
  expect(comparePeriods(period(0, 0, []), now)).toEqual([]);
});

test("new and vanished steps come first", () => {
  const before = period(100, 0, [follow("a", "b", 30, 1)]);
  const now = period(100, 0, [follow("a", "c", 40, 1)]);
  expect(comparePeriods(before, now).map(({ kind }) => kind)).toEqual(["appeared", "vanished"]);
});

test("findings are told once for all objects, and for an event only where it differs from all", () => {
  const before = period(100, 10, [], [activity("a", 100, 0.1), activity("b", 50, 0.1)]);
  const now = period(100, 30, [], [activity("a", 100, 0.3), activity("b", 50, 0.6)]);
  expect(comparePeriods(before, now)).toEqual([
    { kind: "findings", type: "b", before: 0.1, now: 0.6 },
    { kind: "findings", type: null, before: 0.1, now: 0.3 },
  ]);
});

test("the period before is as long and ends where the period begins", () => {
  expect(
    periodBefore({ from: "2026-03-12T00:00:00.000Z", to: "2026-03-15T00:00:00.000Z" }),
  ).toMatchObject({ from: "2026-03-09T00:00:00.000Z", to: "2026-03-12T00:00:00.000Z" });
  expect(periodBefore({ from: "2026-03-12T00:00:00.000Z" })).toBeNull();
  expect(periodBefore({ from: "2026-03-12", to: "2026-03-12" })).toBeNull();
});

function at(hour: number): string {
  return new Date(Date.UTC(2026, 2, 2, hour)).toISOString();
}

test("a rate stands over every stretch of time, also where nothing was tried", () => {
  const axis = { startMs: Date.parse(at(0)), endMs: Date.parse(at(3)), bucketMs: 3_600_000 };
  const failed = { total: 3, items: [{ start: at(1), count: 3 }] };
  const tried = {
    total: 16,
    items: [
      { start: at(1), count: 6 },
      { start: at(3), count: 10 },
    ],
  };
  const { bars, peak } = rateOverTime(failed, tried, axis);
  expect(bars.map(({ share }) => share)).toEqual([0, 0.5, 0, 0]);
  expect(peak?.start).toBe(at(1));
  expect(rateOverTime({ total: 0, items: [] }, tried, axis).peak).toBeNull();
});

test("steps that another story does not have are its own; repeats are gathered", () => {
  const steps = variantSteps(["a", "x", "b", "b", "c"], ["a", "b", "b", "c"]);
  expect(steps.map(({ type, times, isOwn }) => [type, times, isOwn])).toEqual([
    ["a", 1, false],
    ["x", 1, true],
    ["b", 2, false],
    ["c", 1, false],
  ]);
  expect(variantSteps(["a", "b"], ["b", "a"]).filter(({ isOwn }) => isOwn)).toHaveLength(1);
});

test("the address tells the scope, the view, and what is open", () => {
  expect(readScope({ type: "rocket", store: "europe" })).toMatchObject({
    type: "order",
    store: "europe",
  });
  expect(readView({ view: "rates" })).toBe("rates");
  expect(readView({ view: "nothing" })).toBe("map");
  expect(readStep({ open: "a.b>c.d" })).toEqual({ from: "a.b", to: "c.d" });
  expect([readStep({ open: "a.b" }), readActivity({ open: "a.b" })]).toEqual([null, "a.b"]);
});
