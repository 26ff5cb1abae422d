import { TracewellError } from "#domain/errors.ts";
import { parseTimeSpan } from "#domain/identifiers/time-parameter.ts";
import { DECIMAL_NUMBER } from "./read-value.ts";
import type { ComparisonMatch, RangeMatch, TextMatch } from "./search-tree.ts";

/** Text that begins as a date does, unlike `now` and bare numbers. */
const TIME_START = /^\d{4}-\d{2}-\d{2}/;

/** A number as JSON writes it: attributes too exact for a double are text. */
const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** Half-open: `from` belongs to it, `to` does not. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

type Match = ComparisonMatch | RangeMatch | TextMatch;

/** A value stands for an interval too: a number for itself alone, a day for its 24 hours. */
function intervalOf(
  match: Match,
  spanOf: (text: string) => Interval,
  includeEnd: boolean,
): Interval {
  if (match.form === "range") {
    const from = match.from === "" ? -Infinity : spanOf(match.from).from;
    if (match.to === "") return { from, to: Infinity };
    const end = spanOf(match.to);
    return { from, to: includeEnd ? end.to : end.from };
  }
  if (match.form !== "compare") return spanOf(match.text);
  const span = spanOf(match.bound);
  switch (match.operator) {
    case ">=":
      return { from: span.from, to: Infinity };
    case ">":
      return { from: span.to, to: Infinity };
    case "<":
      return { from: -Infinity, to: span.from };
    default:
      return { from: -Infinity, to: span.to };
  }
}

function wholeNumber(text: string): Interval {
  return { from: Number(text), to: Number(text) + 1 };
}

/** Of whole numbers. `10..20` holds both ends. */
export function numberInterval(match: Match): Interval {
  return intervalOf(match, wholeNumber, true);
}

/**
 * Of times. A time written to the minute stands for that minute: `>` begins after it, `<=` ends with it.
 * `a..b` ends where `b` begins, as `from` and `to` do everywhere.
 */
export function timeInterval(match: Match, nowMs: number): Interval {
  const spanOf = (text: string) => {
    const { fromMs, toMs } = parseTimeSpan(text, nowMs);
    return { from: fromMs, to: toMs };
  };
  return intervalOf(match, spanOf, false);
}

export function isWithin(value: number, { from, to }: Interval): boolean {
  return value >= from && value < to;
}

/** Whether an attribute's value lies where a comparison or range says: numbers as numbers, times as times. */
export function attributeTest(
  match: ComparisonMatch | RangeMatch,
  nowMs: number,
): (value: unknown) => boolean {
  const bounds = match.form === "compare" ? [match.bound] : [match.from, match.to];
  if (bounds.every((bound) => bound === "" || DECIMAL_NUMBER.test(bound))) {
    return (value) => compareNumber(numberOf(value), match);
  }
  const interval = timeInterval(match, nowMs);
  return (value) => isWithin(timeOf(value), interval);
}

/** Attributes hold times as their producers write them. */
function timeOf(value: unknown): number {
  if (typeof value !== "string" || !TIME_START.test(value)) return Number.NaN;
  try {
    return parseTimeSpan(value, 0).fromMs;
  } catch (error) {
    if (error instanceof TracewellError) return Number.NaN;
    throw error;
  }
}

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && JSON_NUMBER.test(value) ? Number(value) : Number.NaN;
}

/** Attributes may hold fractions, which have no next number: compared, not put into an interval. */
function compareNumber(value: number, match: ComparisonMatch | RangeMatch): boolean {
  if (match.form === "range") {
    return (
      (match.from === "" ? !Number.isNaN(value) : value >= Number(match.from)) &&
      (match.to === "" || value <= Number(match.to))
    );
  }
  const bound = Number(match.bound);
  switch (match.operator) {
    case ">=":
      return value >= bound;
    case ">":
      return value > bound;
    case "<":
      return value < bound;
    default:
      return value <= bound;
  }
}
