import { expect, test } from "vitest";
import { QUERY_TIME_MS_MAX } from "#query/reading/time-box.ts";
import { FIRST_SLICE_RECORDS, SLICE_RECORDS_MAX } from "#query/reading/scan-matches.ts";
import { eventAt, QueryStage } from "../query-stage.ts";

const RECORDS = FIRST_SLICE_RECORDS + 3 * SLICE_RECORDS_MAX + 100;
const RARE_PLACES = [10, 700, RECORDS - 1];

/** A clock that moves on by `stepMs` whenever it is looked at. */
function steppingClock(stepMs: number): () => number {
  let nowMs = 0;
  return () => {
    nowMs += stepMs;
    return nowMs;
  };
}

async function stageWithRareAmounts(stepMs: number): Promise<QueryStage> {
  const stage = new QueryStage({
    index: "sqlite",
    engine: { stopwatch: steppingClock(stepMs), scanBudgetMs: 100 },
  });
  await stage.record(
    Array.from({ length: RECORDS }, (_, place) =>
      eventAt(place, {
        amount: { minor: RARE_PLACES.includes(place) ? 9_900 : 100, currency: "EUR" },
      }),
    ),
  );
  return stage;
}

test("a scan that runs out of time says how far it came, and its cursor goes on from there", async () => {
  await using stage = await stageWithRareAmounts(60);
  const found: number[] = [];
  const looked: string[] = [];
  let cursor: string | null = null;
  let requests = 0;
  do {
    const page = await stage.engine.events({
      ...stage.request(),
      q: "amount:>=9900",
      order: "oldest",
      limit: 100,
      ...(cursor === null ? {} : { cursor }),
    });
    found.push(...page.items.map(({ seq }) => seq));
    looked.push(...page.coverage.reasons);
    expect(page.coverage.status).toBe(page.nextCursor === null ? "complete" : "partial");
    cursor = page.nextCursor;
    requests += 1;
  } while (cursor !== null);
  expect(found).toEqual(RARE_PLACES.map((place) => place + 1));
  expect(requests).toBeGreaterThan(2);
  expect(looked[0]).toMatch(
    /^The scan stopped after 0\.1 s and \d+ records up to 2026-01-10T12:00:00\.\d{3}Z; nextCursor goes on/,
  );
});

test("a full page is complete however much is left to scan", async () => {
  await using stage = await stageWithRareAmounts(60);
  const page = await stage.engine.events({
    ...stage.request(),
    q: "amount:<9900",
    order: "newest",
    limit: 20,
  });
  expect(page.items.length).toBe(20);
  expect(page.nextCursor).not.toBeNull();
  expect(page.coverage.status).toBe("complete");
});

test("counts that run out of time are partial and name the time they reach back to", async () => {
  await using stage = await stageWithRareAmounts(60);
  const request = { ...stage.request(), q: "amount:>=9900" };
  const histogram = await stage.engine.histogram({ ...request, bucket: "1s" });
  expect(histogram.coverage.status).toBe("partial");
  expect(histogram.coverage.reasons[0]).toMatch(
    /^Counting stopped after 0\.1 s and .*only matches from/,
  );
  expect(histogram.total).toBe(1);
  const facets = await stage.engine.facets({ ...request, fields: ["type"], limit: 5 });
  expect(facets).toMatchObject({ total: 1, coverage: { status: "partial" } });
});

test("with time enough the same counts are complete", async () => {
  await using stage = await stageWithRareAmounts(0);
  const request = { ...stage.request(), q: "amount:>=9900" };
  const histogram = await stage.engine.histogram({ ...request, bucket: "1s" });
  expect(histogram).toMatchObject({ total: 3, coverage: { status: "complete" } });
  const facets = await stage.engine.facets({ ...request, fields: ["type"], limit: 5 });
  expect(facets).toMatchObject({
    total: 3,
    items: [{ field: "type", values: [{ value: "trace.recorded", count: 3 }] }],
  });
});

test("a question that takes far too long is given up", async () => {
  await using stage = new QueryStage({
    index: "sqlite",
    engine: { stopwatch: steppingClock(QUERY_TIME_MS_MAX), scanBudgetMs: 1e9 },
  });
  await stage.record(Array.from({ length: SLICE_RECORDS_MAX }, (_, place) => eventAt(place)));
  await expect(
    stage.engine.events({ ...stage.request(), q: "amount:1", order: "newest", limit: 1 }),
  ).rejects.toMatchObject({ code: "query-timeout" });
});

test("other questions are answered between the slices of a scan", async () => {
  await using stage = await stageWithRareAmounts(0);
  const done: string[] = [];
  await Promise.all([
    stage.engine
      .events({ ...stage.request(), q: "amount:>=9900", order: "newest", limit: 100 })
      .then(() => done.push("scan")),
    stage.engine.event({ ...stage.request(), reference: "main:1" }).then(() => done.push("record")),
  ]);
  expect(done).toEqual(["record", "scan"]);
});
