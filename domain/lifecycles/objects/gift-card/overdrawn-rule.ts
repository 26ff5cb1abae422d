import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Hit } from "../../object-lifecycle.ts";
import type { CardFacts, CardStep } from "./card-facts.ts";
import { amountOf, eventsOfSteps, hitOf, money, orderOf, stepsBefore } from "./card-steps.ts";

/** Proved by what was on the card: every entry that moved the balance, and the holds that were open. */
export function overdrawnHit(facts: CardFacts): Hit | null {
  const places = new Map(facts.steps.map(({ event }, place) => [event, place]));
  const wrong = facts.steps.filter(({ violations }) => violations.includes("overdrawn"));
  const [first] = wrong;
  const last = wrong.at(-1);
  if (first === undefined || last === undefined) return null;
  const placeOf = (event: LifecycleEvent | null): number =>
    (event === null ? undefined : places.get(event)) ?? facts.steps.length;
  const wrongPlaces = wrong.map(({ event }) => placeOf(event));
  const open = facts.holds.filter(({ opened, closed }) => {
    const next = firstAbove(wrongPlaces, placeOf(opened));
    return next !== null && next <= placeOf(closed);
  });
  return hitOf(first, wrong, {
    events: [
      ...eventsOfSteps(stepsBefore(last, facts, "issued", "captured", "refunded")),
      ...open.map(({ opened }) => opened),
    ],
    values: {
      at: first.event.time,
      amount: amountOf(first),
      available: money(first.availableBeforeMinor + freedMinor(first, facts), facts),
      order: orderOf(first),
    },
  });
}

/** What a renewal gives free of the hold that it renews. */
function freedMinor({ event, entry }: CardStep, { holds }: CardFacts): number {
  if (entry.kind !== "reauthorized") return 0;
  return holds.find(({ closed }) => closed === event)?.opened.amount?.minor ?? 0;
}

/** The first that is larger, among numbers in ascending order; null where none is. */
function firstAbove(ascending: readonly number[], place: number): number | null {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return ascending[low] ?? null;
}
