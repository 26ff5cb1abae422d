import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { ServiceState } from "#bin/service/service-state.ts";
import { ThreadClient } from "#bin/service/thread-rpc.ts";
import { ThreadGateway } from "#bin/service/thread-gateway.ts";
import { INGEST_QUEUE_BYTES_MAX } from "#ingest/pipeline/ingest-gateway.ts";

const MEBIBYTE = 1024 * 1024;

test("what waits for the writer is bounded; more is refused at once, and taken again after", async () => {
  const worker = new Worker(new URL("./rpc-thread.ts", import.meta.url));
  try {
    const writer = new ThreadClient("writer", worker);
    const follower = { name: "index", ledger: "main", throughSeq: 0, headSeq: 0 };
    const state = new ServiceState({
      dataDir: "/data",
      ledger: "main",
      headSeq: 0,
      quarantinedOpen: 0,
      followers: [{ ...follower, status: "following" }],
    });
    const gateway = new ThreadGateway({ writer, state, indexWaitMsMax: 1 });
    const push = () =>
      gateway.ingest({
        body: new Uint8Array(16 * MEBIBYTE),
        sourceName: "shop",
        format: "events",
        waitIndexed: false,
        allItems: false,
      });
    const accepted = Array.from({ length: INGEST_QUEUE_BYTES_MAX / (16 * MEBIBYTE) }, push);
    await expect(push()).rejects.toMatchObject({ code: "overloaded" });
    // The thread holds them until it is told, so the queue was full for certain.
    await writer.call("release", null);
    const answers = await Promise.all(accepted);
    expect(answers.map((answer) => answer.accepted)).toEqual(accepted.map(() => 16 * MEBIBYTE));
    const again = push();
    await writer.call("release", null);
    await expect(again).resolves.toMatchObject({ accepted: 16 * MEBIBYTE });
  } finally {
    await worker.terminate();
  }
});
