import { invariant } from "#domain/errors.ts";
import type { GapStatus } from "./number-status.ts";

/** A number of the sequence that some record told. */
export interface ToldNumber {
  readonly sequence: number;
  readonly number: string;
  /** When it was given to a cart; null where no record tells that. */
  readonly reservedMs: number | null;
}

/** A time in which a source that belongs to the store told nothing. */
export interface Silence {
  readonly source: string;
  readonly fromMs: number;
  /** Null while it lasts. */
  readonly toMs: number | null;
  /** References of the records that show it. */
  readonly evidence: readonly string[];
}

/** A place in a store's sequence whose number no record tells. */
export interface GapExplanation {
  readonly sequence: number;
  /** As it would be written; null where its neighbors do not tell. */
  readonly number: string | null;
  /** The first of `causes`. */
  readonly explanation: GapStatus;
  readonly causes: readonly GapStatus[];
  /** Begin of the silence, else when the next told number was given; null where nothing tells. */
  readonly sinceMs: number | null;
  /** Sources that were silent when it should have been told. */
  readonly sources: readonly string[];
  /** Quarantined items in which it can be read. */
  readonly quarantine: readonly string[];
  /** References of the records that show the silence. */
  readonly evidence: readonly string[];
}

export interface GapsRequest {
  /** Every told number of the store from `from` through `to`, and the nearest on both sides; in any order. */
  readonly rows: readonly ToldNumber[];
  readonly silences: readonly Silence[];
  /** By number: the quarantined items in which it can be read. */
  readonly mentionedInQuarantine: ReadonlyMap<string, readonly string[]>;
  /** First and last place that is looked at. */
  readonly from: number;
  readonly to: number;
}

/** Places looked at in one call: ten pages of the longest lists. */
export const GAP_PLACES_MAX = 10_000;

/**
 * The places from `from` through `to` whose number no record tells, ascending, each with what is evident: it can
 * be read in quarantine, or a source was silent at some time between the neighbors' reservations. Else it is
 * unexplained: nothing is explained without evidence.
 */
export function explainGaps(request: GapsRequest): GapExplanation[] {
  const { rows, from, to } = request;
  invariant(to - from < GAP_PLACES_MAX, `at most ${GAP_PLACES_MAX} places are explained at once`);
  const told = [...rows].sort((one, other) => one.sequence - other.sequence);
  const gaps: GapExplanation[] = [];
  let next = 0;
  const passed = new Passed();
  for (let sequence = from; sequence <= to; sequence += 1) {
    for (let row = told[next]; row !== undefined && row.sequence < sequence; row = told[next]) {
      passed.add(row);
      next += 1;
    }
    if (told[next]?.sequence === sequence) continue;
    gaps.push(explainGap(request, sequence, passed, told, next));
  }
  return gaps;
}

/** The last told numbers before a place. */
class Passed {
  last: ToldNumber | null = null;
  lastReservedMs: number | null = null;

  add(row: ToldNumber): void {
    this.last = row;
    this.lastReservedMs = row.reservedMs ?? this.lastReservedMs;
  }
}

function explainGap(
  { silences, mentionedInQuarantine }: GapsRequest,
  sequence: number,
  { last, lastReservedMs }: Passed,
  told: readonly ToldNumber[],
  next: number,
): GapExplanation {
  const number = numberBetween(last, told[next] ?? null, sequence);
  const nextReservedMs = firstReservedMs(told, next);
  const quarantine = number === null ? [] : (mentionedInQuarantine.get(number) ?? []);
  const silent =
    lastReservedMs === null || nextReservedMs === null
      ? []
      : silences.filter((one) => overlaps(one, lastReservedMs, nextReservedMs));
  const causes: GapStatus[] = [
    ...(quarantine.length > 0 ? (["in-quarantine"] as const) : []),
    ...(silent.length > 0 ? (["source-outage"] as const) : []),
  ];
  const [explanation = "unexplained"] = causes;
  return {
    sequence,
    number,
    explanation,
    causes: causes.length > 0 ? causes : ["unexplained"],
    sinceMs: explanation === "source-outage" ? (silent[0]?.fromMs ?? null) : nextReservedMs,
    sources: [...new Set(silent.map(({ source }) => source))],
    quarantine,
    evidence: [...new Set(silent.flatMap(({ evidence }) => evidence))],
  };
}

/** Numbers are given in their order, so a missing one was given between the reservations around it. */
function overlaps({ fromMs, toMs }: Silence, afterMs: number, beforeMs: number): boolean {
  return fromMs <= beforeMs && (toMs ?? Number.POSITIVE_INFINITY) >= afterMs;
}

function firstReservedMs(told: readonly ToldNumber[], next: number): number | null {
  for (let place = next; place < told.length; place += 1) {
    const reservedMs = told[place]?.reservedMs ?? null;
    if (reservedMs !== null) return reservedMs;
  }
  return null;
}

/** Digits at a number's end that count; a double holds any fifteen of them exactly. */
const COUNTING_DIGITS = /^(.*?)(\d{1,15})$/;

/** How a store writes its numbers, as one of them shows: `INV-` and then the sequence plus 1000, in four digits. */
interface Writing {
  readonly prefix: string;
  readonly offset: number;
  readonly digits: number;
}

/**
 * How the number of a place in the sequence would be written, from the nearest told ones on both sides, or on
 * one where the other side has none. Null where they do not tell, or are not written alike.
 * `rows` are of one store, in any order.
 */
export function numberAt(rows: readonly ToldNumber[], sequence: number): string | null {
  let before: ToldNumber | null = null;
  let after: ToldNumber | null = null;
  for (const row of rows) {
    if (row.sequence === sequence) return row.number;
    if (row.sequence < sequence) {
      if (before === null || row.sequence > before.sequence) before = row;
    } else if (after === null || row.sequence < after.sequence) after = row;
  }
  return numberBetween(before, after, sequence);
}

function numberBetween(
  before: ToldNumber | null,
  after: ToldNumber | null,
  sequence: number,
): string | null {
  const one = writingOf(before ?? after);
  const other = writingOf(after ?? before);
  if (one === null || other === null) return null;
  const isAlike = one.prefix === other.prefix && one.offset === other.offset;
  const counted = sequence + one.offset;
  if (!isAlike || counted < 0) return null;
  // Where the digits grow with the sequence they are not padded, so the shorter one tells the padding.
  return one.prefix + String(counted).padStart(Math.min(one.digits, other.digits), "0");
}

function writingOf(row: ToldNumber | null): Writing | null {
  const match = row === null ? null : COUNTING_DIGITS.exec(row.number);
  if (row === null || match === null) return null;
  const [, prefix = "", counted = ""] = match;
  return { prefix, offset: Number(counted) - row.sequence, digits: counted.length };
}
