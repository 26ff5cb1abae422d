import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import type { ThreadClient } from "./thread-rpc.ts";

/** Gives full segments to the sealer, one after the other, and tells the writer of each that is done. */
export class SegmentSealing {
  readonly #sealer: Pick<ThreadClient, "call">;
  readonly #writer: Pick<ThreadClient, "call">;
  readonly #onFailure: (error: unknown, request: SealRequest) => void;
  readonly #waiting: SealRequest[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(options: {
    sealer: Pick<ThreadClient, "call">;
    writer: Pick<ThreadClient, "call">;
    /** The segment stays as it is, and is sealed after the next start. */
    onFailure: (error: unknown, request: SealRequest) => void;
  }) {
    this.#sealer = options.sealer;
    this.#writer = options.writer;
    this.#onFailure = options.onFailure;
  }

  add(request: SealRequest): void {
    this.#waiting.push(request);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Gives out nothing more; what is being done may be cut off at any point. */
  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
  }

  async #run(): Promise<void> {
    for (;;) {
      const request = this.#waiting.shift();
      if (request === undefined) return;
      try {
        await this.#sealer.call("seal", request);
        await this.#writer.call("segmentSealed", request.firstSeq);
      } catch (error) {
        if (!this.#closed) this.#onFailure(error, request);
      }
    }
  }
}
