import { describe, expect, test } from "vitest";
import type { JudgedObject } from "#storage/lifecycles/lifecycle-store.ts";
import { batch, finding, judged, numberRow, order } from "./lifecycle-batches.ts";
import { describeFindingChanges } from "./lifecycle-finding-changes.ts";
import { describeLists } from "./lifecycle-lists.ts";
import { describeSilences } from "./lifecycle-silences.ts";
import { codeOf, type LifecycleSuite, type LifecycleViewUnderTest } from "./lifecycle-suite.ts";
import { describeWorklists } from "./lifecycle-worklists.ts";

/** Registers the tests that every adapter of the view of lifecycles must pass. */
export function describeLifecycleStoreContract(suite: LifecycleSuite): void {
  describe(`lifecycles: ${suite.name}`, () => {
    describeWriting(suite);
    describeWorklists(suite);
    describeLists(suite);
    describeSilences(suite);
    describeFindingChanges(suite);
    describeRetention(suite);
    describeClosing(suite);
  });
}

const WORKLIST = { order: "newest", limit: 100, nowMs: 0 } as const;

async function idsOf({ reader }: LifecycleViewUnderTest): Promise<string[]> {
  const { rows } = await reader.objects(WORKLIST);
  return rows.map(({ object }) => object.id);
}

function changing(id: string, nextChangeMs: number | null): JudgedObject {
  return judged(order(id), {}, { nextChangeMs });
}

