import { expect, test } from "vitest";
import { ServiceState } from "#bin/service/service-state.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";

const LONG_MS = 60_000;

function follower(change: Partial<FollowerState>): FollowerState {
  return {
    name: "index",
    ledger: "main",
    throughSeq: 9,
    headSeq: 9,
    status: "following",
    ...change,
  };
}

function stateWith(start: FollowerState): ServiceState {
  return new ServiceState({
    ledger: "main",
    headSeq: 9,
    quarantinedOpen: 0,
    followers: [start],
    dataDir: "/data",
  });
}

const FAILED = follower({
  throughSeq: 100,
  status: "failed",
  reason: "The index failed in /data/index/main/1.db.",
});

test("a follower that has failed makes nothing ready, however far it says it is", () => {
  const state = stateWith(FAILED);
  expect(state.ready).toBe(false);
  state.followerMoved(follower({}));
  expect(state.ready).toBe(true);
  state.followerMoved(FAILED);
  expect(state.ready).toBe(false);
  state.followerMoved(follower({ throughSeq: 3, status: "catching-up" }));
  expect(state.ready).toBe(true);
});

test("a ledger that takes no more records makes nothing ready", () => {
  const state = stateWith(follower({}));
  state.stopped = "The disk is full.";
  expect(state.ready).toBe(false);
});

test("the position of a failed follower says nothing to who waits for the index", async () => {
  const state = stateWith(FAILED);
  let answer: boolean | null = null;
  const before = state.indexedThrough(9, LONG_MS).then((indexed) => {
    answer = indexed;
    return indexed;
  });
  state.followerMoved({ ...FAILED, throughSeq: 101 });
  await new Promise(setImmediate);
  expect(answer).toBe(null);
  state.followerMoved(follower({}));
  expect(await before).toBe(true);
  state.followerMoved(FAILED);
  expect(await state.indexedThrough(9, 1)).toBe(false);
});

test("the reason of a failure names no path", () => {
  const [status] = stateWith(FAILED).followers();
  expect(status).toMatchObject({
    status: "failed",
    reason: "The index failed in the data directory.",
  });
});
