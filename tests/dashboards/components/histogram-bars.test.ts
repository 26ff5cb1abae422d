import { expect, test } from "vitest";
import { histogramBars } from "../../../dashboards/src/components/histogram-bars.ts";

const coverage = { status: "complete" as const, reasons: [], quarantined: 0, ledgers: [] };
const hours = (...items: readonly [string, number][]) => ({
  bucketMs: 3_600_000,
  total: items.reduce((sum, [, count]) => sum + count, 0),
  items: items.map(([start, count]) => ({ start, count })),
  coverage,
});

test("silence between filled buckets is drawn as empty bars", () => {
  const bars = histogramBars(
    hours(["2026-01-01T08:00:00.000Z", 3], ["2026-01-01T11:00:00.000Z", 1]),
  );
  expect(bars.map(({ count }) => count)).toEqual([3, 0, 0, 1]);
});

test("a range that was asked for is drawn to its ends", () => {
  const bars = histogramBars(hours(["2026-01-01T08:00:00.000Z", 3]), {
    from: "2026-01-01T06:30:00.000Z",
    to: "2026-01-01T10:00:00.000Z",
  });
  expect(bars.map(({ start, count }) => [start.slice(11, 16), count])).toEqual([
    ["06:00", 0],
    ["07:00", 0],
    ["08:00", 3],
    ["09:00", 0],
  ]);
});

test("a relative range is known to the service alone and changes nothing", () => {
  expect(histogramBars(hours(["2026-01-01T08:00:00.000Z", 3]), { from: "now-1h" })).toHaveLength(1);
});

test("nothing found draws nothing, and a span without end draws what is filled", () => {
  expect(histogramBars(hours())).toEqual([]);
  expect(
    histogramBars(hours(["2016-01-01T08:00:00.000Z", 3], ["2026-01-01T08:00:00.000Z", 1])),
  ).toHaveLength(2);
});
