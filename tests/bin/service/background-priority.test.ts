import { once } from "node:events";
import { getPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { BACKGROUND_NICENESS } from "#bin/service/background-priority.ts";

const MODULE = new URL("../../../bin/service/background-priority.ts", import.meta.url);

test("a thread that yields is nicer than the rest of its process, where threads have priorities", async () => {
  const before = getPriority();
  const worker = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
     import(workerData).then(({ yieldToOtherThreads }) => {
       const holds = yieldToOtherThreads();
       const thread = holds ? require("node:fs").readlinkSync("/proc/thread-self").split("/").at(-1) : "0";
       parentPort.postMessage({ holds, niceness: require("node:os").getPriority(Number(thread)) });
     });`,
    { eval: true, workerData: MODULE.href },
  );
  const [told] = (await once(worker, "message")) as [{ holds: boolean; niceness: number }];
  const holds = process.platform === "linux";
  expect(told).toEqual({ holds, niceness: holds ? BACKGROUND_NICENESS : before });
  expect(getPriority()).toBe(before);
  await worker.terminate();
});
