import { TracewellError } from "#domain/errors.ts";
import type { Deadlines } from "#domain/lifecycles/deadlines.ts";
import { type FollowedPiece, FollowerLoop } from "#storage/index/follower-loop.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import type { Timer } from "#storage/index/retry-delays.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import type { LifecycleWriter } from "./lifecycle-store.ts";

/** Records that make a transaction worth its fixed cost: objects are judged once in each. */
const TRANSACTION_RECORDS = 10_000;

export interface LifecycleFollowerOptions {
  /** Name of the view, for instance `lifecycles`. */
  readonly name: string;
  /** Closed by the caller, like the writer. */
  readonly reader: LedgerReader;
  readonly writer: LifecycleWriter;
  readonly deadlines: Deadlines;
  /** Epoch milliseconds: when deadlines are judged. */
  readonly nowMs: () => number;
  readonly timer?: Timer;
}

/**
 * Carries a ledger into the view of lifecycles: each object that new records touch is judged again, and each
 * whose answer changes because time passes. Fails, repairs and stops as `FollowerLoop` does.
 */
export class LifecycleFollower {
  readonly #options: LifecycleFollowerOptions;
  readonly #loop: FollowerLoop;

  constructor(options: LifecycleFollowerOptions) {
    this.#options = options;
    const { name, reader, writer, timer } = options;
    this.#loop = new FollowerLoop({
      name,
      reader,
      enoughRecords: TRANSACTION_RECORDS,
      ...(timer !== undefined && { timer }),
      view: {
        position: () => writer.position(reader.ledger),
        take: (fromSeq) => this.#take(fromSeq),
        tidy: async () => false,
        forget: () => {},
        repair: async (error) => {
          if (error.detail["damaged"] === true) await writer.clear();
        },
      },
    });
  }

  /** Last record in the view, as far as known. */
  get watermark(): number {
    return this.#loop.watermark;
  }

  /** Finds out how far the view goes and begins to follow. Call before anything else. */
  open(): Promise<FollowerState> {
    return this.#loop.open();
  }

  state(): FollowerState {
    return this.#loop.state();
  }

  /** Calls back whenever the state changed. Returns what ends it. */
  onAdvance(listener: (state: FollowerState) => void): () => void {
    return this.#loop.onAdvance(listener);
  }

  /** Tells how far the ledger is durable; what is missing is read from it in the background. */
  advance(headSeq: number): void {
    this.#loop.advance(headSeq);
  }

  /** Resolves when the view holds every record through `headSeq`; rejects at the first failure. */
  catchUp(
    headSeq: number,
    options: { readonly onProgress?: (state: FollowerState) => void } = {},
  ): Promise<void> {
    return this.#loop.catchUp(headSeq, options);
  }

  /** Stops after the batch in hand. */
  pause(): void {
    this.#loop.pause();
  }

  resume(): void {
    this.#loop.resume();
  }

  /**
   * Retention has removed the records below `seq`: objects that they told of are judged by what is left.
   * Resolves once all are.
   */
  async dropBefore(seq: number): Promise<void> {
    const { reader, writer } = this.#options;
    await writer.dropBefore(reader.ledger, seq, TRANSACTION_RECORDS);
  }

  /** Stops after the batch in hand; reader and writer stay open. */
  close(): Promise<void> {
    return this.#loop.close();
  }

  #take(fromSeq: number): FollowedPiece {
    throw new TracewellError("internal", `Record ${fromSeq} cannot be judged yet.`);
  }
}
