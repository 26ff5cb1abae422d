import fc from "fast-check";
import { expect, test } from "vitest";
import { timeText } from "#shop/clock/shop-clock.ts";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";

test("sleepers wake in order of time, at one time in the order in which they fell asleep", async () => {
  const given = fc.array(fc.nat(20), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(given, async (durations) => {
      const clock = new VirtualClock(1_000);
      const woken: { index: number; nowMs: number }[] = [];
      for (const [index, durationMs] of durations.entries()) {
        void clock.sleep(durationMs).then(() => woken.push({ index, nowMs: clock.nowMs() }));
      }
      await clock.runUntil(2_000);
      const expected = durations
        .map((durationMs, index) => ({ index, nowMs: 1_000 + durationMs }))
        .toSorted((one, other) => one.nowMs - other.nowMs || one.index - other.index);
      expect(woken).toEqual(expected);
      expect(clock.nowMs()).toBe(2_000);
    }),
  );
});

test("time does not pass while anybody goes on, and stands where it is told to stop", async () => {
  const clock = new VirtualClock(0);
  const seen: number[] = [];
  const walk = async (): Promise<void> => {
    for (let step = 0; step < 3; step += 1) {
      await clock.sleep(10);
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      seen.push(clock.nowMs());
    }
  };
  void walk();
  await clock.runUntil(25);
  expect([seen, clock.nowMs()]).toEqual([[10, 20], 25]);
  await clock.runUntil(30);
  expect(seen).toEqual([10, 20, 30]);
});

test("it stops in the moment in which what is waited for is over", async () => {
  const clock = new VirtualClock(0);
  let isOver = false;
  void clock.sleep(5).then(() => (isOver = true));
  await clock.runUntil(1_000, () => isOver);
  expect(clock.nowMs()).toBe(5);
  await clock.runUntil(1_000, () => isOver);
  expect(clock.nowMs()).toBe(5);
});

test("who is called off wakes at once and moves no time", async () => {
  const clock = new VirtualClock(0);
  const controller = new AbortController();
  const wokenAt: number[] = [];
  void clock.sleep(500, controller.signal).then(() => wokenAt.push(clock.nowMs()));
  void clock.sleep(20).then(() => controller.abort());
  await clock.runUntil(100);
  expect(wokenAt).toEqual([20]);
  await clock.sleep(1_000, controller.signal);
  const stops = new Set<number>();
  await clock.runUntil(1_000, () => {
    stops.add(clock.nowMs());
    return false;
  });
  expect([[...stops], clock.nowMs()]).toEqual([[100], 1_000]);
});

test("a signal that outlives many sleeps does not gather listeners", async () => {
  const clock = new VirtualClock(0);
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...given: Parameters<typeof add>) => {
    listeners += 1;
    add(...given);
  };
  signal.removeEventListener = (...given: Parameters<typeof remove>) => {
    listeners -= 1;
    remove(...given);
  };
  for (let round = 1; round <= 20; round += 1) {
    void clock.sleep(1, signal);
    expect(listeners).toBe(1);
    await clock.runUntil(round);
    expect(listeners).toBe(0);
  }
});

test("times are written as events carry them", () => {
  expect(timeText(Date.UTC(2026, 0, 5, 9, 0, 0, 7))).toBe("2026-01-05T09:00:00.007Z");
});
