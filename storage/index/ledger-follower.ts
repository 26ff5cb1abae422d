import { setImmediate } from "node:timers/promises";
import { invariant, TracewellError } from "#domain/errors.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { requireSameHistory } from "./compare-with-ledger.ts";
import type { EventIndexWriter } from "./event-index.ts";
import { isFinal, toTracewellError } from "./follower-failure.ts";
import { FollowerProgress } from "./follower-progress.ts";
import type { FollowerState } from "./follower-progress.ts";
import { GatheringPause } from "./gathering-pause.ts";
import type { RecordHasher } from "./index-entry.ts";
import { NextBatch, TRANSACTION_RECORDS } from "./next-batch.ts";
import type { PackedBatch } from "./packed-batch.ts";
import { RetryDelays, systemTimer } from "./retry-delays.ts";
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
  readonly #timer: Timer;
  readonly #batches: NextBatch;
  readonly #gathering: GatheringPause;
  readonly #delays = new RetryDelays();
  readonly #progress = new FollowerProgress();
  #watermark = 0;
  /** False when the watermark must be asked for: at first, and after a failure. */
  #known = false;
  #headSeq: number;
  #paused = false;
  #closed = false;
  #failure: TracewellError | null = null;
  /** Set while a failed follower waits for its next try. */
  #cancelRetry: (() => void) | null = null;
  #stopped = false;
  #running: Promise<void> | null = null;

  constructor(options: LedgerFollowerOptions) {
    this.#options = options;
    this.#timer = options.timer ?? systemTimer;
    this.#batches = new NextBatch(options);
    this.#gathering = new GatheringPause(options.nowMs ?? (() => performance.now()));
    this.#headSeq = options.reader.headSeq;
  }

  /** Last record in the view, as far as known. */
  get watermark(): number {
    return this.#watermark;
  }

  /**
   * Finds out how far the view goes and begins to follow. Call before anything else. When the reader knows
   * no head yet, the first `advance` must give the ledger's.
   */
  async open(): Promise<FollowerState> {
    this.#assertOpen();
    await this.#attempt(() => this.#readWatermark());
    this.#start();
    return this.state();
  }

  state(): FollowerState {
    const { name, reader } = this.#options;
    return {
      name,
      ledger: reader.ledger,
      throughSeq: this.#watermark,
      headSeq: this.#headSeq,
      status: this.#status(),
      ...(this.#failure !== null && { reason: this.#failure.message }),
    };
  }

  /** Calls back whenever the state changed. Returns what ends it. */
  onAdvance(listener: (state: FollowerState) => void): () => void {
    return this.#progress.listen(listener);
  }

  /** Tells how far the ledger is durable; what is missing is read from it in the background. */
  advance(headSeq: number): void {
    this.#assertOpen();
    const first = this.#headSeq === 0;
    this.#headSeq = Math.max(this.#headSeq, headSeq);
    this.#options.reader.advance(this.#headSeq);
    // Only now can the index be compared with the ledger.
    if (first) this.#known = false;
    if (this.#hasEnough) this.#gathering.end();
    else this.#gathering.cameMore();
    this.#start();
  }

  /**
   * Hands over durable records in memory, to save reading them again. Whatever does not fit is read from
   * the ledger instead, so nothing depends on it. A batch's identifiers must be complete, or made with one
   * memory of recent identifiers for all that is offered. `released` is called when it waits no more.
   */
  offer(batch: PackedBatch, released?: () => void): void {
    const extent = batchExtent(batch);
    if (extent === null || !this.#ready) released?.();
    if (extent === null) return;
    this.#assertOpen();
    invariant(batch.ledger === this.#options.reader.ledger, "a follower follows one ledger");
    if (this.#ready) this.#batches.offer(batch, released);
    this.advance(extent.lastSeq);
  }

  /**
   * Resolves when the view holds every record through `headSeq`, which must be durable; rejects at the
   * first failure, though the follower goes on trying.
   */
  async catchUp(
    headSeq: number,
    options: { readonly onProgress?: (state: FollowerState) => void } = {},
  ): Promise<void> {
    const stop = options.onProgress && this.onAdvance(options.onProgress);
    try {
      this.advance(headSeq);
      if (this.#stopped) throw this.#failure;
      if (this.#known && this.#watermark >= headSeq) return;
      await this.#progress.reached(headSeq);
    } finally {
      stop?.();
    }
  }

  /** Stops after the batch in hand. */
  pause(): void {
    this.#assertOpen();
    this.#paused = true;
    this.#batches.clear();
    this.#gathering.end();
    this.#changed();
  }

  resume(): void {
    this.#assertOpen();
    this.#paused = false;
    this.#changed();
    this.#start();
  }

  /** Stops after the batch in hand; reader and writer stay open. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#gathering.end();
    await this.#running;
    this.#progress.failed(new TracewellError("closed", "The follower is closed."));
  }

  get #ready(): boolean {
    return !this.#paused && !this.#closed && !this.#stopped && this.#cancelRetry === null;
  }

  #status(): FollowerState["status"] {
    if (this.#failure !== null) return "failed";
    if (this.#paused) return "paused";
    return this.#watermark < this.#headSeq ? "catching-up" : "following";
  }

  #start(): void {
    if (this.#running !== null || !this.#ready) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      // Told of a new head after the last look at it.
      if (!this.#known || this.#watermark < this.#headSeq) this.#start();
    });
  }

  async #run(): Promise<void> {
    let more = true;
    while (more && this.#ready) {
      more = await this.#attempt(() => this.#step());
      if (more) await setImmediate();
    }
  }

  /** Does the next piece of work; returns whether there is more. */
  async #step(): Promise<boolean> {
    if (!this.#known) await this.#readWatermark();
    if (this.#watermark >= this.#headSeq) return this.#tidy();
    if (!this.#hasEnough && this.#gathering.isDue) {
      await this.#gathering.rest();
      return true;
    }
    const batch = this.#batches.from(this.#watermark + 1);
    await this.#gathering.around(batch.records, () => this.#options.writer.index(batch));
    this.#watermark = batch.firstSeq + batch.records - 1;
    this.#changed();
    return true;
  }

  async #tidy(): Promise<boolean> {
    if (!this.#gathering.isInLoad) return this.#options.writer.compact(COMPACT_PAGES);
    await this.#gathering.loadEnd();
    return true;
  }

  get #hasEnough(): boolean {
    return this.#headSeq - this.#watermark >= TRANSACTION_RECORDS;
  }

  async #readWatermark(): Promise<void> {
    const { reader, writer } = this.#options;
    const position = await writer.position(reader.ledger);
    this.#watermark = position.throughSeq;
    if (this.#headSeq > 0) requireSameHistory(position, reader);
    this.#known = true;
    this.#changed();
  }

  async #attempt<Result>(work: () => Promise<Result>): Promise<Result | false> {
    try {
      const result = await work();
      this.#recovered();
      return result;
    } catch (error) {
      await this.#failed(toTracewellError(error));
      return false;
    }
  }

  #recovered(): void {
    if (this.#failure === null || this.#stopped) return;
    this.#failure = null;
    this.#delays.reset();
    this.#changed();
  }

  /** What was taken from the caches may not be in the index: everything is asked and read again. */
  async #failed(error: TracewellError): Promise<void> {
    this.#known = false;
    this.#batches.forget();
    if (isFinal(error)) {
      this.#stop(error);
      return;
    }
    this.#failure = error;
    await this.#repair(error);
    this.#cancelRetry = this.#timer(this.#delays.next(), () => {
      this.#cancelRetry = null;
      this.#start();
    });
    this.#progress.failed(error);
    this.#changed();
  }

  /** A view needs no other repair than to be made again from the ledger. */
  async #repair(error: TracewellError): Promise<void> {
    const { damaged, ledger, segmentFirstSeq } = error.detail;
    if (damaged !== true || typeof ledger !== "string") return;
    if (typeof segmentFirstSeq !== "number") return;
    try {
      await this.#options.writer.discardFrom(ledger, segmentFirstSeq);
    } catch (failure) {
      this.#failure = toTracewellError(failure);
    }
  }

  #stop(error: TracewellError): void {
    this.#stopped = true;
    this.#failure = error;
    this.#progress.failed(error);
    this.#changed();
  }

  #changed(): void {
    this.#progress.moved(this.state());
  }

  #assertOpen(): void {
    if (this.#closed) throw new TracewellError("closed", "The follower is closed.");
  }
}
