import type { ServiceState } from "./service-state.ts";
import type { SegmentSealing } from "./segment-sealing.ts";
import type { ThreadClient } from "./thread-rpc.ts";

/** Whole segments are removed, days old: looking more often would find nothing more. */
const RETENTION_INTERVAL_MS = 3_600_000;

const DAY_MS = 86_400_000;

type Caller = Pick<ThreadClient, "call">;

/** What the writer is asked to note as removed. */
export interface RemovalRequest {
  readonly recordedBefore: string;
  /** Last record in every view: what one lacks stays. */
  readonly throughSeq: number;
  readonly removedAt: string;
  readonly by: string;
}

export interface RetentionScheduleOptions {
  readonly retainDays: number;
  readonly writer: Caller;
  /** Those of views, which drop what is removed. */
  readonly followers: readonly Caller[];
  readonly readers: readonly Caller[];
  readonly sealing: Pick<SegmentSealing, "idle">;
  readonly state: Pick<
    ServiceState,
    "followedThroughSeq" | "keptFromSeq" | "startHeadSeq" | "indexedThrough"
  >;
  readonly nowMs: () => number;
  readonly onRemoved: (keptFromSeq: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Removes old segments beside the other work: the writer notes between two groups what goes, the views drop
 * what they hold of it, and only then are the files removed; whoever still has one open closes it. A start
 * finishes what was noted and not done.
 */
export class RetentionSchedule {
  readonly #options: RetentionScheduleOptions;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  /** What was noted as removed before it is gone. */
  #doneBefore: number;

  constructor(options: RetentionScheduleOptions) {
    this.#options = options;
    this.#doneBefore = options.state.keptFromSeq;
  }

  /** Looks once the index has caught up with the start, and then every hour. */
  start(): void {
    const { state } = this.#options;
    const caughtUp = state.indexedThrough(state.startHeadSeq, RETENTION_INTERVAL_MS);
    void caughtUp.then((isIndexed) => (isIndexed ? this.run() : undefined));
    this.#timer = setInterval(() => void this.run(), RETENTION_INTERVAL_MS);
    this.#timer.unref();
  }

  /** Removes what is old now. Failures are told to `onFailure`, and it is tried again an hour later. */
  async run(): Promise<void> {
    const { sealing, onFailure } = this.#options;
    try {
      // The sealer must not be at work on what is removed.
      await sealing.idle();
      if (!this.#closed) await this.#remove();
    } catch (error) {
      if (!this.#closed) onFailure(error);
    }
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  async #remove(): Promise<void> {
    const { retainDays, writer, followers, readers, state, nowMs, onRemoved } = this.#options;
    const now = nowMs();
    const request: RemovalRequest = {
      recordedBefore: new Date(now - retainDays * DAY_MS).toISOString(),
      throughSeq: state.followedThroughSeq,
      removedAt: new Date(now).toISOString(),
      by: `the setting retainDays, which is ${retainDays}`,
    };
    const keptFromSeq = await writer.call<number>("noteRemoval", request);
    if (keptFromSeq <= this.#doneBefore) return;
    state.keptFromSeq = keptFromSeq;
    for (const follower of followers) await follower.call("dropBefore", keptFromSeq);
    await writer.call("finishRemoval", null);
    const holders = [...followers, ...readers];
    await Promise.all(holders.map((holder) => holder.call("forgetRemoved", null)));
    this.#doneBefore = keptFromSeq;
    onRemoved(keptFromSeq);
  }
}
