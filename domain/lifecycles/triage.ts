import type { Case } from "./case.ts";
import { textOf } from "./event-readers.ts";
import type { Triage } from "./finding.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";

const STATUSES: ReadonlyMap<string, Triage["status"]> = new Map([
  ["finding.acknowledged", "acknowledged"],
  ["finding.explained", "explained"],
  ["finding.assigned", "assigned"],
  ["finding.reopened", "reopened"],
]);

/** The last word on each rule, by rule ID. */
export function triageWords({ own }: Case): ReadonlyMap<string, LifecycleEvent> {
  const words = new Map<string, LifecycleEvent>();
  for (const event of own) {
    const rule = STATUSES.has(event.type) ? textOf(event, "rule") : null;
    if (rule !== null) words.set(rule, event);
  }
  return words;
}

/** What the last word says of a finding that rests on these records; null without one. */
export function triageOf(
  word: LifecycleEvent | undefined,
  evidence: readonly LifecycleEvent[],
): Triage | null {
  const status = STATUSES.get(word?.type ?? "");
  if (word === undefined || status === undefined) return null;
  return {
    status,
    by: textOf(word, "by"),
    note: textOf(word, "note"),
    assignee: textOf(word, "assignee"),
    at: word.time,
    reference: word.reference,
    hasNewEvidence: evidence.some(({ recordedAt }) => recordedAt > word.recordedAt),
  };
}
