import type { FollowerStatus } from "#query/answers/operation-answers.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import type { Committed } from "./threads.ts";

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
  follower: FollowerState;
  stopped: string | null = null;
  /** Position the follower had to reach once after the start. */
  readonly startHeadSeq: number;
  #ready = false;
  readonly #listeners = new Set<CommittedListener>();
  readonly #waiters = new Set<IndexWaiter>();

  constructor(start: {
    ledger: string;
    headSeq: number;
    quarantinedOpen: number;
    follower: FollowerState;
  }) {
    this.ledger = start.ledger;
    this.headSeq = start.headSeq;
    this.startHeadSeq = start.headSeq;
    this.quarantinedOpen = start.quarantinedOpen;
    this.follower = start.follower;
    this.followerMoved(start.follower);
  }

  /** True for good once the follower has caught up with what was there at start. */
  get ready(): boolean {
    return this.#ready;
  }

  followers(): FollowerStatus[] {
    const { name, ledger, throughSeq, status, reason } = this.follower;
    return [
      {
        name,
        ledger,
        throughSeq,
        headSeq: this.headSeq,
        status: status === "paused" || status === "failed" ? status : "running",
        ...(reason !== undefined && { reason }),
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
    if (follower.throughSeq >= this.startHeadSeq) this.#ready = true;
    for (const waiter of this.#waiters) {
      if (follower.throughSeq >= waiter.seq) waiter.settle(true);
    }
  }

  /** True when the index has passed `seq`, false when it did not within the time. */
  indexedThrough(seq: number, timeoutMs: number): Promise<boolean> {
    if (this.follower.throughSeq >= seq) return Promise.resolve(true);
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