function describeWriting(suite: LifecycleSuite): void {
  test("an empty view answers with nothing", async () => {
    await using view = await suite.open();
    const { reader, writer } = view;
    expect(await reader.watermarks()).toEqual([]);
    expect(await reader.judgedThroughMs()).toBe(0);
    expect(await reader.objects(WORKLIST)).toEqual({ rows: [], next: null });
    expect(await reader.counts()).toEqual([]);
    expect(await reader.stores()).toEqual([]);
    expect(await reader.cards({ limit: 10 })).toEqual([]);
    expect(await reader.findingChanges(0, 10)).toEqual([]);
    expect(await writer.position("main")).toEqual({ ledger: "main", throughSeq: 0 });
    expect(await writer.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    expect(await writer.nextChangeMs()).toBeNull();
  });

  test("moves the watermark, its checksum and the time of judgment with the objects", async () => {
    await using view = await suite.open();
    await view.writer.write(
      batch(1, 3, { checksum: "0a1b2c3d", judgedMs: 70, judged: [judged(order("1"))] }),
    );
    const at3 = { ledger: "main", throughSeq: 3, checksum: "0a1b2c3d" };
    expect(await view.writer.position("main")).toEqual(at3);
    expect(await view.reader.watermarks()).toEqual([at3]);
    expect(await view.reader.judgedThroughMs()).toBe(70);
    await view.writer.write(batch(4, 3, { judgedMs: 90, isJudgedThrough: false }));
    expect(await view.writer.position("main")).toEqual(at3);
    expect(await view.writer.judgedMs()).toBe(90);
    expect(await view.reader.judgedThroughMs()).toBe(70);
  });

  test.each([
    ["a gap", 7, 8],
    ["records that it has", 4, 5],
    ["records that overlap", 3, 9],
  ])("refuses %s, and keeps nothing of the batch", async (_what, firstSeq, throughSeq) => {
    await using view = await suite.open();
    await view.writer.write(batch(1, 5, { judged: [judged(order("1"))] }));
    const before = await view.reader.digest();
    const wrong = batch(firstSeq, throughSeq, {
      postings: [{ object: order("2"), seqs: [firstSeq] }],
      judged: [judged(order("2"))],
    });
    expect(await codeOf(() => view.writer.write(wrong))).toBe("internal");
    expect(await view.reader.digest()).toBe(before);
    expect(await view.writer.seqsOf([order("2")], 10)).toEqual([[]]);
  });

  test("refuses another ledger", async () => {
    await using view = await suite.open();
    await view.writer.write(batch(1, 5));
    expect(await codeOf(() => view.writer.write(batch(1, 2, { ledger: "other" })))).toBe(
      "internal",
    );
  });

  test("finds the records that name an object, ascending, as many as asked for", async () => {
    await using view = await suite.open();
    const license = { type: "license", id: "1" } as const;
    await view.writer.write(
      batch(1, 9, {
        postings: [
          { object: order("1"), seqs: [2, 5, 9] },
          { object: license, seqs: [5] },
        ],
      }),
    );
    await view.writer.write(batch(10, 12, { postings: [{ object: order("1"), seqs: [10, 12] }] }));
    await view.reopen();
    const asked = [order("1"), license, order("3")];
    expect(await view.writer.seqsOf(asked, 10)).toEqual([[2, 5, 9, 10, 12], [5], []]);
    expect(await view.writer.seqsOf(asked, 2)).toEqual([[2, 5], [5], []]);
  });

  test("keeps the last word on an object, and forgets what is gone", async () => {
    await using view = await suite.open();
    const found = finding(order("1"), "order.stuck");
    await view.writer.write(
      batch(1, 2, {
        judged: [judged(order("1"), {}, { findings: [found] }), judged(order("2"))],
      }),
    );
    const paid = judged(order("1"), { state: "paid", aliases: ["38-1"], lastMs: 9 });
    await view.writer.write(batch(3, 3, { judged: [paid], gone: [order("2"), order("77")] }));
    const { rows } = await view.reader.objects(WORKLIST);
    expect(rows).toEqual([{ ...paid.row, findings: [] }]);
    expect(await view.reader.counts()).toEqual([
      { type: "order", by: "state", name: "paid", count: 1 },
    ]);
  });

  test("tells which objects change by themselves, soonest first", async () => {
    await using view = await suite.open();
    const objects = [changing("a", 30), changing("b", null), changing("c", 10), changing("d", 20)];
    await view.writer.write(batch(1, 1, { judged: objects }));
    expect(await view.writer.nextChangeMs()).toBe(10);
    expect(await view.writer.due(20, 10)).toEqual([order("c"), order("d")]);
    expect(await view.writer.due(99, 2)).toEqual([order("c"), order("d")]);
    await view.writer.write(batch(2, 1, { judged: [changing("c", null)] }));
    expect(await view.writer.due(20, 10)).toEqual([order("d")]);
  });

  test("remembers how far each source had come, and which records were late", async () => {
    await using view = await suite.open();
    const latest = new Map([
      ["shop", 50],
      ["bank", 70],
    ]);
    await view.writer.write(batch(1, 4, { latest, late: [{ seq: 3, lateMs: 9_000 }] }));
    await view.writer.write(batch(5, 5, { latest: new Map([["shop", 60]]) }));
    await view.reopen();
    expect(await view.writer.latestTimes()).toEqual(new Map([...latest, ["shop", 60]]));
    const late = new Map([[3, 9_000]]);
    expect(await view.writer.lateRecords([1, 3, 99])).toEqual(late);
    expect(await view.reader.lateRecords("main", [1, 3, 99])).toEqual(late);
    expect(await view.reader.lateRecords("other", [3])).toEqual(new Map());
  });

  test("is empty after it was cleared, and can be filled again", async () => {
    await using view = await suite.open();
    const first = batch(1, 2, {
      postings: [{ object: order("1"), seqs: [1] }],
      judged: [judged(order("1"), {}, { number: numberRow("eu", 1, "1") })],
      latest: new Map([["shop", 1]]),
    });
    await view.writer.write(first);
    const digest = await view.reader.digest();
    await view.writer.clear();
    expect(await view.reader.watermarks()).toEqual([]);
    expect(await idsOf(view)).toEqual([]);
    expect(await view.writer.seqsOf([order("1")], 9)).toEqual([[]]);
    expect(await view.writer.latestTimes()).toEqual(new Map());
    await view.writer.write(first);
    expect(await view.reader.digest()).toBe(digest);
  });

  test("the digest depends on what is kept, and not on the way to it", async () => {
    await using one = await suite.open();
    await using other = await suite.open();
    const [a, b] = [judged(order("a"), { state: "paid" }), judged(order("b"))];
    await one.writer.write(batch(1, 2, { judged: [a, b] }));
    await other.writer.write(batch(1, 1, { judged: [judged(order("b"), { lastMs: 4 })] }));
    await other.writer.write(batch(2, 2, { judged: [a] }));
    expect(await one.reader.digest()).not.toBe(await other.reader.digest());
    await other.writer.write(batch(3, 2, { judged: [b] }));
    expect(await one.reader.digest()).toBe(await other.reader.digest());
  });
}

function describeRetention(suite: LifecycleSuite): void {
  test("removed records are none, and what they touched waits to be judged by the rest", async () => {
    await using view = await suite.open();
    await view.writer.write(
      batch(1, 6, {
        postings: [
          { object: order("old"), seqs: [1, 2] },
          { object: order("both"), seqs: [2, 5] },
          { object: order("new"), seqs: [6] },
        ],
        judged: ["old", "both", "new"].map((id) => judged(order(id))),
        late: [
          { seq: 2, lateMs: 1 },
          { seq: 5, lateMs: 1 },
        ],
      }),
    );
    expect(await view.writer.outdated(10)).toEqual([]);
    await view.writer.dropBefore("main", 4);
    const asked = [order("old"), order("both"), order("new")];
    expect(await view.writer.seqsOf(asked, 9)).toEqual([[], [5], [6]]);
    expect(await view.writer.lateRecords([2, 5])).toEqual(new Map([[5, 1]]));
    await view.reopen();
    expect(await view.writer.outdated(1)).toHaveLength(1);
    const outdated = await view.writer.outdated(10);
    expect(outdated.map(({ id }) => id).sort()).toEqual(["both", "old"]);
    await view.writer.write(
      batch(7, 6, { renewed: outdated, gone: [order("old")], judged: [judged(order("both"))] }),
    );
    expect(await view.writer.outdated(10)).toEqual([]);
    expect((await idsOf(view)).sort()).toEqual(["both", "new"]);
    await view.writer.dropBefore("main", 2);
    expect(await view.writer.seqsOf(asked, 9)).toEqual([[], [5], [6]]);
  });

  test("may go on behind records that were removed before it came to them", async () => {
    await using view = await suite.open();
    await view.writer.write(batch(1, 3));
    await view.writer.dropBefore("main", 10);
    await view.writer.write(batch(10, 12));
    expect(await view.writer.position("main")).toEqual({ ledger: "main", throughSeq: 12 });
  });
}

function describeClosing(suite: LifecycleSuite): void {
  test("a closed view says so, and may be closed again", async () => {
    await using view = await suite.open();
    const { reader, writer } = view;
    await writer.close();
    await writer.close();
    await reader.close();
    await reader.close();
    for (const work of [
      () => writer.position("main"),
      () => writer.write(batch(1, 1)),
      () => writer.clear(),
      () => reader.watermarks(),
      () => reader.objects(WORKLIST),
      () => reader.digest(),
    ]) {
      expect(await codeOf(work)).toBe("closed");
    }
  });
}
