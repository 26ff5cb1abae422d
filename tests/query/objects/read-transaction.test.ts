import { describe, expect, test } from "vitest";
import type { ObjectRequest } from "#query/query-engine.ts";
import { NEARBY_MS, VISIT_PAUSE_MS_MAX } from "#query/timeline/unattributed-nearby.ts";
import { MOODLE_TRANSACTION, MOODLE_VISIT } from "../moodle-visit.ts";
import { eventAt, INDEX_KINDS, QueryStage, type StagedEvent } from "../query-stage.ts";

type Options = Partial<Omit<ObjectRequest, "facts" | "nowMs">>;

function trace(stage: QueryStage, options: Options = {}) {
  return stage.engine.object({
    ...stage.request(),
    type: "transaction",
    id: MOODLE_TRANSACTION,
    limit: 100,
    ...options,
  });
}

/** A record whose ID was not known yet. */
function nameless(offsetMs: number, more: Partial<StagedEvent> = {}): StagedEvent {
  const { transactionId: _, ...event } = eventAt(offsetMs, more);
  return event;
}

describe.each(INDEX_KINDS)("a transaction over %s", (index) => {
  test("is the ordered story of a visit with its waits", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT.toReversed());
    const answer = await trace(stage);
    expect(answer.object).toEqual({ type: "transaction", id: MOODLE_TRANSACTION });
    expect(answer.timeline.map(({ type, waitMs }) => [type, waitMs])).toEqual([
      ["payment.requested", null],
      ["payment.captured", 440],
      ["fulfillment.started", 568],
      ["fulfillment.handlerMissing", 3],
      ["trace.recorded", 2],
      ["order.completed", 8],
      ["warning.recorded", 1_080],
    ]);
    expect(answer.timeline.every(({ undeterminedOrder }) => !undeterminedOrder)).toBe(true);
    expect(answer.summary).toEqual({
      records: 7,
      from: "2016-07-27T09:32:13.753Z",
      to: "2016-07-27T09:32:15.854Z",
      durationMs: 2_101,
      longestWaitMs: 1_080,
    });
    expect(answer).toMatchObject({
      nextCursor: null,
      related: [],
      unattributedNearby: [],
      coverage: { status: "complete", ledgers: [{ throughSeq: 7, headSeq: 7 }] },
    });
  });

  test.each(["tu80wkryti9qumj4", " TU80-WKRY-TI9Q-UMJ4 ", "TU80 WKRY TI9Q UMJ4"])(
    "is found as `%s`: case, blanks and dashes do not count",
    async (id) => {
      await using stage = new QueryStage({ index });
      await stage.record(MOODLE_VISIT);
      const answer = await trace(stage, { id });
      expect(answer.object.id).toBe(MOODLE_TRANSACTION);
      expect(answer.timeline.length).toBe(7);
    },
  );

  test("whose recorded ID has dashes is found without them", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([eventAt(0, { transactionId: "AB-12-cd" })]);
    expect((await trace(stage, { id: "ab12CD" })).object.id).toBe("AB-12-cd");
  });

  test("of a misread ID is not guessed; the answer names the way to candidates", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    await expect(trace(stage, { id: "TU80WKRYTl9QUMJ4" })).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("/api/v1/resolve?id=TU80WKRYTl9QUMJ4"),
      detail: { id: "TU80WKRYTl9QUMJ4", resolve: "/api/v1/resolve?id=TU80WKRYTl9QUMJ4" },
    });
  });

  test("that is not indexed yet says how far the index has read", async () => {
    await using stage = new QueryStage({ index });
    stage.append(MOODLE_VISIT);
    await expect(trace(stage)).rejects.toThrow(/as far as the index has read/);
    await stage.follow(4);
    const answer = await trace(stage);
    expect(answer.timeline.length).toBe(4);
    expect(answer.coverage).toMatchObject({
      status: "partial",
      ledgers: [{ throughSeq: 4, headSeq: 7 }],
    });
  });

  test("marks records of one millisecond and several sources, also across a page's edge", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([
      eventAt(0),
      eventAt(5, { source: "shop" }),
      eventAt(5, { source: "gateway" }),
      eventAt(9, { message: "first" }),
      eventAt(9, { message: "second" }),
    ]);
    const expected = [false, true, true, false, false];
    const whole = await trace(stage);
    expect(whole.timeline.map(({ undeterminedOrder }) => undeterminedOrder)).toEqual(expected);
    expect(whole.timeline.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const first = await trace(stage, { limit: 2 });
    const second = await trace(stage, { limit: 2, cursor: first.nextCursor ?? "" });
    const marks = [...first.timeline, ...second.timeline].map((entry) => entry.undeterminedOrder);
    expect(marks).toEqual(expected.slice(0, 4));
  });

  test("too long for one page goes on with its waits, and every page sums up the whole", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(Array.from({ length: 250 }, (_, place) => eventAt(place * place)));
    const waits: (number | null)[] = [];
    let cursor: string | null = null;
    do {
      const page = await trace(stage, { limit: 100, ...(cursor === null ? {} : { cursor }) });
      waits.push(...page.timeline.map(({ waitMs }) => waitMs));
      expect(page.summary).toMatchObject({
        records: 250,
        durationMs: 249 ** 2,
        longestWaitMs: 497,
      });
      cursor = page.nextCursor;
      await stage.record([eventAt(7)]);
    } while (cursor !== null);
    expect(waits).toEqual([null, ...Array.from({ length: 249 }, (_, place) => 2 * place + 1)]);
  });

  test("refuses the cursor of another transaction or moment", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([eventAt(0), eventAt(1), eventAt(0, { transactionId: "OTHER" })]);
    const { nextCursor } = await trace(stage, { limit: 1 });
    const cursor = nextCursor ?? "";
    expect((await trace(stage, { limit: 1, cursor })).timeline.length).toBe(1);
    for (const other of [{ id: "OTHER" }, { asOf: "2027-01-01" }, { knownAt: "2027-01-01" }]) {
      await expect(trace(stage, { cursor, ...other })).rejects.toMatchObject({
        code: "invalid-cursor",
      });
    }
  });

  test("as of a moment ends with that very millisecond", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    const { timeline, summary } = await trace(stage, { asOf: "2016-07-27T09:32:14.764Z" });
    expect(timeline.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(summary.to).toBe("2016-07-27T09:32:14.764Z");
    const before = await trace(stage, { asOf: "2016-07-27T09:32:13.752Z" });
    expect(before).toMatchObject({
      timeline: [],
      summary: { records: 0, from: null, to: null, durationMs: null, longestWaitMs: null },
      coverage: { status: "complete" },
    });
  });

  test("as known at a moment leaves out what was recorded later, however early it occurred", async () => {
    await using stage = new QueryStage({ index, segmentBytesMax: 600 });
    const knownAt: string[] = [];
    for (const [place, event] of [eventAt(100), eventAt(300), eventAt(200)].entries()) {
      stage.recordedAtMs += 60_000;
      await stage.record([event, eventAt(0, { transactionId: `OTHER${place}` })]);
      knownAt.push(new Date(stage.recordedAtMs).toISOString());
    }
    const seqs = async (at: string) => {
      const { timeline } = await trace(stage, { knownAt: at });
      return timeline.map(({ seq }) => seq);
    };
    expect(await seqs(knownAt[0] ?? "")).toEqual([1]);
    expect(await seqs(knownAt[1] ?? "")).toEqual([1, 3]);
    expect(await seqs(knownAt[2] ?? "")).toEqual([1, 5, 3]);
    expect(await seqs("2020-01-01")).toEqual([]);
    expect(await seqs("now")).toEqual([1, 5, 3]);
  });

  test("lists the other objects its records touch, with roles and counts", async () => {
    await using stage = new QueryStage({ index });
    const order = { type: "order", id: "100000123" };
    await stage.record([
      eventAt(0, {
        objects: [{ type: "transaction", id: MOODLE_TRANSACTION.toLowerCase() }, order],
      }),
      eventAt(1, { objects: [order, { type: "order", id: "38-211449", role: "foreignId" }] }),
      eventAt(2, {
        objects: [
          order,
          { type: "license", id: "LN1" },
          { type: "license", id: "LN1", role: "previous" },
        ],
      }),
    ]);
    expect((await trace(stage, { verdict: false })).related).toEqual([
      { type: "order", id: "100000123", roles: [], records: 3 },
      { type: "order", id: "38-211449", roles: ["foreignId"], records: 1 },
      { type: "license", id: "LN1", roles: ["previous"], records: 1 },
    ]);
  });

  test("has records without an ID beside it, close in source and time, never in it", async () => {
    await using stage = new QueryStage({ index });
    const far = VISIT_PAUSE_MS_MAX * 10;
    await stage.record([
      eventAt(0, { source: "moodle", type: "payment.requested" }),
      nameless(-NEARBY_MS - 1, { source: "moodle", message: "too early" }),
      nameless(-NEARBY_MS, { source: "moodle", message: "just before" }),
      nameless(500, { source: "other", message: "another source" }),
      nameless(30_000, { source: "moodle", unattributed: "the ID was refused" }),
      eventAt(VISIT_PAUSE_MS_MAX, { source: "moodle", type: "payment.captured" }),
      nameless(VISIT_PAUSE_MS_MAX + NEARBY_MS, { source: "moodle", message: "just after" }),
      nameless(far / 2, { source: "moodle", message: "long between" }),
      eventAt(far, { source: "moodle" }),
      nameless(far, { source: "moodle", message: "same millisecond" }),
    ]);
    const { timeline, unattributedNearby, coverage } = await trace(stage);
    expect(timeline.map(({ seq }) => seq)).toEqual([1, 6, 9]);
    expect(unattributedNearby.map(({ seq, why }) => [seq, why])).toEqual([
      [
        3,
        "Same source moodle, 2000 ms before payment.requested (main:1); it carries no transaction ID.",
      ],
      [
        5,
        "Same source moodle, 30000 ms after payment.requested (main:1); it carries no transaction ID: the ID was refused.",
      ],
      [
        7,
        "Same source moodle, 2000 ms after payment.captured (main:6); it carries no transaction ID.",
      ],
      [
        10,
        "Same source moodle, in the same millisecond as trace.recorded (main:9); it carries no transaction ID.",
      ],
    ]);
    expect(coverage.status).toBe("complete");
  });

  test("says when there are more neighbors than it lists", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([eventAt(0), ...Array.from({ length: 60 }, (_, place) => nameless(place))]);
    const { unattributedNearby, coverage } = await trace(stage);
    expect(unattributedNearby.length).toBe(50);
    expect(coverage).toMatchObject({
      status: "partial",
      reasons: ["More than 50 unattributed neighbors; the rest is not listed."],
    });
  });
});

test("one of more records than are read for its summary says so", async () => {
  await using stage = new QueryStage({ index: "sqlite" });
  await stage.record(Array.from({ length: 10_050 }, (_, place) => eventAt(place)));
  const answer = await trace(stage, { limit: 1_000 });
  expect(answer.timeline.length).toBe(1_000);
  expect(answer.summary).toMatchObject({ records: 10_050, durationMs: 10_049 });
  expect(answer.coverage).toMatchObject({
    status: "partial",
    reasons: [
      "Related objects, neighbors and the longest wait come from the first 10,000 records of 10,050.",
    ],
  });
});
