import type { FollowerStatus } from "#query/answers/operation-answers.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";
import type { Committed } from "./threads.ts";
import { withoutPaths } from "./without-paths.ts";

/** The follower that makes records searchable. */
export const INDEX_FOLLOWER = "index";

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
  stopped: string | null = null;
  /** Position that each follower had to reach once after the start. */
  readonly startHeadSeq: number;
  /** By name, in the order in which they were started. */
  readonly #followers = new Map<string, FollowerState>();
  readonly #caughtUp = new Set<string>();
  readonly #dataDir: string;
  readonly #listeners = new Set<CommittedListener>();
  readonly #waiters = new Set<IndexWaiter>();

  constructor(start: {
    ledger: string;
    headSeq: number;
    quarantinedOpen: number;
    keptFromSeq?: number;
    followers: readonly FollowerState[];
    dataDir: string;
  }) {
    this.#dataDir = start.dataDir;
    this.ledger = start.ledger;
    this.headSeq = start.headSeq;
    this.startHeadSeq = start.headSeq;
    this.quarantinedOpen = start.quarantinedOpen;
    this.keptFromSeq = start.keptFromSeq ?? 1;
    for (const follower of start.followers) this.followerMoved(follower);
  }

  /**
   * True once every follower has caught up with what was there at start; false again while one has failed,
   * and for good when the ledger takes no more records.
   */
  get ready(): boolean {
    const states = [...this.#followers.values()];
    return (
      this.stopped === null &&
      states.every(({ name, status }) => this.#caughtUp.has(name) && status !== "failed")
    );
  }

  /** Reasons are for everybody: they name no path. */
  followers(): FollowerStatus[] {
    return [...this.#followers.values()].map((follower) => this.#statusOf(follower));
  }

  #statusOf({ name, ledger, throughSeq, status, reason }: FollowerState): FollowerStatus {
    return {
      name,
      ledger,
      throughSeq,
      headSeq: this.headSeq,
      status: status === "paused" || status === "failed" ? status : "running",
      ...(reason !== undefined && { reason: withoutPaths(reason, this.#dataDir) }),
    };
  }

  /** Every follower has read the ledger through here. */
  get followedThroughSeq(): number {
    return Math.min(...[...this.#followers.values()].map(({ throughSeq }) => throughSeq));
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
    this.#followers.set(follower.name, follower);
    if (follower.status === "failed") return;
    if (follower.throughSeq >= this.startHeadSeq) this.#caughtUp.add(follower.name);
    if (follower.name !== INDEX_FOLLOWER) return;
    for (const waiter of this.#waiters) {
      if (follower.throughSeq >= waiter.seq) waiter.settle(true);
    }
  }

  /**
   * True when the index has passed `seq`, false when it did not within the time. While the follower has
   * failed its position says nothing: the wait goes on until it works again.
   */
  indexedThrough(seq: number, timeoutMs: number): Promise<boolean> {
    const index = this.#followers.get(INDEX_FOLLOWER);
    const isThere = index !== undefined && index.status !== "failed" && index.throughSeq >= seq;
    if (isThere) return Promise.resolve(true);
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
