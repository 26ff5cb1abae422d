import type { MergedIdentityFile } from "#storage/ledger/merge-identities.ts";
import type { MergeRequest } from "#storage/ledger/plan-merge.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import type { ThreadClient } from "./thread-rpc.ts";

/**
 * A segment that cannot be sealed is tried so often, each time when the next one is full: a full disk may have
 * room again, while a damaged segment would be read in vain for ever.
 */
const ATTEMPTS_MAX = 5;

interface Attempt {
  readonly request: SealRequest;
  readonly attempt: number;
}

/**
 * Gives full segments to the sealer, one after the other, and has identities files merged in between; tells the
 * writer of what is done.
 */
export class SegmentSealing {
  readonly #sealer: Pick<ThreadClient, "call">;
  readonly #writer: Pick<ThreadClient, "call">;
  readonly #onFailure: (error: unknown, request: SealRequest) => void;
  readonly #onMergeFailure: (error: unknown) => void;
  readonly #waiting: Attempt[] = [];
  #failed: Attempt[] = [];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(options: {
    sealer: Pick<ThreadClient, "call">;
    writer: Pick<ThreadClient, "call">;
    /** The segment stays as it is, and is sealed later, at the latest after the next start. */
    onFailure: (error: unknown, request: SealRequest) => void;
    /** The files stay as they are, and are merged after the next segment. */
    onMergeFailure: (error: unknown) => void;
  }) {
    this.#sealer = options.sealer;
    this.#writer = options.writer;
    this.#onFailure = options.onFailure;
    this.#onMergeFailure = options.onMergeFailure;
  }

  add(request: SealRequest): void {
    // The oldest first: the writer holds the identities of all in memory.
    this.#waiting.push(...this.#failed, { request, attempt: 1 });
    this.#failed = [];
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
    this.#failed = [];
  }

  async #run(): Promise<void> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const { request, attempt } = next;
      try {
        await this.#sealer.call("seal", request);
        await this.#writer.call("segmentSealed", request.firstSeq);
      } catch (error) {
        if (this.#closed) continue;
        if (attempt < ATTEMPTS_MAX) this.#failed.push({ request, attempt: attempt + 1 });
        this.#onFailure(error, request);
      }
      await this.#merge(request);
    }
  }

  /** One merge after each segment, and all that are left when none waits. */
  async #merge({ directory, ledger, key }: SealRequest): Promise<void> {
    try {
      while (!this.#closed) {
        const request = { directory, ledger, key } satisfies MergeRequest;
        const merged = await this.#sealer.call<MergedIdentityFile | null>("mergeNext", request);
        if (merged === null) return;
        await this.#writer.call("identitiesMerged", merged);
        const { firstSeq, lastSeq } = merged;
        await this.#sealer.call("removeMerged", { directory, firstSeq, lastSeq });
        if (this.#waiting.length > 0) return;
      }
    } catch (error) {
      if (!this.#closed) this.#onMergeFailure(error);
    }
  }
}
