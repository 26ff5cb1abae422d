import { once } from "node:events";
import { MessageChannel } from "node:worker_threads";
import { expect, test } from "vitest";
import { BatchSender, receiveBatches } from "#bin/service/batch-channel.ts";
import { OFFERED_BYTES_MAX } from "#storage/index/offered-batches.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import { packBatch } from "../../contract/pack-batch.ts";

function batch(seq: number, tokens = "w:word"): PackedBatch {
  const entries = [{ seq, timeMs: seq, tokens, identifiers: [] }];
  return packBatch({ ledger: "main", segmentFirstSeq: 1, entries });
}

/** What a follower was told, in order; `until` resolves when it was told so often. */
class Told {
  readonly #told: (PackedBatch | number)[] = [];
  #arrived = Promise.withResolvers<void>();

  readonly follower = {
    offer: (offered: PackedBatch, released?: () => void) => {
      released?.();
      this.#add(offered);
    },
    advance: (headSeq: number) => this.#add(headSeq),
  };

  async until(count: number): Promise<(PackedBatch | number)[]> {
    while (this.#told.length < count) await this.#arrived.promise;
    return this.#told;
  }

  #add(what: PackedBatch | number): void {
    this.#told.push(what);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }
}

/** Keeps the test's own thread awake for ports that do not. */
async function awake<Result>(work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => undefined, 1_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

test("hands batches over without a copy, and heads where there is no batch", async () => {
  const { port1, port2 } = new MessageChannel();
  const told = new Told();
  const stop = receiveBatches(port2, told.follower);
  const sender = new BatchSender(port1);
  const first = batch(1);
  sender.send(1, first);
  sender.send(2, null);
  expect(first.tokens.byteLength).toBe(0);
  expect(await awake(told.until(2))).toEqual([batch(1), 2]);
  stop();
  sender.close();
});

test("beyond its bound it tells the head alone, until there is room again", async () => {
  const { port1, port2 } = new MessageChannel();
  const sender = new BatchSender(port1);
  const half = "w".repeat(OFFERED_BYTES_MAX / 2 + 1);
  for (const seq of [1, 2, 3]) sender.send(seq, batch(seq, half));
  const told = new Told();
  const stop = receiveBatches(port2, told.follower);
  const [sent, ...heads] = await awake(told.until(3));
  expect(sent).toMatchObject({ firstSeq: 1 });
  expect(heads).toEqual([2, 3]);
  while (typeof (await told.until(3)).at(-1) === "number") {
    const seq = (await told.until(3)).length + 1;
    sender.send(seq, batch(seq));
    await awake(told.until(seq));
  }
  expect((await told.until(4)).at(-1)).toMatchObject({ records: 1 });
  stop();
  sender.close();
});

test("says nothing to a follower that was closed", async () => {
  const { port1, port2 } = new MessageChannel();
  const told = new Told();
  const stop = receiveBatches(port2, told.follower);
  const sender = new BatchSender(port1);
  sender.send(1, null);
  await awake(told.until(1));
  sender.send(2, batch(2));
  stop();
  await awake(once(port2, "close"));
  expect(await told.until(1)).toEqual([1]);
});
