import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { runSimulation } from "../../shop/simulation/run-simulation.ts";
import { FollowedView } from "./followed-view.ts";
import { LifecycleStage } from "./lifecycle-stage.ts";

const HOUR_MS = 3_600_000;
const RUNS = 12;

/** What befalls a view. */
type Step =
  | { readonly kind: "records"; readonly count: number }
  | { readonly kind: "time"; readonly hours: number }
  | { readonly kind: "restart" }
  | { readonly kind: "failure"; readonly when: "before" | "after" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("records"), count: fc.integer({ min: 1, max: 120 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("time"), hours: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart") }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("failure"),
      when: fc.constantFrom("before", "after"),
    }),
  },
);

test("however it is followed, the view is as one that is made from the whole ledger", async () => {
  const simulated = await runSimulation({ customers: 30, days: 4, seed: 7, faults: "all" });
  const events = simulated.events
    .filter(({ type }) => !type.startsWith("task.") && type !== "source.heartbeat")
    .map(oftenByForeignId);
  const firstMs = Math.min(...events.map(({ time }) => Date.parse(time)));
  const course = fc.array(step, { minLength: 10, maxLength: 25, size: "max" });
  await fc.assert(
    fc.asyncProperty(course, fc.integer({ min: 1, max: 60 }), async (steps, disorder) => {
      await using stage = await LifecycleStage.open({ nowMs: firstMs });
      const view = new FollowedView(stage);
      await view.open();
      const left = disordered(events, disorder);
      for (const one of steps) {
        if (one.kind === "records") stage.append(left.splice(0, one.count));
        else if (one.kind === "time") stage.nowMs += one.hours * HOUR_MS;
        else if (one.kind === "failure") view.failNext(one.when);
        else await view.restart();
        if (one.kind !== "failure" && stage.ledger.headSeq > 0) await view.settle();
      }
      stage.append(left);
      stage.nowMs += HOUR_MS;
      await view.settle();
      await view.close();
      const whole = stage.newFile();
      await stage.follow(whole);
      expect(await stage.digestOf(view.file)).toBe(await stage.digestOf(whole));
    }),
    { numRuns: RUNS },
  );
});

/** Each event some places away from where it was told, always the same ones. */
function disordered<Item>(items: readonly Item[], places: number): Item[] {
  return items
    .map((item, place) => ({ item, at: place + ((place * 7_919) % places) }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** One in three events that name an order by both its IDs names it by the foreign one alone. */
function oftenByForeignId(event: LoggedEvent, place: number): LoggedEvent {
  const { objects = [] } = event;
  const isForeign = objects.some(({ role }) => role === "foreignId");
  if (!isForeign || event.type.startsWith("order.") || place % 3 !== 0) return event;
  const named = objects.filter(({ type, role }) => type !== "order" || role !== undefined);
  return { ...event, objects: named };
}
