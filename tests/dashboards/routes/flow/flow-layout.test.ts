import { expect, test } from "vitest";
import type { ProcessMap } from "#query/answers/process-answers.ts";
import {
  neighborOf,
  placeFlow,
  shareDrawn,
  stepsDrawnFirst,
  thicknessOf,
} from "../../../../dashboards/src/routes/flow/flow-layout.ts";

const activity = (type: string) => ({
  type,
  count: 10,
  objects: 10,
  starts: 0,
  ends: 0,
  findingShare: 0,
});
const follow = (from: string, to: string, count: number) => ({
  from,
  to,
  count,
  p50Ms: 10,
  p95Ms: 20,
  findingShare: 0,
});

const map: Pick<ProcessMap, "activities" | "follows"> = {
  activities: ["a.begun", "b.paid", "c.sent", "d.rare"].map(activity),
  follows: [
    follow("a.begun", "b.paid", 90),
    follow("b.paid", "c.sent", 80),
    follow("b.paid", "b.paid", 20),
    follow("a.begun", "c.sent", 8),
    follow("c.sent", "d.rare", 2),
  ],
};
const words = {
  nameOf: ({ type }: { type: string }) => type,
  factsOf: () => "10 times",
  labelOf: ({ count }: { count: number }) => String(count),
};

test("steps go from the top down, and an event that follows on itself says how often", () => {
  const placed = placeFlow(map, 3, words);
  const yOf = (type: string) => placed.activities.find((one) => one.type === type)?.y ?? Number.NaN;
  expect(yOf("a.begun")).toBeLessThan(yOf("b.paid"));
  expect(yOf("b.paid")).toBeLessThan(yOf("c.sent"));
  expect(placed.follows.map(({ from, to }) => `${from} ${to}`)).toEqual([
    "a.begun b.paid",
    "b.paid c.sent",
  ]);
  expect(placed.activities.map(({ type, again }) => [type, again])).toEqual([
    ["a.begun", 0],
    ["b.paid", 20],
    ["c.sent", 0],
  ]);
  for (const { x, y, width, height } of placed.activities) {
    expect(x - width / 2).toBeGreaterThanOrEqual(0);
    expect(x + width / 2).toBeLessThanOrEqual(placed.width);
    expect(y + height / 2).toBeLessThanOrEqual(placed.height);
  }
  expect(placed.follows.every(({ line }) => line.startsWith("M"))).toBe(true);
});

test("what no step drawn touches is not drawn; nothing at all is a drawing too", () => {
  expect(placeFlow(map, 5, words).activities.map(({ type }) => type)).toContain("d.rare");
  expect(placeFlow({ activities: [], follows: [] }, 0, words).activities).toEqual([]);
});

test("at first as many steps are drawn as make up four fifths of all that were taken", () => {
  expect(stepsDrawnFirst(map.follows)).toBe(2);
  expect(shareDrawn(map.follows, 2)).toEqual({ taken: 170, share: 0.85 });
  expect(shareDrawn([], 0).share).toBe(0);
});

test("lines grow with the log of how often they were taken", () => {
  expect(thicknessOf(1, 1_000)).toBe(1);
  expect(thicknessOf(1_000, 1_000)).toBe(7);
  const middle = thicknessOf(31, 1_000);
  expect(middle).toBeGreaterThan(3.5);
  expect(middle).toBeLessThan(4.5);
  expect(thicknessOf(1, 1)).toBe(1);
});

test("arrow keys go along the steps", () => {
  const placed = placeFlow(map, 5, words);
  expect(neighborOf(placed, "a.begun", "ArrowDown")).toBe("b.paid");
  expect(neighborOf(placed, "c.sent", "ArrowUp")).toBe("b.paid");
  expect(neighborOf(placed, "a.begun", "ArrowUp")).toBeNull();
});
