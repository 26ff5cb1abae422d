// What the writer hands to the indexer directly, past the main thread.
import type { MessagePort } from "node:worker_threads";
import type { LedgerFollower } from "#storage/index/ledger-follower.ts";
import { batchBytes, OFFERED_BYTES_MAX } from "#storage/index/offered-batches.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";

type Handed = { readonly batch: PackedBatch } | { readonly headSeq: number };
/** What waits no more. */
interface Released {
  readonly releasedBytes: number;
}

/** The writer's end. */
export class BatchSender {
  readonly #port: MessagePort;
  #waitingBytes = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on("message", ({ releasedBytes }: Released) => {
      this.#waitingBytes -= releasedBytes;
    });
    port.unref();
  }

  /**
   * Tells the indexer of durable records through `headSeq`, and hands them over where they are packed and
   * no more than `OFFERED_BYTES_MAX` waits there or on the way. The batch's arrays are gone afterwards: each has a buffer of its own, or they share one.
   */
  send(headSeq: number, batch: PackedBatch | null): void {
    const bytes = batch === null ? 0 : batchBytes(batch);
    const isFull = this.#waitingBytes + bytes > OFFERED_BYTES_MAX;
    // A batch beyond the bound goes alone.
    if (batch === null || (isFull && this.#waitingBytes > 0)) {
      this.#port.postMessage({ headSeq } satisfies Handed, []);
      return;
    }
    this.#waitingBytes += bytes;
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
    const releasedBytes = batchBytes(handed.batch);
    follower.offer(handed.batch, () => port.postMessage({ releasedBytes } satisfies Released, []));
  });
  port.unref();
  return () => {
    isClosed = true;
    port.close();
  };
}
