import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { caseOf, caseThrough } from "#domain/lifecycles/gather-case.ts";
import type { Case } from "#domain/lifecycles/case.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { runSimulation } from "../../../shop/simulation/run-simulation.ts";
import { MANY_FAULTS } from "./many-faults.ts";
import { everyCase, judgedAt } from "./rebuilt-lives.ts";
import { recordedEvents } from "./recorded-events.ts";

/** Orders, cards and all others of a run in which everything goes wrong. */
const cases: Case[] = [];
let endMs = 0;

beforeAll(async () => {
  const { files, summary } = await runSimulation({ customers: 40, days: 6, faults: MANY_FAULTS });
  cases.push(...everyCase(recordedEvents(files["events.ndjson"] ?? "")));
  endMs = Date.parse(summary.to);
});

/** The same records in another order of arrival: other places in the ledger, other times of recording. */
function arrivedAs(
  events: readonly LifecycleEvent[],
  order: readonly number[],
): { readonly arrived: LifecycleEvent[]; readonly names: Map<string, string> } {
  const names = new Map<string, string>();
  const arrived = order.flatMap((place, index): LifecycleEvent[] => {
    const event = events[place];
    if (event === undefined) return [];
    const reference = `main:${index + 1}`;
    names.set(reference, event.reference);
    return [{ ...event, reference, seq: index + 1 }];
  });
  return { arrived, names };
}

/** A life without what the place in the ledger decides: references stand for the records that they name. */
function lifeOf(events: readonly LifecycleEvent[], of: Case, names?: ReadonlyMap<string, string>) {
  const whole = caseOf(of.object, events);
  if (whole === null) throw new Error("the object is known");
  const text = JSON.stringify(reconstruct(whole, judgedAt(endMs)));
  return names === undefined
    ? text
    : text.replaceAll(/main:\d+/g, (reference) => names.get(reference) ?? reference);
}

describe("one life", () => {
  test("is the same however its events arrived", () => {
    fc.assert(
      fc.property(fc.nat(), fc.infiniteStream(fc.nat()), (pick, chances) => {
        const of = cases[pick % cases.length];
        if (of === undefined) return;
        const order = of.events.map((_event, place) => place);
        for (let left = order.length - 1; left > 0; left -= 1) {
          const other = Number(chances.next().value) % (left + 1);
          [order[left], order[other]] = [order[other] ?? 0, order[left] ?? 0];
        }
        const { arrived, names } = arrivedAs(of.events, order);
        expect(lifeOf(arrived, of, names)).toBe(lifeOf(of.events, of));
      }),
      { numRuns: 300 },
    );
  });

  test("is the same when events are given twice", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (pick, twice) => {
        const of = cases[pick % cases.length];
        const again = of?.events[twice % of.events.length];
        if (of === undefined || again === undefined) return;
        expect(lifeOf([...of.events, again], of)).toBe(lifeOf(of.events, of));
        const elsewhere = { ...again, ledger: "other", reference: `other:${again.seq}` };
        expect(lifeOf([...of.events, elsewhere], of)).toBe(lifeOf(of.events, of));
      }),
    );
  });

  test("at a time is the life of the events until then", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (pick, at) => {
        const of = cases[pick % cases.length];
        const atMs = of?.events[at % of.events.length]?.timeMs;
        if (of === undefined || atMs === undefined) return;
        const through = caseThrough(of, atMs);
        const until = of.events.filter(({ timeMs }) => timeMs <= atMs);
        const first = of.ids.map((id) => caseOf({ ...of.object, id }, until)).find(Boolean);
        if (first === undefined || first === null) return;
        expect(reconstruct(of, judgedAt(atMs))).toEqual(reconstruct(first, judgedAt(atMs)));
        expect(through.events.every(({ timeMs }) => timeMs <= atMs)).toBe(true);
      }),
    );
  });

  test("stays the same until the time at which it says that it changes", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pick, at, share) => {
          const of = cases[pick % cases.length];
          const atMs = of?.events[at % of.events.length]?.timeMs;
          if (of === undefined || atMs === undefined) return;
          const life = reconstruct(of, judgedAt(atMs));
          const nextEventMs = of.events.find(({ timeMs }) => timeMs > atMs)?.timeMs ?? Infinity;
          const changeMs = life.nextChangeAt === null ? Infinity : Date.parse(life.nextChangeAt);
          expect(changeMs).toBeGreaterThan(atMs);
          const untilMs = Math.min(nextEventMs, changeMs, atMs + 400 * 86_400_000) - 1;
          const laterMs = atMs + Math.floor((untilMs - atMs) * share);
          const later = reconstruct(of, judgedAt(laterMs));
          expect({ ...later, asOf: life.asOf }).toEqual(life);
        },
      ),
      { numRuns: 500 },
    );
  });
});
