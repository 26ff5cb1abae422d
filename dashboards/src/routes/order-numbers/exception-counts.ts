import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { countExplanations, EXCEPTIONS } from "./explanations.ts";

/** How many numbers there are of an explanation; `isWhole` is false where there may be more further on. */
export interface ExplanationCount {
  readonly count: number;
  readonly isWhole: boolean;
}

/** Counts what was read of the exceptions; what was plainly used is what remains once all of them were read. */
export function exceptionCounts(
  exceptions: readonly OrderNumberAnswer[],
  isWhole: boolean,
  total: number,
): ReadonlyMap<Explanation, ExplanationCount> {
  const counted = countExplanations(exceptions);
  const counts = new Map<Explanation, ExplanationCount>(
    EXCEPTIONS.map((explanation) => [
      explanation,
      { count: counted.get(explanation) ?? 0, isWhole },
    ]),
  );
  const different = new Set(exceptions.map(({ sequence }) => sequence)).size;
  return counts.set("used", { count: isWhole ? total - different : 0, isWhole });
}
