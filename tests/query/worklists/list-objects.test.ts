import { afterEach, beforeEach, expect, test } from "vitest";
import type { ObjectsRequest } from "#query/worklists/worklist-request.ts";
import { QueryStage } from "../query-stage.ts";
import { objectRow, StagedLifecycles } from "../staged-lifecycles.ts";

const HOUR_MS = 3_600_000;

let lifecycles: StagedLifecycles;
let stage: QueryStage;

beforeEach(() => {
  lifecycles = new StagedLifecycles();
  stage = new QueryStage({ engine: { lifecycles } });
  lifecycles.judgedMs = stage.nowMs;
});

afterEach(() => stage[Symbol.asyncDispose]());

function ask(more: Partial<ObjectsRequest> = {}) {
  return stage.engine.objects({ ...stage.request(), order: "stuck", limit: 100, ...more });
}

async function idsOf(more: Partial<ObjectsRequest>): Promise<string[]> {
  return (await ask(more)).items.map(({ object }) => object.id);
}

test("an object comes with its state, since when, and what is wrong with it", async () => {
  const finding = {
    rule: "transaction.none",
    severity: "warning",
    sentence: "It stands still.",
    since: "2026-01-31T23:00:00.000Z",
    triage: null,
  } as const;
  lifecycles.rows = [
    objectRow("100000047", {
      aliases: ["38-200047"],
      stateSinceMs: stage.nowMs - 2 * HOUR_MS,
      firstMs: stage.nowMs - 3 * HOUR_MS,
      lastMs: stage.nowMs - HOUR_MS,
      records: 12,
      store: "1",
      amount: { minor: 6_400, currency: "EUR" },
      dueMs: stage.nowMs - HOUR_MS,
      findings: [finding],
    }),
  ];
  const { items, nextCursor, coverage } = await ask();
  expect(items).toEqual([
    {
      object: { type: "order", id: "100000047" },
      aliases: ["38-200047"],
      state: "placed",
      stateSince: "2026-01-31T22:00:00.000Z",
      inStateMs: 2 * HOUR_MS,
      first: "2026-01-31T21:00:00.000Z",
      last: "2026-01-31T23:00:00.000Z",
      records: 12,
      store: "1",
      amount: { minor: 6_400, currency: "EUR" },
      dueAt: "2026-01-31T23:00:00.000Z",
      expiresAt: null,
      findings: [finding],
    },
  ]);
  expect(nextCursor).toBeNull();
  expect(coverage.status).toBe("complete");
});

test("asked for by their IDs, objects come as they are, and what the view has not is left out", async () => {
  lifecycles.rows = [objectRow("1"), objectRow("2"), objectRow("3")];
  const among = ["3", "1", "9"].map((id) => ({ type: "order", id }) as const);
  expect((await idsOf({ among })).toSorted()).toEqual(["1", "3"]);
  const { nextCursor } = await ask({ among, limit: 1 });
  const cursor = nextCursor ?? "";
  await expect(ask({ among: among.slice(1), limit: 1, cursor })).rejects.toMatchObject({
    code: "invalid-cursor",
  });
});

test("stuck for, expiring within, last touched in: lengths and times count from now", async () => {
  const { nowMs } = stage;
  lifecycles.rows = [
    objectRow("exactly", { stateSinceMs: nowMs - 2 * HOUR_MS, lastMs: nowMs - 2 * HOUR_MS }),
    objectRow("shorter", { stateSinceMs: nowMs - 2 * HOUR_MS + 1, lastMs: nowMs - HOUR_MS }),
    objectRow("ending", { stateSinceMs: nowMs, lastMs: nowMs, expiresMs: nowMs + HOUR_MS }),
    objectRow("ended", { stateSinceMs: nowMs, lastMs: nowMs, expiresMs: nowMs - 1 }),
  ];
  expect(await idsOf({ stuckFor: "2h" })).toEqual(["exactly"]);
  expect(await idsOf({ expiresWithin: "2h" })).toEqual(["ending"]);
  expect(await idsOf({ from: "now-2h", to: "now-1h" })).toEqual(["exactly"]);
  expect(await idsOf({ order: "newest", from: "now-1h", to: "now" })).toEqual(["shorter"]);
});

test("what has come to its end is not stuck, unless that state is asked for", async () => {
  lifecycles.rows = [
    objectRow("done", { state: "completed" }),
    objectRow("gone", { state: "cancelled" }),
    objectRow("waits", { state: "paid" }),
    objectRow("rests", { object: { type: "license", id: "rests" }, state: "active" }),
  ];
  expect(await idsOf({ stuckFor: "1h" })).toEqual(["waits"]);
  expect(await idsOf({ stuckFor: "1h", state: "completed" })).toEqual(["done"]);
  expect(await idsOf({})).toEqual(["done", "gone", "waits", "rests"]);
});

