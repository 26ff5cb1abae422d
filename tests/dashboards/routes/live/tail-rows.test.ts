import { expect, test } from "vitest";
import {
  appendRows,
  fillGapRow,
  LIVE_ROWS_HELD_MAX,
  LIVE_ROWS_MAX,
  liveLedgers,
  NO_ROWS,
  pushBounded,
  splitReference,
  trimRows,
} from "../../../../dashboards/src/routes/live/tail-rows.ts";
import type { LiveRow } from "../../../../dashboards/src/routes/live/tail-rows.ts";
import { entry } from "../../entries.ts";

function records(fromSeq: number, count: number): LiveRow[] {
  return Array.from({ length: count }, (_, index) => {
    const seq = fromSeq + index;
    return {
      kind: "record",
      key: `main:${seq}`,
      event: entry({ seq, time: "2026-01-01T00:00:00.000Z" }),
    };
  });
}

test("while the newest is followed, older rows are let go and counted", () => {
  const first = appendRows(NO_ROWS, records(1, LIVE_ROWS_MAX), false);
  const then = appendRows(first, records(LIVE_ROWS_MAX + 1, 5), false);
  expect(then.rows).toHaveLength(LIVE_ROWS_MAX);
  expect(then.letGo).toBe(5);
  expect(then.rows[0]?.key).toBe("main:6");
});

test("while somebody reads, nothing above moves", () => {
  const first = appendRows(NO_ROWS, records(1, LIVE_ROWS_MAX), false);
  const then = appendRows(first, records(LIVE_ROWS_MAX + 1, 500), true);
  expect(then.rows.slice(0, LIVE_ROWS_MAX)).toEqual(first.rows);
  expect(then.letGo).toBe(0);
  expect(trimRows(then)).toMatchObject({ letGo: 500 });
});

test("beyond the bound, what is not kept becomes one gap row with its range", () => {
  const full = appendRows(NO_ROWS, records(1, LIVE_ROWS_HELD_MAX), true);
  const once = appendRows(full, records(LIVE_ROWS_HELD_MAX + 1, 3), true);
  const twice = appendRows(once, records(LIVE_ROWS_HELD_MAX + 4, 2), true);
  expect(twice.rows).toHaveLength(LIVE_ROWS_HELD_MAX + 1);
  expect(twice.rows.at(-1)).toMatchObject({
    kind: "gap",
    dropped: 5,
    from: `main:${LIVE_ROWS_HELD_MAX + 1}`,
    to: `main:${LIVE_ROWS_HELD_MAX + 5}`,
  });
});

test("what waits while paused is bounded in the same way", () => {
  const waiting: LiveRow[] = [];
  for (const row of records(1, 12)) pushBounded(waiting, row, 10);
  expect(waiting).toHaveLength(11);
  expect(waiting.at(-1)).toMatchObject({ kind: "gap", dropped: 2, from: "main:11", to: "main:12" });
});

test("a loaded gap is replaced in its place; what is still missing stays a gap", () => {
  const gap: LiveRow = { kind: "gap", key: "g", dropped: 3, from: "main:2", to: "main:4" };
  const rows = { rows: [...records(1, 1), gap, ...records(5, 1)], letGo: 0 };
  expect(fillGapRow(rows, "g", records(2, 3), null).rows.map(({ key }) => key)).toEqual([
    "main:1",
    "main:2",
    "main:3",
    "main:4",
    "main:5",
  ]);
  const rest = { kind: "gap", key: "rest", dropped: 2, from: "main:3", to: "main:4" } as const;
  expect(fillGapRow(rows, "g", records(2, 1), rest).rows.map(({ key }) => key)).toEqual([
    "main:1",
    "main:2",
    "rest",
    "main:5",
  ]);
  expect(fillGapRow(rows, "other", [], null)).toBe(rows);
});

test("a stream was looked at as far as its last record, at least", () => {
  const heartbeat = [{ ledger: "main", throughSeq: 40, headSeq: 42 }];
  expect(liveLedgers([], undefined)).toEqual([]);
  expect(liveLedgers(heartbeat, { reference: "main:44", atMs: 1 })).toEqual([
    { ledger: "main", throughSeq: 44, headSeq: 44 },
  ]);
  expect(liveLedgers(heartbeat, { reference: "main:39", atMs: 1 })).toEqual(heartbeat);
  expect(liveLedgers(heartbeat, { reference: "shop:7", atMs: 1 })).toHaveLength(2);
});

test("a reference is a ledger and a position, whatever the ledger is called", () => {
  expect(splitReference("main:433")).toEqual({ ledger: "main", seq: 433 });
  expect(splitReference("shop:eu:7")).toEqual({ ledger: "shop:eu", seq: 7 });
});
