import { invariant } from "#domain/errors.ts";
import type { Case } from "./case.ts";
import type { Finding } from "./finding.ts";
import type { LifecycleEvent } from "./lifecycle-event.ts";
import type { Hit } from "./object-lifecycle.ts";
import type { RuleHead } from "./runnable-lifecycle.ts";
import { timeText } from "./run-transitions.ts";
import { FINDING_TEXTS } from "./texts/finding-texts.ts";
import { triageOf, triageWords } from "./triage.ts";

/** The findings of an object, by rule ID ascending, with what people said of them. */
export function findingsOf(whole: Case, hits: readonly (readonly [RuleHead, Hit])[]): Finding[] {
  if (hits.length === 0) return [];
  const byReference = new Map(whole.events.map((event) => [event.reference, event]));
  const words = triageWords(whole);
  return hits
    .map(([rule, hit]): Finding => {
      const text = FINDING_TEXTS[rule.id];
      invariant(text !== undefined, `rule ${rule.id} has a sentence`);
      const evidence = orderedEvidence(hit.evidence, byReference, rule.id);
      return {
        rule: rule.id,
        version: rule.version,
        severity: rule.severity,
        on: whole.object,
        sentence: text(hit.values),
        values: hit.values,
        evidence: evidence.map(({ reference }) => reference),
        since: timeText(hit.sinceMs),
        triage: triageOf(words.get(rule.id), evidence),
      };
    })
    .sort((one, other) => (one.rule < other.rule ? -1 : 1));
}

function orderedEvidence(
  references: readonly string[],
  byReference: ReadonlyMap<string, LifecycleEvent>,
  rule: string,
): LifecycleEvent[] {
  const named = new Set(references);
  const evidence = [...byReference.values()].filter(({ reference }) => named.has(reference));
  invariant(evidence.length > 0, `finding ${rule} rests on records of its case`);
  return evidence;
}
