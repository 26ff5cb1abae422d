import { invariant, TracewellError } from "#domain/errors.ts";
import { type FollowedPiece, FollowerLoop } from "#storage/index/follower-loop.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import { systemTimer, type Timer } from "#storage/index/retry-delays.ts";
import { type CarrierOptions, LifecycleCarrier } from "./lifecycle-carrier.ts";

/** Records that make a transaction worth its fixed cost: objects are judged once in each. */
const TRANSACTION_RECORDS = 10_000;

/** Longest time without a look at what changes by itself; it bounds how stale `judgedThroughMs` is. */
const LOOK_MS_MAX = 10_000;

/** `reader` and `writer` are closed by the caller. */
export interface LifecycleFollowerOptions extends CarrierOptions {
  /** Name of the view, for instance `lifecycles`. */
  readonly name: string;
  readonly timer?: Timer;
}

/**
 * Carries a ledger into the view of lifecycles: each object that new records touch is judged again, and each
 * whose answer changes because time passes. Fails, repairs and stops as `FollowerLoop` does.
 */
export class LifecycleFollower {
  readonly #options: LifecycleFollowerOptions;
  readonly #timer: Timer;
  readonly #carrier: LifecycleCarrier;
  readonly #loop: FollowerLoop;
  #cancelLook: (() => void) | null = null;

  constructor(options: LifecycleFollowerOptions) {
    this.#options = options;
    this.#timer = options.timer ?? systemTimer;
    this.#carrier = new LifecycleCarrier(options);
    const { name, reader, writer } = options;
    this.#loop = new FollowerLoop({
      name,
      reader,
      timer: this.#timer,
      enoughRecords: TRANSACTION_RECORDS,
      view: {
        title: "The view of lifecycles",
        position: () => writer.position(reader.ledger),
        take: (fromSeq) => this.#take(fromSeq),
        tidy: () => this.#look(),
        forget: () => this.#carrier.forget(),
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
   * Retention has removed the records below `seq`. Resolves when that is noted; objects that they told of are
   * judged by what is left in the background.
   */
  async dropBefore(seq: number): Promise<void> {
    const { reader, writer } = this.#options;
    this.#loop.assertOpen();
    await writer.dropBefore(reader.ledger, seq);
    this.#loop.wake();
  }

  /** Stops after the batch in hand; reader and writer stay open. */
  async close(): Promise<void> {
    this.#cancelLook?.();
    await this.#loop.close();
    this.#cancelLook?.();
  }

  #take(fromSeq: number): FollowedPiece {
    const piece = this.#carrier.next(fromSeq, TRANSACTION_RECORDS);
    if (piece === null) {
      throw new TracewellError("ledger-corrupt", `Record ${fromSeq} is not in the ledger.`, {
        detail: { seq: fromSeq },
      });
    }
    const records = piece.records.length;
    const lastSeq = piece.firstSeq + records - 1;
    invariant(records > 0, "a piece holds records");
    const isAtHead = () => lastSeq >= this.#loop.headSeq;
    return { records, lastSeq, carry: () => this.#carrier.carry(piece, { fromSeq, isAtHead }) };
  }

  /** Looks at what changes without a record; then waits until something does. */
  async #look(): Promise<boolean> {
    this.#cancelLook?.();
    this.#cancelLook = null;
    const { watermark, headSeq } = this.#loop;
    // Before the ledger's end is known, nothing can be said for sure.
    if (headSeq === 0) return false;
    if (await this.#carrier.tidy(watermark)) return true;
    const nextMs = await this.#options.writer.nextChangeMs();
    const waitMs = nextMs === null ? LOOK_MS_MAX : nextMs - this.#options.nowMs();
    this.#cancelLook = this.#timer(Math.min(Math.max(waitMs, 1), LOOK_MS_MAX), () => {
      this.#cancelLook = null;
      this.#loop.wake();
    });
    return false;
  }
}
