import { describe, expect, test } from "vitest";
import { QUERY_TERMS_MAX } from "#query/search/explain-parse-error.ts";
import type { EventsRequest } from "#query/query-engine.ts";
import { MOODLE_TRANSACTION, MOODLE_VISIT } from "../moodle-visit.ts";
import { eventAt, hidden, INDEX_KINDS, QueryStage } from "../query-stage.ts";

type Filters = Partial<Omit<EventsRequest, "facts" | "nowMs">>;

function list(stage: QueryStage, filters: Filters = {}) {
  return stage.engine.events({ ...stage.request(), order: "newest", limit: 100, ...filters });
}

async function seqs(stage: QueryStage, filters: Filters = {}): Promise<number[]> {
  return (await list(stage, { order: "oldest", ...filters })).items.map(({ seq }) => seq);
}

/** Every item of every page, following the cursor to its end. */
async function pages(stage: QueryStage, filters: Filters, betweenPages?: () => Promise<void>) {
  const references: string[] = [];
  let count = 0;
  let cursor: string | null = null;
  do {
    const page = await list(stage, { ...filters, ...(cursor === null ? {} : { cursor }) });
    references.push(...page.items.map(({ reference }) => reference));
    cursor = page.nextCursor;
    count += 1;
    await betweenPages?.();
  } while (cursor !== null);
  return { references, count };
}

const terms = Array.from({ length: QUERY_TERMS_MAX }, (_, place) => `w${place}`);

