import fc from "fast-check";
import { expect, test } from "vitest";
import { planCatchUp } from "#domain/scheduling/catch-up.ts";

test("nothing was due: nothing runs and nothing is missed", () => {
  expect(planCatchUp([], 1_000, 10)).toEqual({ runDueMs: null, missedDueMs: [] });
});

test("the latest run is made while it is no older than a period", () => {
  expect(planCatchUp([100, 200, 300], 400, 100)).toEqual({
    runDueMs: 300,
    missedDueMs: [100, 200],
  });
  expect(planCatchUp([100, 200, 300], 401, 100)).toEqual({
    runDueMs: null,
    missedDueMs: [100, 200, 300],
  });
});

test("each run that was due is made or missed, and at most one is made", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(10_000), { maxLength: 20 }),
      fc.nat(5_000),
      fc.nat(5_000),
      (times, lateMs, periodMs) => {
        const dueMs = times.toSorted((one, other) => one - other);
        const plan = planCatchUp(dueMs, (dueMs.at(-1) ?? 0) + lateMs, periodMs);
        const made = plan.runDueMs === null ? [] : [plan.runDueMs];
        expect([...plan.missedDueMs, ...made]).toEqual(dueMs);
        expect(made.length === 1).toBe(dueMs.length > 0 && lateMs <= periodMs);
      },
    ),
  );
});
