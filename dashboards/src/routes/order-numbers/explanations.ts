import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import type { Severity } from "../../components/severity.tsx";

/** Gravest first: how the table is ordered, and the key beneath the strip. */
export const EXPLANATION_ORDER: readonly Explanation[] = [
  "unexplained",
  "uncertain",
  "in-quarantine",
  "source-outage",
  "declined",
  "session-expired",
  "abandoned",
  "reserved",
  "cancelled",
  "used-late",
  "used",
];

/** Everything but what was simply used: what a person looks through. */
export const EXCEPTIONS: readonly Explanation[] = EXPLANATION_ORDER.filter(
  (explanation) => explanation !== "used",
);

const SEVERITIES: Readonly<Record<Explanation, Severity>> = {
  unexplained: "critical",
  uncertain: "error",
  "in-quarantine": "warning",
  "source-outage": "warning",
  declined: "info",
  "session-expired": "info",
  abandoned: "info",
  reserved: "info",
  cancelled: "info",
  "used-late": "info",
  used: "ok",
};

/** The shape beside the word: an unexplained number is critical, a used one fine. */
export function severityOf(explanation: Explanation): Severity {
  return SEVERITIES[explanation];
}

/** Gravest first, and the newest first among equals. */
export function byGravity(numbers: readonly OrderNumberAnswer[]): OrderNumberAnswer[] {
  const ranks = new Map(EXPLANATION_ORDER.map((explanation, rank) => [explanation, rank]));
  const rankOf = ({ explanation }: OrderNumberAnswer) => ranks.get(explanation) ?? 0;
  return numbers.toSorted(
    (left, right) => rankOf(left) - rankOf(right) || right.sequence - left.sequence,
  );
}

/** How many numbers there are of each explanation. */
export function countExplanations(
  numbers: readonly OrderNumberAnswer[],
): ReadonlyMap<Explanation, number> {
  const counts = new Map<Explanation, number>();
  for (const { explanation } of numbers) {
    counts.set(explanation, (counts.get(explanation) ?? 0) + 1);
  }
  return counts;
}
