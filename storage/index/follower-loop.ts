import { setImmediate } from "node:timers/promises";
import { TracewellError } from "#domain/errors.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { requireSameHistory } from "./compare-with-ledger.ts";
import type { Watermark } from "./event-index.ts";
import { isFinal, toTracewellError } from "./follower-failure.ts";
import { FollowerProgress } from "./follower-progress.ts";
import type { FollowerState } from "./follower-progress.ts";
import { GatheringPause } from "./gathering-pause.ts";
import { RetryDelays, systemTimer } from "./retry-delays.ts";
import type { Timer } from "./retry-delays.ts";

/** Consecutive records on their way into a view. */
export interface FollowedPiece {
  readonly records: number;
  readonly lastSeq: number;
  /** Puts them and the watermark into the view, in one transaction. */
  readonly carry: () => Promise<void>;
}

/** A view of a ledger, as the loop carries the ledger into it. */
export interface FollowedView {
  /** As a sentence about it begins; the index where it says nothing. */
  readonly title?: string;
  /** The watermark, as the view has committed it. */
  position(): Promise<Watermark>;
  /** The next records from `fromSeq` on, of which the ledger has some. */
  take(fromSeq: number): FollowedPiece;
  /** Does a little of what can wait until nothing is to be carried; returns whether there is more. */
  tidy(): Promise<boolean>;
  /** What was taken may not be in the view: everything is asked and read again. */
  forget(): void;
  /** Throws away what the error says is damaged, so that it is made again; nothing where nothing is. */
  repair(error: TracewellError): Promise<void>;
}

export interface FollowerLoopOptions {
  /** Name of the view, for instance `index`. */
  readonly name: string;
  /** Closed by the caller. */
  readonly reader: LedgerReader;
  readonly view: FollowedView;
  /** Records that make a transaction worth its fixed cost: with fewer it rests a little between two. */
  readonly enoughRecords: number;
  readonly timer?: Timer;
  /** Milliseconds from any origin, never decreasing. */
  readonly nowMs?: () => number;
}

/**
 * Carries a ledger into a view, record by record without a hole. A failing view is tried again, later and
 * later; a damaged one is repaired; a corrupt ledger stops the loop for good.
 */
export class FollowerLoop {
  readonly #options: FollowerLoopOptions;
  readonly #timer: Timer;
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
  #woken = false;
  #running: Promise<void> | null = null;

  constructor(options: FollowerLoopOptions) {
    this.#options = options;
    this.#timer = options.timer ?? systemTimer;
    this.#gathering = new GatheringPause(options.nowMs ?? (() => performance.now()));
    this.#headSeq = options.reader.headSeq;
  }

  /** Last record in the view, as far as known. */
  get watermark(): number {
    return this.#watermark;
  }

  /** Last durable record that it was told of. */
  get headSeq(): number {
    return this.#headSeq;
  }

  /** Neither paused, closed, stopped nor waiting for its next try. */
  get isReady(): boolean {
    return !this.#paused && !this.#closed && !this.#stopped && this.#cancelRetry === null;
  }

  /** Finds out how far the view goes and begins to follow. */
  async open(): Promise<FollowerState> {
    this.assertOpen();
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

  /** Tells how far the ledger is durable; what is missing is carried in the background. */
  advance(headSeq: number): void {
    this.assertOpen();
    const first = this.#headSeq === 0;
    this.#headSeq = Math.max(this.#headSeq, headSeq);
    this.#options.reader.advance(this.#headSeq);
    // Only now can the view be compared with the ledger.
    if (first) this.#known = false;
    if (this.#hasEnough) this.#gathering.end();
    else this.#gathering.cameMore();
    this.#start();
  }

  /** Has the view tidy itself although no record came. */
  wake(): void {
    if (this.#closed) return;
    this.#woken = true;
    this.#start();
  }

  /**
   * Resolves when the view holds every record through `headSeq`, which must be durable; rejects at the
   * first failure, though the loop goes on trying.
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
    this.assertOpen();
    this.#paused = true;
    this.#gathering.end();
    this.#changed();
  }

  resume(): void {
    this.assertOpen();
    this.#paused = false;
    this.#changed();
    this.#start();
  }

  /** Stops after the batch in hand; reader and view stay open. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#gathering.end();
    await this.#running;
    this.#progress.failed(new TracewellError("closed", "The follower is closed."));
  }

  /** Throws `closed`. */
  assertOpen(): void {
    if (this.#closed) throw new TracewellError("closed", "The follower is closed.");
  }

  #status(): FollowerState["status"] {
    if (this.#failure !== null) return "failed";
    if (this.#paused) return "paused";
    return this.#watermark < this.#headSeq ? "catching-up" : "following";
  }

  #start(): void {
    if (this.#running !== null || !this.isReady) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      // Told of a new head, or woken, after the last look.
      if (!this.#known || this.#woken || this.#watermark < this.#headSeq) this.#start();
    });
  }

  async #run(): Promise<void> {
    let more = true;
    while (more && this.isReady) {
      more = await this.#attempt(() => this.#step());
      if (more) await setImmediate();
    }
  }

  /** Does the next piece of work; returns whether there is more. */
  async #step(): Promise<boolean> {
    this.#woken = false;
    if (!this.#known) await this.#readWatermark();
    if (this.#watermark >= this.#headSeq) return this.#tidy();
    if (!this.#hasEnough && this.#gathering.isDue) {
      await this.#gathering.rest();
      return true;
    }
    const piece = this.#options.view.take(this.#watermark + 1);
    await this.#gathering.around(piece.records, piece.carry);
    this.#watermark = piece.lastSeq;
    this.#changed();
    return true;
  }

  async #tidy(): Promise<boolean> {
    if (!this.#gathering.isInLoad) return this.#options.view.tidy();
    await this.#gathering.loadEnd();
    return true;
  }

  get #hasEnough(): boolean {
    return this.#headSeq - this.#watermark >= this.#options.enoughRecords;
  }

  async #readWatermark(): Promise<void> {
    const { reader, view } = this.#options;
    const position = await view.position();
    this.#watermark = position.throughSeq;
    if (this.#headSeq > 0) requireSameHistory(position, reader, view.title);
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

  async #failed(error: TracewellError): Promise<void> {
    this.#known = false;
    this.#options.view.forget();
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
    try {
      await this.#options.view.repair(error);
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
}
