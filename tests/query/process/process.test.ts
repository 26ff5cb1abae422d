import { afterEach, beforeEach, expect, test } from "vitest";
import type { DurationsRequest, ProcessMapRequest } from "#query/process/process-request.ts";
import { QueryStage } from "../query-stage.ts";
import { orderPath, StagedLifecycles } from "../staged-lifecycles.ts";

let lifecycles: StagedLifecycles;
let stage: QueryStage;

beforeEach(() => {
  lifecycles = new StagedLifecycles();
  stage = new QueryStage({ engine: { lifecycles } });
  lifecycles.judgedMs = stage.nowMs;
  lifecycles.pathRows = [
    orderPath("a", [
      ["order.placed", 0],
      ["payment.captured", 10],
      ["license.generated", 40],
    ]),
    orderPath("b", [
      ["order.placed", 100],
      ["payment.captured", 130],
      ["license.generated", 140],
    ]),
    orderPath(
      "c",
      [
        ["order.placed", 200],
        ["order.uncertain", 260],
        ["payment.captured", 1_260],
      ],
      { hasFinding: true, store: "2" },
    ),
  ];
});

afterEach(() => stage[Symbol.asyncDispose]());

function durations(more: Partial<DurationsRequest> = {}) {
  return stage.engine.durations({ ...stage.request(), type: "order", ...more });
}

function processMap(more: Partial<ProcessMapRequest> = {}) {
  return stage.engine.processMap({ ...stage.request(), type: "order", variants: 20, ...more });
}

test("every direct step has its percentiles, the most frequent first", async () => {
  const { objects, whole, items, coverage } = await durations();
  expect(objects).toBe(3);
  expect(whole).toEqual({
    count: 3,
    minMs: 40,
    p50Ms: 40,
    p90Ms: 1_060,
    p95Ms: 1_060,
    p99Ms: 1_060,
    maxMs: 1_060,
    meanMs: 380,
  });
  expect(items.map(({ from, to, count, p50Ms, maxMs }) => [from, to, count, p50Ms, maxMs])).toEqual(
    [
      ["order.placed", "payment.captured", 2, 10, 30],
      ["payment.captured", "license.generated", 2, 10, 30],
      ["order.placed", "order.uncertain", 1, 60, 60],
      ["order.uncertain", "payment.captured", 1, 1_000, 1_000],
    ],
  );
  expect(coverage.status).toBe("complete");
});

test("one step is measured whatever lies between, and who has not ended it is counted", async () => {
  const asked = { start: "order.placed", end: "license.generated" };
  const { items } = await durations(asked);
  expect(items).toMatchObject([
    {
      from: "order.placed",
      to: "license.generated",
      count: 2,
      p50Ms: 40,
      maxMs: 40,
      unfinished: 1,
    },
  ]);
  await expect(durations({ start: "order.placed" })).rejects.toMatchObject({
    code: "invalid-parameter",
  });
  const never = await durations({ start: "order.placed", end: "order.placed" });
  expect(never.items).toMatchObject([{ count: 0, p50Ms: null, unfinished: 3 }]);
});

test("store and time choose the objects", async () => {
  expect((await durations({ store: "2" })).objects).toBe(1);
  expect((await durations({ from: "100", to: "200" })).objects).toBe(1);
  expect((await durations({ type: "payment" })).objects).toBe(0);
});

test("the map counts who goes where, how long it takes, and how many end badly", async () => {
  const map = await processMap();
  expect(map).toMatchObject({ objects: 3, withFindings: 1, variantsKnown: 2 });
  expect(map.activities).toEqual([
    { type: "order.placed", count: 3, objects: 3, starts: 3, ends: 0, findingShare: 1 / 3 },
    { type: "payment.captured", count: 3, objects: 3, starts: 0, ends: 1, findingShare: 1 / 3 },
    { type: "license.generated", count: 2, objects: 2, starts: 0, ends: 2, findingShare: 0 },
    { type: "order.uncertain", count: 1, objects: 1, starts: 0, ends: 0, findingShare: 1 },
  ]);
  expect(map.follows[0]).toEqual({
    from: "order.placed",
    to: "payment.captured",
    count: 2,
    p50Ms: 10,
    p95Ms: 30,
    findingShare: 0,
  });
  expect(map.follows.at(-1)).toMatchObject({ from: "order.uncertain", findingShare: 1 });
  expect(map.variants).toEqual([
    {
      steps: ["order.placed", "payment.captured", "license.generated"],
      count: 2,
      share: 2 / 3,
      p50Ms: 40,
      findingShare: 0,
    },
    {
      steps: ["order.placed", "order.uncertain", "payment.captured"],
      count: 1,
      share: 1 / 3,
      p50Ms: 1_060,
      findingShare: 1,
    },
  ]);
  expect((await processMap({ variants: 1 })).variants).toHaveLength(1);
});

test("what no bound tells apart is counted and said", async () => {
  const steps = Array.from({ length: 600 }, (_, place) => [`x.step${place}`, place] as const);
  lifecycles.pathRows = [orderPath("long", steps)];
  const map = await processMap();
  expect(map.activities).toHaveLength(500);
  expect(map.follows).toHaveLength(500);
  expect(map.variants).toEqual([]);
  expect(map.coverage).toMatchObject({
    status: "partial",
    reasons: [
      "100 events have none of the 500 types that are told apart.",
      "99 steps belong to none of the 500 pairs of events that are told apart.",
      "1 object is in no variant: at most 10,000 variants of 200 steps are told apart.",
    ],
  });
});

test("when the time ends before the objects do, the answer says how far it came", async () => {
  let elapsedMs = 0;
  await using slow = new QueryStage({
    engine: { lifecycles, stopwatch: () => (elapsedMs += 1), scanBudgetMs: 0.5 },
  });
  lifecycles.judgedMs = slow.nowMs;
  lifecycles.pathRows = Array.from({ length: 1_200 }, (_, place) =>
    orderPath(String(10_000 + place), [["order.placed", place]]),
  );
  const asked = { ...slow.request(), type: "order" } as const;
  const { objects, coverage } = await slow.engine.durations(asked);
  expect(objects).toBe(1_000);
  expect(coverage.reasons).toEqual([
    "The time for this answer ended after 1,000 objects; ask for a shorter time.",
  ]);
  const whole = await stage.engine.durations({ ...stage.request(), type: "order" });
  expect(whole).toMatchObject({ objects: 1_200, coverage: { status: "complete" } });
});

test("the objects behind a step are listed, the longest wait first, within the limit", async () => {
  const asked = { ...stage.request(), type: "order", end: "payment.captured" } as const;
  const step = { ...asked, start: "order.placed" };
  const answer = await stage.engine.stepObjects({ ...step, limit: 10 });
  expect(answer).toMatchObject({ from: "order.placed", to: "payment.captured", count: 2 });
  expect(answer.items).toEqual([
    { id: "b", store: "1", at: expect.any(String), waitMs: 30, hasFinding: false },
    { id: "a", store: "1", at: expect.any(String), waitMs: 10, hasFinding: false },
  ]);
  const shortened = await stage.engine.stepObjects({ ...step, limit: 1 });
  expect([shortened.count, shortened.items.map(({ id }) => id)]).toEqual([2, ["b"]]);
  const late = await stage.engine.stepObjects({ ...asked, start: "order.uncertain", limit: 10 });
  expect(late.items).toMatchObject([{ id: "c", store: "2", waitMs: 1_000, hasFinding: true }]);
});
