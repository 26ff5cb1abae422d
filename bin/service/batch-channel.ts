// What the writer hands to the indexer directly, past the main thread.
import type { MessagePort } from "node:worker_threads";
import type { LedgerFollower } from "#storage/index/ledger-follower.ts";
import { batchBytes } from "#storage/index/offered-batches.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";

/**
 * Bytes on the way at most: a group or two. With what the follower keeps (`OFFERED_BYTES_MAX`) 64 MiB may
 * wait in all; beyond it the indexer is told the head alone and reads the ledger.
 */
export const BATCHES_ON_THE_WAY_BYTES_MAX = 16 * 1024 * 1024;

type Handed = { readonly batch: PackedBatch } | { readonly headSeq: number };
interface Received {
  readonly receivedBytes: number;
}

/** The writer's end. */
export class BatchSender {
  readonly #port: MessagePort;
  #onTheWayBytes = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on("message", ({ receivedBytes }: Received) => {
      this.#onTheWayBytes -= receivedBytes;
    });
    port.unref();
  }

  /**
   * Tells the indexer of durable records through `headSeq`, and hands them over where they are packed and
   * there is room. The batch's arrays are gone afterwards: each has a buffer of its own, or they share one.
   */
  send(headSeq: number, batch: PackedBatch | null): void {
    const bytes = batch === null ? 0 : batchBytes(batch);
    const isFull = this.#onTheWayBytes + bytes > BATCHES_ON_THE_WAY_BYTES_MAX;
    // A batch beyond the bound goes alone.
    if (batch === null || (isFull && this.#onTheWayBytes > 0)) {
      this.#port.postMessage({ headSeq } satisfies Handed, []);
      return;
    }
    this.#onTheWayBytes += bytes;
    const { timesMs, tokenEnds, tokens } = batch;
    const buffers = new Set([timesMs.buffer, tokenEnds.buffer, tokens.buffer]);
    this.#port.postMessage({ batch } satisfies Handed, [...buffers]);
  }

  close(): void {
    this.#port.close();
  }
}

/** The indexer's end: gives what arrives to the follower. Returns what ends it. */
export function receiveBatches(
  port: MessagePort,
  follower: Pick<LedgerFollower, "offer" | "advance">,
): () => void {
  let isClosed = false;
  port.on("message", (handed: Handed) => {
    if (isClosed) return;
    if ("headSeq" in handed) {
      follower.advance(handed.headSeq);
      return;
    }
    port.postMessage({ receivedBytes: batchBytes(handed.batch) } satisfies Received, []);
    follower.offer(handed.batch);
  });
  port.unref();
  return () => {
    isClosed = true;
    port.close();
  };
}
