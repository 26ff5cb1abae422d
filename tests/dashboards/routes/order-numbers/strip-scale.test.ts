import { expect, test } from "vitest";
import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import {
  CELL_PX_MIN,
  cellWidthPx,
  rangeInSight,
  scrollToShow,
  stripBounds,
  stripLabels,
  timeScale,
} from "../../../../dashboards/src/routes/order-numbers/strip-scale.ts";

const DAY_MS = 24 * 3_600_000;
const START_MS = Date.parse("2026-03-02T00:00:00.000Z");

function at(day: number | null): string | null {
  return day === null ? null : new Date(START_MS + day * DAY_MS).toISOString();
}

function number(
  reservedDay: number | null,
  usedDay: number | null = reservedDay,
): OrderNumberAnswer {
  return {
    store: "1",
    sequence: 1,
    number: "100000001",
    explanation: "used",
    causes: ["used"],
    order: null,
    quote: null,
    reservedAt: at(reservedDay),
    usedAt: at(usedDay),
    lateMs: null,
    since: null,
    reason: null,
    mayReturn: false,
    evidence: [],
    quarantine: [],
    sources: [],
  };
}

test("few numbers are spread over their place, many keep a width that can be hit", () => {
  expect(cellWidthPx(1280, 64)).toBe(20);
  expect(cellWidthPx(1280, 50)).toBe(25.6);
  expect(cellWidthPx(1280, 3)).toBe(30);
  expect(cellWidthPx(1280, 100_000)).toBe(CELL_PX_MIN);
  expect(cellWidthPx(0, 0)).toBe(CELL_PX_MIN);
});

test("only numbers in sight and some beside them are drawn, never beyond the sequence", () => {
  const bounds = { from: 1, to: 100_000 };
  const view = { placePx: 1280, cellPx: 20, bounds };
  expect(rangeInSight({ ...view, scrolledPx: 0 })).toEqual({ from: 1, to: 81 });
  const deep = rangeInSight({ ...view, scrolledPx: 50_000 * 20 });
  expect(deep.to - deep.from).toBeLessThan(100);
  expect(deep.from).toBeLessThan(50_000);
  expect(deep.to).toBeGreaterThan(50_064);
  expect(rangeInSight({ ...view, scrolledPx: 99_990 * 20 }).to).toBe(100_000);
});

test("a number in sight is not scrolled to; another comes to the middle", () => {
  const view = { scrolledPx: 0, placePx: 400, cellPx: 20, bounds: { from: 1, to: 1_000 } };
  expect(scrollToShow(5, view)).toBeNull();
  expect(scrollToShow(500, view)).toBe(499 * 20 - 200);
  expect(scrollToShow(5, { ...view, scrolledPx: 9_000 })).toBe(0);
});

test("the newest time is at the top; a very late use is clipped instead of flattening the others", () => {
  const scale = timeScale([number(0), number(10), number(5, 300)]);
  expect(scale?.isClipped(START_MS + 300 * DAY_MS)).toBe(true);
  expect(scale?.shareOf(START_MS + 300 * DAY_MS)).toBe(0);
  expect(scale?.shareOf(START_MS)).toBe(1);
  expect(scale?.shareOf(START_MS + 10 * DAY_MS)).toBe(0.5);
  expect(scale?.ticksMs).toHaveLength(4);
  const plain = timeScale([number(0), number(10), number(5, 12)]);
  expect(plain?.isClipped(START_MS + 12 * DAY_MS)).toBe(false);
  expect(timeScale([number(null)])).toBeNull();
});

test("unexplained numbers are named, and tens where they leave room", () => {
  const drawn = Array.from({ length: 40 }, (_, index) => index + 100);
  const graves = new Set([118, 120, 134]);
  expect(stripLabels(drawn, (sequence) => graves.has(sequence))).toEqual([
    { sequence: 118, isGrave: true },
    { sequence: 134, isGrave: true },
    { sequence: 100, isGrave: false },
    { sequence: 110, isGrave: false },
  ]);
});

test("the strip holds the newest numbers, or those around the one that is looked at", () => {
  const all = { from: 1, to: 1000 };
  expect(stripBounds(all, 5, 2000)).toEqual(all);
  expect(stripBounds(all, undefined, 100)).toEqual({ from: 901, to: 1000 });
  expect(stripBounds(all, 950, 100)).toEqual({ from: 901, to: 1000 });
  for (let sequence = 1; sequence <= 1000; sequence += 1) {
    const { from, to } = stripBounds(all, sequence, 100);
    expect(from).toBeGreaterThanOrEqual(1);
    expect(to - from + 1).toBeLessThanOrEqual(100);
    expect(from <= sequence && sequence <= to).toBe(true);
  }
  expect(stripBounds(all, 520, 100)).toEqual(stripBounds(all, 540, 100));
});
