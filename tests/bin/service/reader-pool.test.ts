import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { createReaderPool } from "#bin/service/reader-pool.ts";
import { ThreadClient } from "#bin/service/thread-rpc.ts";

test("questions go to the least busy reader, and too many are refused at once", async () => {
  const workers = [1, 2].map(() => new Worker(new URL("./rpc-thread.ts", import.meta.url)));
  try {
    const clients = workers.map((worker) => new ThreadClient("reader", worker));
    const pool = createReaderPool(clients);
    const asked: Promise<unknown>[] = [];
    const request = { facts: { heads: [], quarantined: 0, reasons: [] }, nowMs: 0, given: "x" };
    for (let number = 0; number < 512; number++) {
      asked.push(pool.resolve(request).catch((error: unknown) => error));
      const [left, right] = clients.map(({ pendingCalls }) => pendingCalls);
      expect(Math.abs((left ?? 0) - (right ?? 0))).toBeLessThanOrEqual(1);
    }
    await expect(pool.resolve(request)).rejects.toMatchObject({ code: "overloaded" });
    await Promise.all(asked);
    expect(clients.map(({ pendingCalls }) => pendingCalls)).toEqual([0, 0]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
});
