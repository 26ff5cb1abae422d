import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";

/** Width of a number in the strip, pixels: a target that a pointer can hit; wider where few fit a screen. */
export const CELL_PX_MIN = 20;
const CELL_PX_MAX = 30;

/** Numbers drawn beyond each side of what is in sight; ranges begin at multiples of it. */
const OVERSCAN_NUMBERS = 10;

/** A part of the sequence, ends included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** Numbers that a strip can hold: browsers draw nothing wider than some 17 million pixels. */
const STRIP_NUMBERS_MAX = 500_000;

/**
 * The part of a sequence that the strip holds: all of it, or the newest numbers, or those around the number that is
 * looked at. The part stays the same while numbers near each other are looked at.
 */
export function stripBounds(
  { from, to }: NumberRange,
  sequence: number | undefined,
  most: number = STRIP_NUMBERS_MAX,
): NumberRange {
  const newestFrom = Math.max(from, to - most + 1);
  if (sequence === undefined || sequence >= newestFrom) return { from: newestFrom, to };
  const step = Math.floor(most / 2);
  const begin = from + Math.floor((sequence - from) / step) * step - Math.floor(step / 2);
  const first = Math.max(from, begin);
  return { from: first, to: Math.min(to, first + most - 1) };
}

/** How wide each number is drawn, so that short sequences fill their place. */
export function cellWidthPx(placePx: number, numbers: number): number {
  if (numbers <= 0) return CELL_PX_MIN;
  return Math.min(CELL_PX_MAX, Math.max(CELL_PX_MIN, Math.floor((placePx / numbers) * 10) / 10));
}

/** The numbers to draw where the strip is scrolled to. */
export function rangeInSight(view: {
  readonly scrolledPx: number;
  readonly placePx: number;
  readonly cellPx: number;
  readonly bounds: NumberRange;
}): NumberRange {
  const { bounds, cellPx } = view;
  const begin = Math.floor(view.scrolledPx / cellPx) - OVERSCAN_NUMBERS;
  const end = Math.ceil((view.scrolledPx + view.placePx) / cellPx) + OVERSCAN_NUMBERS;
  const down = Math.floor(begin / OVERSCAN_NUMBERS) * OVERSCAN_NUMBERS;
  const up = Math.ceil(end / OVERSCAN_NUMBERS) * OVERSCAN_NUMBERS;
  return {
    from: Math.max(bounds.from, bounds.from + down),
    to: Math.min(bounds.to, bounds.from + up),
  };
}

/** Where to scroll so that a number stands in sight; null where it does already. */
export function scrollToShow(
  sequence: number,
  view: {
    readonly scrolledPx: number;
    readonly placePx: number;
    readonly cellPx: number;
    readonly bounds: NumberRange;
  },
): number | null {
  const leftPx = (sequence - view.bounds.from) * view.cellPx;
  const isInSight =
    leftPx >= view.scrolledPx && leftPx + view.cellPx <= view.scrolledPx + view.placePx;
  return isInSight ? null : Math.max(0, leftPx - view.placePx / 2);
}

export interface TimeScale {
  /** 0 at the top (newest) to 1 (oldest); what is later than the scale is at 0. */
  shareOf(atMs: number): number;
  isClipped(atMs: number): boolean;
  readonly ticksMs: readonly number[];
  readonly spanMs: number;
}

/** Late use reaches at most so far beyond the reservations in sight, in shares of their span: else it flattens them. */
const LATE_SPAN_MAX = 1;

/** Labels of the axis of time. */
const TICKS = 4;

/** Spans the reservations in sight and, as far as that leaves them apart, their late uses. */
export function timeScale(numbers: readonly OrderNumberAnswer[]): TimeScale | null {
  const reservedMs = numbers.flatMap(({ reservedAt, usedAt }) => timeOf(reservedAt ?? usedAt));
  if (reservedMs.length === 0) return null;
  const beginMs = reservedMs.reduce((a, b) => Math.min(a, b));
  const lastMs = reservedMs.reduce((a, b) => Math.max(a, b));
  const usedMs = numbers
    .flatMap(({ usedAt }) => timeOf(usedAt))
    .reduce((a, b) => Math.max(a, b), lastMs);
  const endMs = Math.min(usedMs, lastMs + (lastMs - beginMs) * LATE_SPAN_MAX);
  const spanMs = Math.max(1, endMs - beginMs);
  return {
    shareOf: (atMs) => Math.min(1, Math.max(0, (endMs - atMs) / spanMs)),
    isClipped: (atMs) => atMs > endMs,
    ticksMs: Array.from({ length: TICKS }, (_, index) => beginMs + (spanMs * index) / (TICKS - 1)),
    spanMs,
  };
}

function timeOf(iso: string | null): number[] {
  return iso === null ? [] : [Date.parse(iso)];
}

/** How far apart the labels of the axis stand, in numbers. */
const LABEL_EVERY = 10;

/** What a label is wide, in numbers: another that is nearer is left out. */
const LABEL_CLEAR = 5;

/** Unexplained numbers are named, and every tenth that leaves them room. */
export function stripLabels(
  drawn: readonly number[],
  isGrave: (sequence: number) => boolean,
): { readonly sequence: number; readonly isGrave: boolean }[] {
  const graves: number[] = [];
  for (const sequence of drawn) {
    const last = graves.at(-1);
    if (isGrave(sequence) && (last === undefined || sequence - last >= LABEL_CLEAR))
      graves.push(sequence);
  }
  const tens = drawn.filter(
    (sequence) =>
      sequence % LABEL_EVERY === 0 &&
      graves.every((grave) => Math.abs(grave - sequence) >= LABEL_CLEAR),
  );
  return [
    ...graves.map((sequence) => ({ sequence, isGrave: true })),
    ...tens.map((sequence) => ({ sequence, isGrave: false })),
  ];
}
