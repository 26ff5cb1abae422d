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

/** Notes what is called, on which thread. */
function recording(
  name: string,
  calls: unknown[],
  answer: (argument: unknown) => Promise<void> = () => Promise.resolve(),
): Pick<ThreadClient, "call"> {
  return {
    call: async <Result>(method: string, argument: unknown) => {
      calls.push([name, method, argument]);
      return (await answer(argument)) as Result;
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
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  await sealing.idle();
  expect(calls).toEqual([
    ["sealer", "seal", requestOf(1)],
    ["writer", "segmentSealed", 1],
    ["sealer", "seal", requestOf(11)],
    ["writer", "segmentSealed", 11],
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
        : Promise.resolve(),
    ),
    writer: recording("writer", calls),
    onFailure: (_error, { firstSeq }) => failures.push(firstSeq),
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  await sealing.idle();
  expect(failures).toEqual([1]);
  expect(calls.slice(1)).toEqual([
    ["sealer", "seal", requestOf(11)],
    ["writer", "segmentSealed", 11],
  ]);
});

test("what failed is tried again when the next segment is full, but not for ever", async () => {
  const calls: unknown[] = [];
  let isFull = true;
  const sealing = new SegmentSealing({
    sealer: recording("sealer", calls, (argument) => {
      const { firstSeq } = argument as SealRequest;
      const fails = firstSeq === 1 || (firstSeq === 11 && isFull);
      return fails ? Promise.reject(new Error("no space")) : Promise.resolve();
    }),
    writer: recording("writer", []),
    onFailure: () => undefined,
  });
  const sealed = async (firstSeq: number): Promise<unknown[]> => {
    calls.length = 0;
    sealing.add(requestOf(firstSeq));
    await sealing.idle();
    return calls.map((call) => (call as [string, string, SealRequest])[2].firstSeq);
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
  const { promise, reject } = Promise.withResolvers<void>();
  const sealing = new SegmentSealing({
    sealer: recording("sealer", calls, () => promise),
    writer: recording("writer", calls),
    onFailure: () => {
      throw new Error("told of a failure");
    },
  });
  sealing.add(requestOf(1));
  sealing.add(requestOf(11));
  sealing.close();
  reject(new Error("the thread has ended"));
  await sealing.idle();
  expect(calls).toEqual([["sealer", "seal", requestOf(1)]]);
});
