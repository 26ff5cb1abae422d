import { TracewellError } from "#domain/errors.ts";

/** Most buckets of one answer: more than a screen has columns. */
export const BUCKETS_MAX = 2_000;

/** A chart reads well with some 60 to 120 columns. */
const BUCKETS_AIMED_AT = 120;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const MILLISECOND = 1;

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: MILLISECOND,
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

/** Widths people can read off an axis. */
const WIDTHS_MS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((count) => count * MILLISECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((count) => count * DAY_MS),
];

const WIDTH = /^(\d{1,9})(ms|[smhdw])$/;
const WIDTH_MS_MAX = 3_640 * DAY_MS;

/** `1h`, `15m`, `500ms` … in milliseconds; null where it is none, or longer than ten years. */
export function parseSpanMs(text: string): number | null {
  const match = WIDTH.exec(text.trim());
  const spanMs = match === null ? 0 : Number(match[1]) * (UNIT_MS[match[2] ?? ""] ?? 0);
  return spanMs >= 1 && spanMs <= WIDTH_MS_MAX ? spanMs : null;
}

/** `1h`, `15m`, `500ms` … in milliseconds. Throws `invalid-parameter`. */
export function parseBucket(text: string): number {
  const bucketMs = parseSpanMs(text);
  if (bucketMs !== null) return bucketMs;
  throw new TracewellError(
    "invalid-parameter",
    `\`${text.slice(0, 32)}\` is not a bucket width: write a number and ms, s, m, h, d or w, such as 15m.`,
  );
}

/** The narrowest readable width that keeps a span to about a hundred buckets. */
export function chooseBucket(spanMs: number): number {
  const fitting = WIDTHS_MS.find((width) => spanMs / width <= BUCKETS_AIMED_AT);
  return fitting ?? Math.ceil(spanMs / BUCKETS_AIMED_AT / DAY_MS) * DAY_MS;
}
