import { idOf } from "../../event-readers.ts";
import type { FindingValues } from "../../finding.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Money } from "../../lifecycle.ts";
import type { Hit } from "../../object-lifecycle.ts";
import type { CardFacts, CardStep } from "./card-facts.ts";

/** Of the steps in which something was wrong: the records that prove it, and what the sentence says. */
export interface Wrong {
  readonly events: readonly LifecycleEvent[];
  readonly values: FindingValues;
}

/** What was wrong in one step or more, told of the first. */
export function hitOf(first: CardStep, wrong: readonly CardStep[], { events, values }: Wrong): Hit {
  const evidence = new Set(events.map(({ reference }) => reference));
  for (const { event } of wrong) evidence.add(event.reference);
  return {
    values: { ...values, times: wrong.length },
    evidence: [...evidence],
    sinceMs: first.event.timeMs,
  };
}

/** What the record states. */
export function amountOf({ event }: CardStep): Money | null {
  return event.amount;
}

/** In the currency of the card; null where it has none. */
export function money(minor: number, { currency }: CardFacts): Money | null {
  return currency === null ? null : { minor, currency };
}

/** Earlier steps of the same authorization. */
export function before(step: CardStep, facts: CardFacts, ...kinds: readonly string[]): CardStep[] {
  const { entry } = step;
  if (entry.kind === "issued" || entry.authorizationId === null) return [];
  const same = facts.byAuthorization.get(entry.authorizationId) ?? [];
  return same.slice(0, same.indexOf(step)).filter((one) => kinds.includes(one.entry.kind));
}

/** Earlier steps of the whole account. */
export function stepsBefore(
  step: CardStep,
  { steps }: CardFacts,
  ...kinds: readonly string[]
): CardStep[] {
  return steps.slice(0, steps.indexOf(step)).filter(({ entry }) => kinds.includes(entry.kind));
}

/** Their records. */
export function eventsOfSteps(steps: readonly CardStep[]): LifecycleEvent[] {
  return steps.map(({ event }) => event);
}

/** Of the amounts that they state. */
export function sumMinor(steps: readonly CardStep[]): number {
  return steps.reduce((sum, { event }) => sum + (event.amount?.minor ?? 0), 0);
}

/** The order that it was for. */
export function orderOf({ event }: CardStep): string | null {
  return idOf(event, "order");
}
