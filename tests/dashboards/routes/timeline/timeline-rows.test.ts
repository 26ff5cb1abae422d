import { expect, test } from "vitest";
import { isGap, timelineRows } from "../../../../dashboards/src/routes/timeline/timeline-rows.ts";
import type { Due } from "../../../../dashboards/src/routes/timeline/dues.ts";
import { entry } from "../../entries.ts";
import { finding } from "./findings.ts";

const MINUTE_MS = 60_000;

test("ten minutes are always a gap; a shorter wait only when it is most of a short transaction", () => {
  expect(isGap(10 * MINUTE_MS, 90 * 24 * 60 * MINUTE_MS)).toBe(true);
  expect(isGap(10 * MINUTE_MS - 1, 90 * 24 * 60 * MINUTE_MS)).toBe(false);
  expect(isGap(2 * MINUTE_MS, 3 * MINUTE_MS)).toBe(true);
  expect(isGap(2 * MINUTE_MS, 5 * MINUTE_MS)).toBe(false);
  expect(isGap(1_080, 2_101)).toBe(false);
});

test("a long wait becomes a row of its own, before the day it ends on", () => {
  const rows = timelineRows(
    [
      entry({ seq: 1, time: "2016-07-24T05:29:41.208Z" }),
      entry({ seq: 2, time: "2016-07-27T09:31:52.640Z", waitMs: 273_731_432 }),
    ],
    273_731_432,
    "UTC",
  );
  expect(rows.map(({ kind }) => kind)).toEqual(["day", "record", "gap", "day", "record"]);
  const gap = rows[2];
  expect(gap?.kind === "gap" ? [gap.waitMs, gap.from, gap.to, gap.index] : []).toEqual([
    273_731_432,
    "2016-07-24T05:29:41.208Z",
    "2016-07-27T09:31:52.640Z",
    0,
  ]);
});

test("what a gap row says is not said again beside the record", () => {
  const rows = timelineRows(
    [
      entry({ seq: 1, time: "2016-07-27T09:00:00.000Z" }),
      entry({ seq: 2, time: "2016-07-27T09:20:00.000Z", waitMs: 1_200_000 }),
      entry({ seq: 3, time: "2016-07-27T09:20:00.013Z", waitMs: 13 }),
    ],
    1_200_013,
    "UTC",
  );
  const records = rows.filter((row) => row.kind === "record");
  expect(records.map((row) => row.waitMs)).toEqual([null, null, 13]);
  expect(records.map((row) => row.above)).toEqual([
    undefined,
    undefined,
    "2016-07-27T09:20:00.000Z",
  ]);
});

test("days are those of the shown zone", () => {
  const entries = [
    entry({ seq: 1, time: "2016-07-27T21:59:59.999Z" }),
    entry({ seq: 2, time: "2016-07-27T22:00:00.000Z", waitMs: 1 }),
  ];
  const days = (zone: string) =>
    timelineRows(entries, 1, zone).flatMap((row) => (row.kind === "day" ? [row.date] : []));
  expect(days("UTC")).toEqual(["2016-07-27"]);
  expect(days("Europe/Prague")).toEqual(["2016-07-27", "2016-07-28"]);
});

test("records of one millisecond from two sources are bracketed as undetermined", () => {
  const time = "2016-07-24T05:29:40.912Z";
  const rows = timelineRows(
    [
      entry({ seq: 1, time: "2016-07-24T05:29:40.000Z" }),
      entry({ seq: 2, time, waitMs: 912, undeterminedOrder: true }),
      entry({ seq: 3, time, waitMs: 0, undeterminedOrder: true }),
      entry({ seq: 4, time, waitMs: 0, undeterminedOrder: true }),
      entry({ seq: 5, time: "2016-07-24T05:29:41.000Z", waitMs: 88 }),
    ],
    1000,
    "UTC",
  );
  expect(rows.flatMap((row) => (row.kind === "record" ? [row.sameMs] : []))).toEqual([
    null,
    "first",
    "between",
    "last",
    null,
  ]);
});

test("where the service gives no wait, at the start of a further page, it is computed", () => {
  const rows = timelineRows(
    [
      entry({ seq: 1, time: "2016-07-27T09:00:00.000Z" }),
      entry({ seq: 2, time: "2016-07-27T09:00:00.440Z", waitMs: null }),
    ],
    440,
    "UTC",
  );
  expect(rows.flatMap((row) => (row.kind === "record" ? [row.waitMs] : []))).toEqual([null, 440]);
});

test("the bracket of one millisecond goes on beside the findings between its records", () => {
  const time = "2016-07-24T05:29:40.912Z";
  const rule = "order.number-late";
  const rows = timelineRows(
    [
      entry({ seq: 1, time, undeterminedOrder: true }),
      entry({ seq: 2, time, waitMs: 0, undeterminedOrder: true }),
    ],
    0,
    "UTC",
    {
      dues: [],
      placed: {
        byDue: new Map(),
        byEntry: new Map([
          [0, [finding({ rule, since: time })]],
          [1, [finding({ rule: "order.stuck", since: time })]],
        ]),
      },
    },
  );
  expect(rows.flatMap((row) => (row.kind === "finding" ? [row.isWithinMs] : []))).toEqual([
    true,
    false,
  ]);
});

/** Of a gap between two records of one millisecond and a third one. */
function own(dues: readonly Due[]) {
  return timelineRows(
    [
      entry({ seq: 1, time: "2016-07-27T09:00:00.000Z" }),
      entry({ seq: 2, time: "2016-07-27T09:00:00.000Z", waitMs: 0 }),
      entry({ seq: 3, time: "2016-07-27T11:00:00.000Z", waitMs: 7_200_000 }),
    ],
    7_200_000,
    "UTC",
    { dues, placed: { byDue: new Map(), byEntry: new Map() } },
  ).flatMap((row) => (row.kind === "gap" ? [row.own] : []));
}

test("a gap counts the timeline's own records of its first millisecond: none where it begins at a deadline", () => {
  const due: Due = {
    key: "due",
    time: "2016-07-27T09:15:00.000Z",
    rule: "license.missing",
    isOverdue: true,
    on: { type: "order", id: "100000123" },
    lane: "license",
    eventType: "license.generated",
    evidence: [],
  };
  expect(own([])).toEqual([2]);
  expect(own([due])).toEqual([0]);
});
