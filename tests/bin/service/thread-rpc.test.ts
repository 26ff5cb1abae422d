import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { closeThreads } from "#bin/service/start-threads.ts";
import { ThreadClient } from "#bin/service/thread-rpc.ts";

async function withThread(use: (client: ThreadClient) => Promise<void>): Promise<void> {
  const worker = new Worker(new URL("./rpc-thread.ts", import.meta.url));
  try {
    await use(new ThreadClient("test", worker));
  } finally {
    await worker.terminate();
  }
}

test("calls are answered, each its own", () =>
  withThread(async (client) => {
    const values = ["a", { deep: [1] }, null, "b"];
    const answers = await Promise.all(values.map((value) => client.call("echo", value)));
    expect(answers).toEqual(values);
    expect(client.pendingCalls).toBe(0);
  }));

test("an error crosses with its code and detail; a foreign one is internal", () =>
  withThread(async (client) => {
    await expect(client.call("fail", null)).rejects.toMatchObject({
      code: "not-found",
      message: "There is nothing.",
      detail: { seq: 7 },
    });
    await expect(client.call("breakDown", null)).rejects.toMatchObject({
      code: "internal",
      message: "out of range",
    });
    await expect(client.call("noSuchCall", null)).rejects.toMatchObject({ code: "internal" });
  }));

test("calls to a thread that ended fail at once instead of waiting for ever", () =>
  withThread(async (client) => {
    const waiting = client.call("ingest", { body: new Uint8Array(1) });
    const ending = client.call("end", null);
    await expect(waiting).rejects.toMatchObject({ code: "closed" });
    await expect(ending).rejects.toMatchObject({ code: "closed" });
    expect(await client.exited).toBe(3);
    await expect(client.call("echo", 1)).rejects.toMatchObject({ code: "closed" });
  }));

test("a thread that closes is waited for, and closing again does no harm", () =>
  withThread(async (client) => {
    await client.close(60_000);
    expect(await client.exited).toBe(0);
    await client.close(60_000);
  }));

test.each([
  ["hang", "The test thread did not close within 0.05 s; it was ended."],
  ["fail", "The test thread failed to close: The disk is full.; it was ended."],
])("a thread whose close does %s is ended by force", (closing, message) =>
  withThread(async (client) => {
    await client.call("setClosing", closing);
    const withinMs = closing === "hang" ? 50 : 60_000;
    await expect(client.close(withinMs)).rejects.toMatchObject({ code: "internal", message });
    expect(await client.exited).toBe(1);
  }),
);

test("of many threads each is asked to close, in order, whatever became of the others", async () => {
  const asked: string[] = [];
  const thread = (name: string, fails: boolean) => ({
    close: async (withinMs: number) => {
      asked.push(`${name} ${withinMs}`);
      if (fails) throw new Error(`${name} hangs`);
    },
  });
  const threads = [thread("reader", true), thread("indexer", false), thread("writer", true)];
  await expect(closeThreads(threads, 7)).rejects.toThrow("reader hangs");
  expect(asked).toEqual(["reader 7", "indexer 7", "writer 7"]);
});
