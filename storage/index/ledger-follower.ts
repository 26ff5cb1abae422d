import { invariant } from "#domain/errors.ts";
import type { TracewellError } from "#domain/errors.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import type { EventIndexWriter } from "./event-index.ts";
import { FollowerLoop } from "./follower-loop.ts";
import type { FollowedPiece } from "./follower-loop.ts";
import type { FollowerState } from "./follower-progress.ts";
import type { RecordHasher } from "./index-entry.ts";
import { NextBatch, TRANSACTION_RECORDS } from "./next-batch.ts";
import type { PackedBatch } from "./packed-batch.ts";
import type { Timer } from "./retry-delays.ts";
import { batchExtent } from "./unpack-batch.ts";

/** Pages tidied at a time while there is nothing to index: a few milliseconds. */
const COMPACT_PAGES = 64;

export interface LedgerFollowerOptions {
  /** Name of the view, for instance `index`. */
  readonly name: string;
  /** Closed by the caller, like the writer. */
  readonly reader: LedgerReader;
  readonly writer: EventIndexWriter;
  readonly hash: RecordHasher;
  readonly timer?: Timer;
  /** Milliseconds from any origin, never decreasing. */
  readonly nowMs?: () => number;
}

/**
 * Carries a ledger into the index, record by record without a hole: what is handed over in memory when it
 * fits, else what the ledger holds. A failing index is tried again, later and later; a damaged partition is
 * dropped and indexed anew; a corrupt ledger stops the follower for good.
 */
export class LedgerFollower {
  readonly #options: LedgerFollowerOptions;
  readonly #batches: NextBatch;
  readonly #loop: FollowerLoop;

  constructor(options: LedgerFollowerOptions) {
    this.#options = options;
    this.#batches = new NextBatch(options);
    const { reader, writer } = options;
    this.#loop = new FollowerLoop({
      ...options,
      enoughRecords: TRANSACTION_RECORDS,
      view: {
        position: () => writer.position(reader.ledger),
        take: (fromSeq) => this.#take(fromSeq),
        tidy: () => writer.compact(COMPACT_PAGES),
        forget: () => this.#batches.forget(),
        repair: (error) => this.#repair(error),
      },
    });
  }

  /** Last record in the view, as far as known. */
  get watermark(): number {
    return this.#loop.watermark;
  }

  /**
   * Finds out how far the view goes and begins to follow. Call before anything else. When the reader knows
   * no head yet, the first `advance` must give the ledger's.
   */
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

  /**
   * Hands over durable records in memory, to save reading them again. Whatever does not fit is read from
   * the ledger instead, so nothing depends on it. A batch's identifiers must be complete, or made with one
   * memory of recent identifiers for all that is offered. `released` is called when it waits no more.
   */
  offer(batch: PackedBatch, released?: () => void): void {
    const { isReady } = this.#loop;
    const extent = batchExtent(batch);
    if (extent === null || !isReady) released?.();
    if (extent === null) return;
    this.#loop.assertOpen();
    invariant(batch.ledger === this.#options.reader.ledger, "a follower follows one ledger");
    if (isReady) this.#batches.offer(batch, released);
    this.advance(extent.lastSeq);
  }

  /**
   * Resolves when the view holds every record through `headSeq`, which must be durable; rejects at the
   * first failure, though the follower goes on trying.
   */
  catchUp(
    headSeq: number,
    options: { readonly onProgress?: (state: FollowerState) => void } = {},
  ): Promise<void> {
    return this.#loop.catchUp(headSeq, options);
  }

  /** Stops after the batch in hand. */
  pause(): void {
    this.#loop.pause();
    this.#batches.clear();
  }

  resume(): void {
    this.#loop.resume();
  }

  /** Stops after the batch in hand; reader and writer stay open. */
  close(): Promise<void> {
    return this.#loop.close();
  }

  #take(fromSeq: number): FollowedPiece {
    const batch = this.#batches.from(fromSeq);
    const { records, firstSeq } = batch;
    const carry = () => this.#options.writer.index(batch);
    return { records, lastSeq: firstSeq + records - 1, carry };
  }

  async #repair(error: TracewellError): Promise<void> {
    const { damaged, ledger, segmentFirstSeq } = error.detail;
    if (damaged !== true || typeof ledger !== "string") return;
    if (typeof segmentFirstSeq !== "number") return;
    await this.#options.writer.discardFrom(ledger, segmentFirstSeq);
  }
}
