import { describe, expect, test } from "vitest";
import type { HistogramQuery } from "#query/query-engine.ts";
import { BUCKETS_MAX, chooseBucket } from "#query/statistics/bucket-width.ts";
import { MOODLE_VISIT } from "../moodle-visit.ts";
import { eventAt, INDEX_KINDS, QueryStage } from "../query-stage.ts";

type Options = Partial<Omit<HistogramQuery, "facts" | "nowMs">>;

function histogram(stage: QueryStage, options: Options = {}) {
  return stage.engine.histogram({ ...stage.request(), ...options });
}

describe.each(INDEX_KINDS)("a histogram over %s", (index) => {
  test("counts matches by time; buckets begin at multiples of their width", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT);
    const expected = {
      bucketMs: 1_000,
      total: 7,
      items: [
        { start: "2016-07-27T09:32:13.000Z", count: 1 },
        { start: "2016-07-27T09:32:14.000Z", count: 5 },
        { start: "2016-07-27T09:32:15.000Z", count: 1 },
      ],
    };
    const fromIndex = await histogram(stage, { bucket: "1s" });
    expect(fromIndex).toMatchObject({ ...expected, coverage: { status: "complete" } });
    // The same through a scan of the records.
    expect(await histogram(stage, { bucket: "1s", q: "-amount:*" })).toEqual(fromIndex);
  });

  test("keeps to the range, the query and the positions indexed", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(MOODLE_VISIT.slice(0, 6));
    stage.append(MOODLE_VISIT.slice(6));
    const answer = await histogram(stage, {
      q: "production",
      from: "2016-07-27T09:32:14.762Z",
      to: "2016-07-27T09:32:16Z",
      bucket: "10ms",
    });
    expect(answer.items).toEqual([
      { start: "2016-07-27T09:32:14.760Z", count: 2 },
      { start: "2016-07-27T09:32:14.770Z", count: 1 },
    ]);
    expect(answer.coverage).toMatchObject({
      status: "partial",
      ledgers: [{ throughSeq: 6, headSeq: 7 }],
    });
  });

  test("chooses a width that suits the range, or what was found", async () => {
    await using stage = new QueryStage({ index });
    await stage.record([eventAt(0), eventAt(3_600_000)]);
    expect((await histogram(stage)).bucketMs).toBe(30_000);
    const asked = await histogram(stage, { from: "2026-01-01", to: "2026-02-01" });
    expect(asked.bucketMs).toBe(12 * 3_600_000);
    expect(await histogram(stage, { q: "tx:none" })).toMatchObject({ total: 0, items: [] });
  });

  test.each(["", "1", "h", "0s", "1.5h", "1y", "99999999w"])(
    "refuses the width `%s`",
    async (bucket) => {
      await using stage = new QueryStage({ index });
      await expect(histogram(stage, { bucket })).rejects.toMatchObject({
        code: "invalid-parameter",
      });
    },
  );

  test("refuses more buckets than anybody can look at", async () => {
    await using stage = new QueryStage({ index });
    await stage.record(Array.from({ length: BUCKETS_MAX + 1 }, (_, place) => eventAt(place)));
    for (const q of ["", "-amount:*"]) {
      await expect(histogram(stage, { bucket: "1ms", q })).rejects.toMatchObject({
        code: "invalid-parameter",
      });
      expect((await histogram(stage, { bucket: "2ms", q })).total).toBe(BUCKETS_MAX + 1);
    }
  });
});

test("a chosen width gives about a hundred buckets for any span", () => {
  for (let spanMs = 1; spanMs < 1e14; spanMs = Math.ceil(spanMs * 1.7)) {
    const buckets = spanMs / chooseBucket(spanMs);
    expect(buckets).toBeLessThanOrEqual(120);
    expect(buckets >= 25 || spanMs < 120).toBe(true);
  }
});
