import { expect, test } from "vitest";
import { SegmentSealing } from "#bin/service/segment-sealing.ts";
import type { ThreadClient } from "#bin/service/thread-rpc.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";

function requestOf(firstSeq: number): SealRequest {
  return {
    directory: "/ledger",
    ledger: "main",
    firstSeq,
    lastSeq: firstSeq + 9,
    key: { low: 1, high: 2 },
    compress: true,
  };
}

const MERGE = { directory: "/ledger", ledger: "main", key: { low: 1, high: 2 } };

function never(): void {
  throw new Error("told of a failure");
}

/** Notes what is called, on which thread. */
function recording(
  name: string,
  calls: unknown[],
  answer: (argument: unknown, method: string) => Promise<unknown> = () => Promise.resolve(null),
): Pick<ThreadClient, "call"> {
  return {
    call: async <Result>(method: string, argument: unknown) => {
      calls.push([name, method, argument]);
      return (await answer(argument, method)) as Result;
    },
  };
}

test("segments are sealed one after the other, and the writer hears of each", async () => {
  const calls: unknown[] = [];
  const failures: unknown[] = [];
  const sealing = new SegmentSealing({
    sealer: recording("sealer", calls),
    writer: recording("writer", calls),
    onFailure: (error) => failures.push(error),
    onMergeFailure: (error) => failures.push(error),
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  await sealing.idle();
  expect(calls).toEqual([
    ["sealer", "seal", requestOf(1)],
    ["writer", "segmentSealed", 1],
    ["sealer", "mergeNext", MERGE],
    ["sealer", "seal", requestOf(11)],
    ["writer", "segmentSealed", 11],
    ["sealer", "mergeNext", MERGE],
  ]);
  expect(failures).toEqual([]);
});

test("one that fails is told and does not hold up the next", async () => {
  const calls: unknown[] = [];
  const failures: number[] = [];
  const sealing = new SegmentSealing({
    sealer: recording("sealer", calls, (argument) =>
      (argument as SealRequest).firstSeq === 1
        ? Promise.reject(new Error("no space"))
        : Promise.resolve(null),
    ),
    writer: recording("writer", calls),
    onFailure: (_error, { firstSeq }) => failures.push(firstSeq),
    onMergeFailure: never,
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  await sealing.idle();
  expect(failures).toEqual([1]);
  expect(calls.slice(2)).toEqual([
    ["sealer", "seal", requestOf(11)],
    ["writer", "segmentSealed", 11],
    ["sealer", "mergeNext", MERGE],
  ]);
});

test("what failed is tried again when the next segment is full, but not for ever", async () => {
  const calls: unknown[] = [];
  let isFull = true;
  const sealing = new SegmentSealing({
    sealer: recording("sealer", calls, (argument) => {
      const { firstSeq } = argument as SealRequest;
      const fails = firstSeq === 1 || (firstSeq === 11 && isFull);
      return fails ? Promise.reject(new Error("no space")) : Promise.resolve(null);
    }),
    writer: recording("writer", []),
    onFailure: () => undefined,
    onMergeFailure: never,
  });
  const sealed = async (firstSeq: number): Promise<unknown[]> => {
    calls.length = 0;
    sealing.add(requestOf(firstSeq));
    await sealing.idle();
    const seals = (calls as [string, string, SealRequest][]).filter(
      ([, method]) => method === "seal",
    );
    return seals.map(([, , { firstSeq: seq }]) => seq);
  };
  expect(await sealed(1)).toEqual([1]);
  expect(await sealed(11)).toEqual([1, 11]);
  isFull = false;
  expect(await sealed(21)).toEqual([1, 11, 21]);
  expect(await sealed(31)).toEqual([1, 31]);
  expect(await sealed(41)).toEqual([1, 41]);
  expect(await sealed(51)).toEqual([51]);
});

test("after close nothing more is given out, and what is cut off is no failure", async () => {
  const calls: unknown[] = [];
  const { promise, reject } = Promise.withResolvers<null>();
  const sealing = new SegmentSealing({
    sealer: recording("sealer", calls, () => promise),
    writer: recording("writer", calls),
    onFailure: never,
    onMergeFailure: never,
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  sealing.close();
  reject(new Error("the thread has ended"));
  await sealing.idle();
  expect(calls).toEqual([["sealer", "seal", requestOf(1)]]);
});

/** A sealer that has so many merges to do. */
function mergingSealer(calls: unknown[], merges: number): Pick<ThreadClient, "call"> {
  let left = merges;
  return recording("sealer", calls, (_argument, method) => {
    if (method !== "mergeNext" || left === 0) return Promise.resolve(null);
    left -= 1;
    return Promise.resolve({ directory: "/ledger", firstSeq: 1, lastSeq: left, content: "filter" });
  });
}

test("the writer is told of a merge before the files it was made of go; all merges are done", async () => {
  const calls: unknown[] = [];
  const sealing = new SegmentSealing({
    sealer: mergingSealer(calls, 2),
    writer: recording("writer", calls),
    onFailure: never,
    onMergeFailure: never,
  });
  sealing.add(requestOf(1));
  await sealing.idle();
  const place = { directory: "/ledger", firstSeq: 1 };
  expect(calls.slice(2)).toEqual([
    ["sealer", "mergeNext", MERGE],
    ["writer", "identitiesMerged", { ...place, lastSeq: 1, content: "filter" }],
    ["sealer", "removeMerged", { ...place, lastSeq: 1 }],
    ["sealer", "mergeNext", MERGE],
    ["writer", "identitiesMerged", { ...place, lastSeq: 0, content: "filter" }],
    ["sealer", "removeMerged", { ...place, lastSeq: 0 }],
    ["sealer", "mergeNext", MERGE],
  ]);
});

test("a segment that waits comes before the second merge", async () => {
  const calls: unknown[] = [];
  const sealing = new SegmentSealing({
    sealer: mergingSealer(calls, 5),
    writer: recording("writer", calls),
    onFailure: never,
    onMergeFailure: never,
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  await sealing.idle();
  const methods = calls.map((call) => (call as string[])[1]);
  const merge = ["mergeNext", "identitiesMerged", "removeMerged"];
  expect(methods.slice(0, 7)).toEqual(["seal", "segmentSealed", ...merge, "seal", "segmentSealed"]);
  expect(methods.filter((method) => method === "removeMerged").length).toBe(5);
});

test("a merge that fails is told, removes nothing, and does not hold up the next segment", async () => {
  const calls: unknown[] = [];
  const failures: unknown[] = [];
  const failed = new Error("no memory");
  const sealing = new SegmentSealing({
    sealer: mergingSealer(calls, 1),
    writer: recording("writer", calls, (_argument, method) =>
      method === "identitiesMerged" ? Promise.reject(failed) : Promise.resolve(null),
    ),
    onFailure: never,
    onMergeFailure: (error) => failures.push(error),
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  await sealing.idle();
  expect(failures).toEqual([failed]);
  const methods = calls.map((call) => (call as string[])[1]);
  expect(methods).not.toContain("removeMerged");
  expect(methods.filter((method) => method === "segmentSealed").length).toBe(2);
});
