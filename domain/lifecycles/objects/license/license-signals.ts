import { evidenceOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Signal } from "../../object-lifecycle.ts";
import type { LicenseFacts } from "./license-facts.ts";

/**
 * By time. A term that is over at `atMs` has ended at its end, whenever that was noted, if ever; before it where
 * a record says so.
 */
export function licenseSignals(facts: LicenseFacts, atMs: number): Signal[] {
  const { generated, mail, activated, chain, blocked } = facts;
  const signals = [
    ...told("generated", generated),
    ...told("mailed", mail),
    ...told("activated", activated),
    ...chain.renewals.slice(0, 1).flatMap((event) => told("renewed", event)),
    ...endOfTerm(facts, atMs),
    ...told("blocked", blocked),
  ];
  return signals.sort((one, other) => one.atMs - other.atMs);
}

function told(name: string, event: LifecycleEvent | null): Signal[] {
  return event === null ? [] : [{ name, atMs: event.timeMs, evidence: [event.reference] }];
}

function endOfTerm(facts: LicenseFacts, atMs: number): Signal[] {
  const { generated, expired, blocked, validUntilMs } = facts;
  const endMs = Math.min(validUntilMs ?? Infinity, expired?.timeMs ?? Infinity);
  if (endMs > atMs) return [];
  // One that is blocked stays so.
  if (blocked !== null && blocked.timeMs < endMs) return [];
  const evidence = evidenceOf(generated ?? undefined, expired ?? undefined);
  return evidence.length === 0 ? [] : [{ name: "expired", atMs: endMs, evidence }];
}
