import { invariant } from "#domain/errors.ts";
import type { GapExplanation } from "#domain/lifecycles/numbers/explain-gaps.ts";
import type { NumberRow } from "#storage/lifecycles/lifecycle-store.ts";
import {
  type Explanation,
  EXPLANATIONS,
  type OrderNumberAnswer,
} from "../answers/number-answers.ts";

/** A number that some record tells. */
export function toldAnswer(row: NumberRow): OrderNumberAnswer {
  const { reservedMs, usedMs, sinceMs, causes, explanation, evidence, ...same } = row;
  return {
    ...same,
    explanation: readExplanation(explanation),
    causes: causes.map(readExplanation),
    reservedAt: timeText(reservedMs),
    usedAt: timeText(usedMs),
    lateMs: reservedMs === null || usedMs === null ? null : usedMs - reservedMs,
    since: timeText(sinceMs),
    evidence: [...evidence],
    quarantine: [],
    sources: [],
  };
}

/** A number that no record tells. */
export function gapAnswer(store: string, gap: GapExplanation): OrderNumberAnswer {
  const { sequence, number, explanation, causes, sinceMs, sources, quarantine, evidence } = gap;
  return {
    store,
    sequence,
    number,
    explanation,
    causes: [...causes],
    order: null,
    quote: null,
    reservedAt: null,
    usedAt: null,
    lateMs: null,
    since: timeText(sinceMs),
    reason: null,
    mayReturn: false,
    evidence: [...evidence],
    quarantine: [...quarantine],
    sources: [...sources],
  };
}

function readExplanation(text: string): Explanation {
  const known = EXPLANATIONS.find((explanation) => explanation === text);
  invariant(known !== undefined, `${text} explains no number`);
  return known;
}

function timeText(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}
