import type { FollowerStatus } from "#query/answers/operation-answers.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import type { Committed } from "./threads.ts";
import { withoutPaths } from "./without-paths.ts";

type CommittedListener = (committed: Committed) => void;

interface IndexWaiter {
  readonly seq: number;
  readonly settle: (indexed: boolean) => void;
}

/** What the main thread knows of the others, from their notices: positions, quarantine, stops. */
export class ServiceState {
  readonly ledger: string;
  headSeq: number;
  quarantinedOpen: number;
  /** The first record that retention has left. */
  keptFromSeq: number;
  follower: FollowerState;
  stopped: string | null = null;
  /** Position the follower had to reach once after the start. */
  readonly startHeadSeq: number;
  #caughtUp = false;
  readonly #dataDir: string;
  readonly #listeners = new Set<CommittedListener>();
  readonly #waiters = new Set<IndexWaiter>();

  constructor(start: {
    ledger: string;
    headSeq: number;
    quarantinedOpen: number;
    keptFromSeq?: number;
    follower: FollowerState;
    dataDir: string;
  }) {
    this.#dataDir = start.dataDir;
    this.ledger = start.ledger;
    this.headSeq = start.headSeq;
    this.startHeadSeq = start.headSeq;
    this.quarantinedOpen = start.quarantinedOpen;
    this.keptFromSeq = start.keptFromSeq ?? 1;
    this.follower = start.follower;
    this.followerMoved(start.follower);
  }

  /**
   * True once the follower has caught up with what was there at start; false again while it has failed, and
   * for good when the ledger takes no more records.
   */
  get ready(): boolean {
    return this.#caughtUp && this.stopped === null && !this.#hasFailed;
  }

  get #hasFailed(): boolean {
    return this.follower.status === "failed";
  }

  /** Reasons are for everybody: they name no path. */
  followers(): FollowerStatus[] {
    const { name, ledger, throughSeq, status, reason } = this.follower;
    return [
      {
        name,
        ledger,
        throughSeq,
        headSeq: this.headSeq,
        status: status === "paused" || status === "failed" ? status : "running",
        ...(reason !== undefined && { reason: withoutPaths(reason, this.#dataDir) }),
      },
    ];
  }

  committed(committed: Committed): void {
    this.headSeq = Math.max(this.headSeq, committed.headSeq);
    for (const listener of this.#listeners) listener(committed);
  }

  onCommitted(listener: CommittedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  followerMoved(follower: FollowerState): void {
    this.follower = follower;
    if (this.#hasFailed) return;
    if (follower.throughSeq >= this.startHeadSeq) this.#caughtUp = true;
    for (const waiter of this.#waiters) {
      if (follower.throughSeq >= waiter.seq) waiter.settle(true);
    }
  }

  /**
   * True when the index has passed `seq`, false when it did not within the time. While the follower has
   * failed its position says nothing: the wait goes on until it works again.
   */
  indexedThrough(seq: number, timeoutMs: number): Promise<boolean> {
    if (!this.#hasFailed && this.follower.throughSeq >= seq) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (indexed: boolean): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(indexed);
      };
      const timer = setTimeout(() => settle(false), timeoutMs);
      const waiter: IndexWaiter = { seq, settle };
      this.#waiters.add(waiter);
    });
  }

  /** Answers everybody who waits, for a shutdown. */
  releaseWaiters(): void {
    for (const { settle } of this.#waiters) settle(false);
  }
}
