import type { ObjectRowAnswer } from "#query/answers/worklist-answers.ts";

const SEVERITY_RANKS = { critical: 0, error: 1, warning: 2, info: 3 } as const;

/** True where the account of the card is in question; a record that came late is no such thing. */
export function hasFinding(row: ObjectRowAnswer): boolean {
  return row.findings.some(({ rule }) => rule.startsWith("gift-card."));
}

/** The gravest finding of the card's account stands first. */
function rankOf({ findings }: ObjectRowAnswer): number {
  return Math.min(...findings.map(({ severity }) => SEVERITY_RANKS[severity]));
}

/** Cards with findings, the gravest first, then the others; each once. */
export function findingsFirst(
  found: readonly ObjectRowAnswer[],
  all: readonly ObjectRowAnswer[],
): readonly ObjectRowAnswer[] {
  const first = found.filter(hasFinding).toSorted((one, other) => rankOf(one) - rankOf(other));
  const named = new Set(first.map(({ object }) => object.id));
  return [...first, ...all.filter(({ object }) => !named.has(object.id))];
}

/** The next card with a finding after the opened one, or before it; undefined where there is none. */
export function nextFound(
  rows: readonly ObjectRowAnswer[],
  opened: string | undefined,
  step: 1 | -1,
): ObjectRowAnswer | undefined {
  const place = rows.findIndex(({ object }) => object.id === opened);
  if (step === 1) return rows.slice(place + 1).find(hasFinding);
  return rows.slice(0, place === -1 ? rows.length : place).findLast(hasFinding);
}
