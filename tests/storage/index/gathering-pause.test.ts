import { expect, test } from "vitest";
import { GatheringPause } from "#storage/index/gathering-pause.ts";

/** A clock that a test moves. */
function movable(): { nowMs: () => number; move(ms: number): void } {
  let nowMs = 1_000;
  return { nowMs: () => nowMs, move: (ms) => void (nowMs += ms) };
}

test("never waits after a quiet time", async () => {
  const clock = movable();
  const pause = new GatheringPause(clock.nowMs);
  expect(pause.isDue).toBe(false);
  await pause.around(1, async () => clock.move(2));
  expect(pause.isDue).toBe(true);
  clock.move(8);
  expect(pause.isDue).toBe(false);
  await pause.rest();
});

test("rests no longer than its bound, however long a transaction took", async () => {
  const clock = movable();
  const pause = new GatheringPause(clock.nowMs);
  expect(await pause.around(1, async () => (clock.move(10_000), "done"))).toBe("done");
  clock.move(24);
  expect(pause.isDue).toBe(true);
  clock.move(1);
  expect(pause.isDue).toBe(false);
});

test("is ended when there is enough to do", async () => {
  const clock = movable();
  const pause = new GatheringPause(clock.nowMs);
  await pause.around(1, async () => clock.move(10_000));
  const resting = pause.rest();
  pause.end();
  await resting;
  expect(pause.isDue).toBe(false);
});

test("waits with what can wait while a load goes on", async () => {
  const clock = movable();
  const pause = new GatheringPause(clock.nowMs);
  await pause.around(10_000, async () => clock.move(40));
  expect(pause.isInLoad).toBe(true);
  const waiting = pause.loadEnd();
  pause.cameMore();
  await waiting;
  await pause.around(100, async () => clock.move(1));
  expect(pause.isInLoad).toBe(false);
  await pause.around(10_000, async () => clock.move(40));
  clock.move(300);
  expect(pause.isInLoad).toBe(false);
  await pause.loadEnd();
});
