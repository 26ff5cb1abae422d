import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { RealClock } from "#shop/clock/real-clock.ts";
import { isAdjustable } from "#shop/clock/shop-clock.ts";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";

const START_MS = Date.UTC(2026, 0, 5, 9);

test("only a real clock has a speed", () => {
  expect(isAdjustable(new RealClock())).toBe(true);
  expect(isAdjustable(new VirtualClock(0))).toBe(false);
});

test("a clock set faster wakes who already sleeps at the same time of the clock", async () => {
  const clock = new RealClock({ startMs: START_MS });
  const slept = clock.sleep(3_600_000);
  clock.setSpeed(100_000_000);
  await slept;
  expect(clock.nowMs()).toBeGreaterThanOrEqual(START_MS + 3_600_000);
});

test("a sleep that is aborted ends at once at any speed", async () => {
  const clock = new RealClock({ startMs: START_MS });
  const sleep = new AbortController();
  const slept = clock.sleep(3_600_000, sleep.signal);
  clock.setSpeed(2);
  sleep.abort();
  await slept;
  expect(clock.nowMs()).toBeLessThan(START_MS + 3_600_000);
});

test("a speed of nothing is refused", () => {
  expect(() => new RealClock().setSpeed(0)).toThrow(RangeError);
  expect(() => new RealClock().setSpeed(Number.NaN)).toThrow(RangeError);
});

afterEach(() => {
  vi.useRealTimers();
});

test("time does not jump where the speed changes", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START_MS });
  const clock = new RealClock();
  vi.setSystemTime(START_MS + 1_000);
  clock.setSpeed(60);
  expect(clock.nowMs()).toBe(START_MS + 1_000);
  vi.setSystemTime(START_MS + 2_000);
  expect(clock.nowMs()).toBe(START_MS + 61_000);
  clock.setSpeed(1);
  vi.setSystemTime(START_MS + 3_000);
  expect(clock.nowMs()).toBe(START_MS + 62_000);
});

test("a clock goes on from where it was ahead, and is never put back", () => {
  const clock = new RealClock({ startMs: START_MS });
  clock.advanceTo(START_MS + 3_600_000);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(START_MS + 3_600_000);
  clock.advanceTo(START_MS);
  expect(clock.nowMs()).toBeGreaterThanOrEqual(START_MS + 3_600_000);
});

test("a clock that is stopped wakes nobody but who is called off", async () => {
  const clock = new RealClock();
  const calledOff = new AbortController();
  const woken: string[] = [];
  const sleeps = [
    clock.sleep(1).then(() => woken.push("before")),
    clock.sleep(60_000, calledOff.signal).then(() => woken.push("called off")),
  ];
  clock.stop();
  sleeps.push(
    clock.sleep(0).then(() => woken.push("after")),
    clock.sleep(0, AbortSignal.abort()).then(() => woken.push("called off before")),
  );
  await wait(20);
  calledOff.abort();
  await Promise.all([sleeps[1], sleeps[3]]);
  expect(woken).toEqual(["called off before", "called off"]);
});