test("pages follow each other; later ones mean the first one's now, and say what has moved", async () => {
  lifecycles.rows = [1, 2, 3].map((place) => objectRow(`o${place}`, { stateSinceMs: place }));
  const first = await ask({ limit: 2, stuckFor: "1h" });
  expect(first.items.map(({ object }) => object.id)).toEqual(["o1", "o2"]);
  stage.nowMs += 1_000;
  stage.append([{ type: "trace.recorded", time: "2026-01-10T12:00:00.000Z" }]);
  lifecycles.throughSeq = 1;
  const cursor = first.nextCursor ?? "";
  const second = await ask({ limit: 2, stuckFor: "1h", cursor });
  expect(second.items.map(({ object }) => object.id)).toEqual(["o3"]);
  expect(second.items[0]?.inStateMs).toBe((first.items[0]?.inStateMs ?? 0) - 2);
  expect(second.nextCursor).toBeNull();
  expect(second.coverage).toMatchObject({
    status: "partial",
    reasons: [expect.stringMatching(/^1 record was taken over since this list's first page/)],
  });
  await expect(ask({ limit: 2, stuckFor: "2h", cursor })).rejects.toMatchObject({
    code: "invalid-cursor",
  });
  await expect(ask({ cursor: "made-up" })).rejects.toMatchObject({ code: "invalid-cursor" });
});

test("a view that lags, or whose deadlines were not judged, is partial and says so", async () => {
  stage.append([
    { type: "trace.recorded", time: "2026-01-10T12:00:00.000Z" },
    { type: "trace.recorded", time: "2026-01-10T12:00:01.000Z" },
  ]);
  lifecycles.throughSeq = 1;
  lifecycles.judgedMs = stage.nowMs - HOUR_MS;
  const { coverage } = await ask();
  expect(coverage).toMatchObject({
    status: "partial",
    reasons: [
      "The view of lifecycles has read ledger main through 1 of 2: 1 record may be missing.",
      "Deadlines were judged through 2026-01-31T23:00:00.000Z; what passed since is not in the answer.",
    ],
    ledgers: [{ ledger: "main", throughSeq: 1, headSeq: 2 }],
  });
  lifecycles.judgedMs = 0;
  expect((await ask()).coverage.reasons[1]).toBe("Deadlines have not been judged yet.");
  await using empty = new QueryStage({ engine: { lifecycles } });
  const nothing = await empty.engine.objectCounts(empty.request());
  expect(nothing.coverage.status).toBe("complete");
});

test("a state or a rule that nothing can have is refused: nothing found must mean that all is well", async () => {
  await expect(ask({ type: "quote", state: "flying" })).rejects.toMatchObject({
    code: "invalid-parameter",
    message: expect.stringMatching(
      /^No object of type quote can be in the state `flying`; known: /,
    ),
  });
  await expect(ask({ state: "flying" })).rejects.toMatchObject({ code: "invalid-parameter" });
  await expect(ask({ finding: "time.lost" })).rejects.toMatchObject({ code: "invalid-parameter" });
  await expect(ask({ finding: "tim" })).rejects.toMatchObject({ code: "invalid-parameter" });
  await expect(ask({ stuckFor: "0h" })).rejects.toMatchObject({ code: "invalid-parameter" });
  expect(await idsOf({ finding: "time" })).toEqual([]);
  expect(await idsOf({ finding: "time.recorded-late" })).toEqual([]);
  expect(await idsOf({ type: "quote", state: "unknown" })).toEqual([]);
});

test("every filter reaches the view", async () => {
  await ask({ type: "quote", severity: "error", open: true, store: "1", finding: "time" });
  expect(lifecycles.asked.at(-1)?.request).toEqual({
    nowMs: stage.nowMs,
    type: "quote",
    severity: "error",
    withOpenFinding: true,
    store: "1",
    finding: "time",
    order: "stuck",
    limit: 100,
  });
});

test("counts come with their coverage", async () => {
  lifecycles.countRows = [{ type: "order", by: "state", name: "paid", count: 3 }];
  const { items, coverage } = await stage.engine.objectCounts(stage.request());
  expect({ items, status: coverage.status }).toEqual({
    items: lifecycles.countRows,
    status: "complete",
  });
});

test("without a view there is an error that says so", async () => {
  await using bare = new QueryStage();
  await expect(bare.engine.objectCounts(bare.request())).rejects.toMatchObject({
    code: "index-unavailable",
    message: expect.stringContaining("keeps no view of lifecycles"),
  });
});

test("what a clock judged that was set back since is not taken for the present", async () => {
  lifecycles.rows = [objectRow("100000047", {})];
  lifecycles.judgedMs = stage.nowMs + 365 * 24 * HOUR_MS;
  const { coverage } = await ask();
  expect(coverage.status).toBe("partial");
  expect(coverage.reasons.join(" ")).toMatch(/has not come: the clock was set back/);
});

test("where retention removed records, the answer says what that means for its verdicts", async () => {
  const { facts, nowMs } = stage.request();
  const heads = facts.heads.map((head) => ({ ...head, keptFromSeq: 2 }));
  const kept = { facts: { ...facts, heads }, nowMs };
  const { coverage } = await stage.engine.objects({ ...kept, order: "stuck", limit: 1 });
  expect(coverage.reasons.join(" ")).toMatch(/judged by the records that are left/);
});