describe.each(INDEX_KINDS)("events over %s", (index) => {
  test("lists the records of a visit, newest or oldest first, with a complete answer", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    const newest = await list(stage, { q: MOODLE_TRANSACTION });
    expect(newest.items.map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(newest.items[1]).toMatchObject({
      reference: "main:6",
      type: "order.completed",
      time: "2016-07-27T09:32:14.774Z",
      message: "Production Controller: Transaction Complete Operations",
      source: { name: "moodle" },
      parseNotes: [{ code: "reassembled" }],
    });
    expect(newest).toMatchObject({
      nextCursor: null,
      coverage: {
        status: "complete",
        reasons: [],
        quarantined: 0,
        ledgers: [{ ledger: "main", throughSeq: 7, headSeq: 7 }],
      },
    });
    expect(await seqs(stage)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test.each([
    ["TU80WKRYTI9QUMJ4", [1, 2, 3, 4, 5, 6, 7]],
    ["[tu80wkryti9qumj4]", [1, 2, 3, 4, 5, 6, 7]],
    ["TU80*", [1, 2, 3, 4, 5, 6, 7]],
    ["payment", [2]],
    ["type:payment.*", [1, 2]],
    ["type:payment.captured OR level:error", [2, 4]],
    ['"production starting"', [3]],
    ['"starting production"', []],
    ["production -controller", [4]],
    ["attributes.handler:coursetobuy", [4]],
    ["attributes.fromState:SOLD*", [3]],
    ["message:prod*", [3, 4, 5, 6, 7]],
    ["source:moodle level:*", [4, 7]],
    ["time:>=2016-07-27T09:32:15", [7]],
    ["time:2016-07-27T09:32:14", [2, 3, 4, 5, 6]],
    ["time:<2016-07-27T09:32:14 OR level:warning", [1, 7]],
    ["-time:2016-07-27T09:32:14", [1, 7]],
    ["tx:unknown", []],
    ["", [1, 2, 3, 4, 5, 6, 7]],
  ])("%s finds %j", async (q, expected) => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    expect(await seqs(stage, { q })).toEqual(expected);
  });

  test("a range is half-open, and narrows what `time` terms ask for", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    const from = "2016-07-27T09:32:14.193Z";
    const to = "2016-07-27T09:32:14.764Z";
    expect(await seqs(stage, { from, to })).toEqual([2, 3]);
    expect(await seqs(stage, { from, to, q: "time:>2016-07-27T09:32:14.193Z" })).toEqual([3]);
    expect(await seqs(stage, { from, q: "time:<2016-07-27" })).toEqual([]);
    await expect(list(stage, { from: to, to: from })).rejects.toMatchObject({
      code: "invalid-parameter",
    });
  });

  test("other IDs are found bare: order, foreign ID, product, customer, protected values", async () => {
    await using stage = new QueryStage({ index });
    const order = { type: "order", id: "100000123" };
    await stage.record([
      eventAt(0, { objects: [order, { type: "order", id: "38-211449", role: "foreignId" }] }),
      eventAt(1, { type: "giftCard.issued", attributes: { code: hidden("4111-0917") } }),
      eventAt(2, { objects: [{ type: "customer", id: "c-42" }] }),
      eventAt(3, { message: "order 38-211449 was replayed" }),
      eventAt(4, { objects: [{ type: "shipment", id: "SHIP-5" }] }),
      eventAt(5, { actor: { type: "customer", id: "c-42" } }),
    ]);
    expect(await seqs(stage, { q: "100000123" })).toEqual([1]);
    expect(await seqs(stage, { q: "38-211449" })).toEqual([1, 4]);
    expect(await seqs(stage, { q: "order:38-211449" })).toEqual([1]);
    expect(await seqs(stage, { q: "C-42" })).toEqual([3, 6]);
    expect(await seqs(stage, { q: "customer:c-42" })).toEqual([3, 6]);
    expect(await seqs(stage, { q: "ship-5" })).toEqual([5]);
    expect(await seqs(stage, { q: "4111-0917" })).toEqual([2]);
    expect(await seqs(stage, { q: "attributes.code:4111-0917 time:*" })).toEqual([2]);
    const [found] = (await list(stage, { q: "attributes.code:4111-0917" })).items;
    expect(found?.attributes).toEqual({ code: "…0917" });
  });

  test("records of one millisecond at a page's edge are neither skipped nor repeated", async () => {
    await using stage = new QueryStage({ index, segmentBytesMax: 2_000 });
    await stage.record(
      Array.from({ length: 23 }, (_, place) => eventAt(0, { message: `n${place}` })),
    );
    await stage.record([eventAt(-1), eventAt(1)]);
    const middle = Array.from({ length: 23 }, (_, place) => `main:${place + 1}`);
    const everything = ["main:24", ...middle, "main:25"];
    for (const [q, oldest] of [
      ["", everything],
      ["-message:absent", everything],
      ["message:*", middle],
    ] as const) {
      for (const limit of [1, 7, 25]) {
        const { references } = await pages(stage, { order: "oldest", q, limit });
        expect(references).toEqual(oldest);
        const reverse = await pages(stage, { order: "newest", q, limit });
        expect(reverse.references).toEqual(oldest.toReversed());
      }
    }
  });

  test("records that arrive meanwhile are counted in coverage and never mixed in", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(Array.from({ length: 10 }, (_, place) => eventAt(place * 10)));
    let arrived = 0;
    const { references, count } = await pages(stage, { limit: 3 }, async () => {
      await stage.record([eventAt(arrived * 7), eventAt(1_000 + arrived)]);
      arrived += 2;
    });
    expect(count).toBe(4);
    expect(references).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((seq) => `main:${seq}`));
    const first = await list(stage, { limit: 3 });
    await stage.record([eventAt(5)]);
    const second = await list(stage, { limit: 3, cursor: first.nextCursor ?? "" });
    expect(first.coverage.status).toBe("complete");
    expect(second.coverage).toMatchObject({
      status: "partial",
      reasons: [
        "1 newer record of ledger main came after this list's first page and is not in it.",
      ],
      ledgers: [{ throughSeq: 18, headSeq: 19 }],
    });
  });

  test("a late record takes its place by time, and the newest first page shows it there", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([eventAt(0), eventAt(100), eventAt(200)]);
    await stage.record([eventAt(50), eventAt(200)]);
    expect(await seqs(stage)).toEqual([1, 4, 2, 3, 5]);
    const newest = await list(stage, { limit: 2 });
    expect(newest.items.map(({ seq }) => seq)).toEqual([5, 3]);
  });

  test("an index behind its ledger makes the answer partial, and complete again when it is not", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT.slice(0, 3));
    stage.append(MOODLE_VISIT.slice(3));
    const behind = await list(stage);
    expect(behind.items.length).toBe(3);
    expect(behind.coverage).toEqual({
      status: "partial",
      reasons: ["The index has read ledger main through 3 of 7: 4 records may be missing."],
      quarantined: 0,
      ledgers: [{ ledger: "main", throughSeq: 3, headSeq: 7 }],
    });
    await stage.follow(6);
    expect((await list(stage)).items.length).toBe(6);
    await stage.follow();
    expect((await list(stage)).coverage).toMatchObject({ status: "complete", reasons: [] });
  });

  test("a list begun while the index lags keeps its positions", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT.slice(0, 4));
    stage.append(MOODLE_VISIT.slice(4));
    const first = await list(stage, { limit: 3 });
    await stage.follow();
    const second = await list(stage, { limit: 3, cursor: first.nextCursor ?? "" });
    expect(second.items.map(({ seq }) => seq)).toEqual([1]);
    expect(second.nextCursor).toBeNull();
  });

  test("quarantine and other reasons make an answer partial, each in a sentence", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    stage.quarantined = 2;
    stage.reasons = ["The follower index is paused."];
    const { coverage } = await list(stage);
    expect(coverage).toMatchObject({
      status: "partial",
      quarantined: 2,
      reasons: [
        "2 inputs are in quarantine, unread; some may belong here.",
        "The follower index is paused.",
      ],
    });
    stage.quarantined = 0;
    stage.reasons = [];
    expect((await list(stage)).coverage.status).toBe("complete");
  });

  test("`now-1h` means on every page what it meant on the first", async () => {
    await using stage = new QueryStage({ index });
    stage.nowMs = Date.parse("2026-01-10T12:30:00.000Z");
    await stage.record(Array.from({ length: 6 }, (_, place) => eventAt(place)));
    const filters = { from: "now-30m", q: "time:<now", order: "oldest", limit: 2 } as const;
    const { references } = await pages(stage, filters, async () => {
      stage.nowMs += 10 * 60_000;
    });
    expect(references.length).toBe(6);
  });

  test("as many terms as a query may have are answered", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([eventAt(0, { message: "w1 w2 w3" }), ...MOODLE_VISIT]);
    expect(await seqs(stage, { q: terms.join(" OR ") })).toEqual([1]);
    expect(await seqs(stage, { q: terms.join(" ") })).toEqual([]);
    const excluded = terms.slice(0, QUERY_TERMS_MAX / 2).map((term) => `-${term}`);
    expect(await seqs(stage, { q: excluded.join(" ") })).toEqual([2, 3, 4, 5, 6, 7, 8]);
    const nested = terms.slice(0, 8).reduce((inner, term) => `(${term} OR -${inner})`);
    expect((await seqs(stage, { q: nested })).length).toBeGreaterThan(0);
    expect(await seqs(stage, { q: `${"-".repeat(QUERY_TERMS_MAX - 1)}w1` })).toEqual(
      await seqs(stage, { q: "-w1" }),
    );
  });

  test.each([
    [terms.map((term) => `[${term}]`).join(" OR "), /stands for 2,\d{3} index terms/],
    [`${"(a OR b -".repeat(14)}c${")".repeat(14)}`, /too deeply/],
  ])("more than an index takes is refused: %s", async (q, message) => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    await expect(list(stage, { q })).rejects.toMatchObject({
      code: "invalid-query",
      message: expect.stringMatching(message),
      detail: { position: 0, length: q.length },
    });
  });

  test("two ledgers are merged in the total order", async () => {
    await using stage = new QueryStage({ index, ledgers: ["east", "west"] });
    await stage.record([eventAt(0), eventAt(2)], "west");
    await stage.record([eventAt(0), eventAt(1)], "east");
    const found = await list(stage, { order: "oldest" });
    expect(found.items.map(({ reference }) => reference)).toEqual([
      "east:1",
      "west:1",
      "east:2",
      "west:2",
    ]);
    const { references } = await pages(stage, { limit: 1 });
    expect(references).toEqual(["west:2", "east:2", "west:1", "east:1"]);
  });
});

test("pages go on far beyond ten thousand records", async () => {
  await using stage = new QueryStage({ index: "sqlite" });
  const total = 12_345;
  await stage.record(Array.from({ length: total }, (_, place) => eventAt(Math.floor(place / 40))));
  const { references, count } = await pages(stage, { limit: 1_000 });
  expect(count).toBe(13);
  expect(references).toEqual(Array.from({ length: total }, (_, place) => `main:${total - place}`));
});
