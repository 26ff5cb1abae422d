import type { TracewellError } from "#domain/errors.ts";

export interface FollowerState {
  readonly name: string;
  readonly ledger: string;
  /** Every record up to and including it is in the view. */
  readonly throughSeq: number;
  /** Last durable record the follower was told of. */
  readonly headSeq: number;
  readonly status: "following" | "catching-up" | "paused" | "failed";
  /** Why it failed, one sentence. */
  readonly reason?: string;
}

interface Waiter {
  readonly seq: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Who wants to know how far a follower has come. */
export class FollowerProgress {
  readonly #listeners = new Set<(state: FollowerState) => void>();
  readonly #waiters = new Set<Waiter>();

  listen(listener: (state: FollowerState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the view holds every record through `seq`, rejects at the next failure. */
  reached(seq: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiters.add({ seq, resolve, reject });
    return promise;
  }

  moved(state: FollowerState): void {
    for (const waiter of this.#waiters) {
      if (waiter.seq > state.throughSeq) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
    for (const listener of this.#listeners) listener(state);
  }

  failed(error: TracewellError): void {
    for (const waiter of this.#waiters) waiter.reject(error);
    this.#waiters.clear();
  }
}
