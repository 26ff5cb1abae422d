import { expect, test } from "vitest";
import { RetentionSchedule } from "#bin/service/retention-schedule.ts";
import { ServiceState } from "#bin/service/service-state.ts";
import type { ThreadClient } from "#bin/service/thread-rpc.ts";

const NOW_MS = Date.parse("2026-03-01T00:00:00.000Z");

interface Stage {
  readonly schedule: RetentionSchedule;
  readonly state: ServiceState;
  readonly calls: unknown[];
  readonly failures: unknown[];
  readonly removed: number[];
  /** Calls of this method fail. */
  failing: string | undefined;
}

/** A writer that answers `kept` when it is asked what is left; `failing` names a call that fails. */
function stageOf(kept: number, failing?: string): Stage {
  const stage = { failing };
  const calls: unknown[] = [];
  const failures: unknown[] = [];
  const removed: number[] = [];
  const thread = (name: string): Pick<ThreadClient, "call"> => ({
    call: async <Result>(method: string, argument: unknown) => {
      calls.push([name, method, argument]);
      if (method === stage.failing) throw new Error(`${method} failed`);
      return kept as Result;
    },
  });
  const state = new ServiceState({
    ledger: "main",
    headSeq: 90,
    quarantinedOpen: 0,
    followers: ["index", "lifecycles"].map((name, place) => ({
      name,
      ledger: "main",
      throughSeq: 95 - place * 5,
      headSeq: 95,
      status: "following",
    })),
    dataDir: "/data",
  });
  const schedule = new RetentionSchedule({
    retainDays: 30,
    writer: thread("writer"),
    followers: [thread("indexer"), thread("lifecycles")],
    readers: [thread("reader-1"), thread("reader-2")],
    sealing: { idle: () => Promise.resolve() },
    state,
    nowMs: () => NOW_MS,
    onRemoved: (seq) => removed.push(seq),
    onFailure: (error) => failures.push(error),
  });
  return Object.assign(stage, { schedule, state, calls, failures, removed });
}

test("what is noted goes from the index before its files are removed, and readers close theirs", async () => {
  const { schedule, state, calls, failures, removed } = stageOf(41);
  await schedule.run();
  const request = {
    recordedBefore: "2026-01-30T00:00:00.000Z",
    throughSeq: 90,
    removedAt: "2026-03-01T00:00:00.000Z",
    by: "the setting retainDays, which is 30",
  };
  expect(calls).toEqual([
    ["writer", "noteRemoval", request],
    ["indexer", "dropBefore", 41],
    ["lifecycles", "dropBefore", 41],
    ["writer", "finishRemoval", null],
    ["indexer", "forgetRemoved", null],
    ["lifecycles", "forgetRemoved", null],
    ["reader-1", "forgetRemoved", null],
    ["reader-2", "forgetRemoved", null],
  ]);
  expect(state.keptFromSeq).toBe(41);
  expect({ failures, removed }).toEqual({ failures: [], removed: [41] });
});

test("when nothing is old nothing is touched", async () => {
  const { schedule, calls, removed } = stageOf(1);
  await schedule.run();
  expect(calls.length).toBe(1);
  expect(removed).toEqual([]);
});

test("files stay while the index has not let go of them", async () => {
  const { schedule, calls, failures, removed } = stageOf(41, "dropBefore");
  await schedule.run();
  expect(calls.map((call) => (call as string[])[1])).toEqual(["noteRemoval", "dropBefore"]);
  expect(failures).toEqual([new Error("dropBefore failed")]);
  expect(removed).toEqual([]);
});

test("what failed is done by the next run, though no more is noted", async () => {
  const stage = stageOf(41, "dropBefore");
  await stage.schedule.run();
  stage.failing = "finishRemoval";
  await stage.schedule.run();
  expect(stage.removed).toEqual([]);
  stage.failing = undefined;
  stage.calls.length = 0;
  await stage.schedule.run();
  const names = stage.calls.map((call) => (call as string[])[1]);
  const wanted = ["noteRemoval", "dropBefore", "dropBefore", "finishRemoval"];
  expect(names.slice(0, 4)).toEqual(wanted);
  expect(stage.removed).toEqual([41]);
  stage.calls.length = 0;
  await stage.schedule.run();
  expect(stage.calls.length).toBe(1);
});

test("after close nothing is done", async () => {
  const { schedule, calls } = stageOf(41);
  schedule.close();
  await schedule.run();
  expect(calls).toEqual([]);
});
