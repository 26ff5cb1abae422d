import { setImmediate } from "node:timers/promises";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { LifecycleFollower } from "#storage/lifecycles/lifecycle-follower.ts";
import type { LifecycleWriter } from "#storage/lifecycles/lifecycle-store.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { runSimulation } from "../../shop/simulation/run-simulation.ts";
import { FailingWriter } from "./failing-writer.ts";
import { LifecycleStage } from "./lifecycle-stage.ts";
import { ManualTimer } from "./manual-timer.ts";

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

/** A view that is followed, and goes through what befalls it. */
class FollowedView {
  readonly #stage: LifecycleStage;
  readonly #timer = new ManualTimer();
  readonly file: string;
  #writer: LifecycleWriter;
  #failing: FailingWriter;
  #follower: LifecycleFollower;

  constructor(stage: LifecycleStage) {
    this.#stage = stage;
    this.file = stage.newFile();
    this.#writer = stage.openWriter(this.file);
    this.#failing = new FailingWriter(this.#writer);
    this.#follower = stage.follower(this.#failing.writer, this.#timer.timer);
  }

  async open(): Promise<void> {
    await this.#follower.open();
  }

  async restart(): Promise<void> {
    await this.close();
    this.#writer = this.#stage.openWriter(this.file);
    this.#failing = new FailingWriter(this.#writer);
    this.#follower = this.#stage.follower(this.#failing.writer, this.#timer.timer);
    await this.#follower.open();
  }

  failNext(when: "before" | "after"): void {
    this.#failing.failing = when;
  }

  /** Until every record is in the view and every deadline is judged. */
  async settle(): Promise<void> {
    const reader = this.#stage.openReader(this.file);
    const head = this.#stage.ledger.headSeq;
    this.#follower.advance(head);
    while (
      this.#follower.watermark < head ||
      (await reader.judgedThroughMs()) < this.#stage.nowMs
    ) {
      this.#timer.fire();
      await setImmediate();
    }
    await reader.close();
  }

  async close(): Promise<void> {
    await this.#follower.close();
    await this.#writer.close();
  }
}

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
