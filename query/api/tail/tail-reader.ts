import { invariant } from "#domain/errors.ts";
import type { QueryEngine } from "#query/query-engine.ts";
import { SharedSlice } from "./tail-slice.ts";

/** Slices kept for clients that come to the same place a little later. */
const SLICES_KEPT = 16;

export interface TailReaderOptions {
  readonly engine: Pick<QueryEngine, "tail">;
  readonly nowMs: () => number;
  readonly sliceRecordsMax: number;
  readonly sharedQueriesMax: number;
}

interface PendingSlice {
  readonly ledger: string;
  readonly afterSeq: number;
  readonly queries: readonly string[];
  readonly slice: Promise<SharedSlice>;
}

/**
 * Reads the ledger for live streams. Clients at the front, where new records come, share one pass
 * for all their queries, so that each record is parsed once however many look at it; a client that
 * catches up from further back is read for alone.
 */
export class TailReader {
  readonly #options: TailReaderOptions;
  /** How many clients ask each query. */
  readonly #queries = new Map<string, number>();
  /** Newest first. */
  readonly #kept: SharedSlice[] = [];
  readonly #pending = new Set<PendingSlice>();
  readonly #frontSeqs = new Map<string, number>();

  constructor(options: TailReaderOptions) {
    this.#options = options;
  }

  /** Announces a client's queries; the answer takes them back. */
  join(queries: readonly string[]): () => void {
    for (const query of queries) this.#queries.set(query, (this.#queries.get(query) ?? 0) + 1);
    return () => {
      for (const query of queries) {
        const rest = (this.#queries.get(query) ?? 1) - 1;
        if (rest === 0) this.#queries.delete(query);
        else this.#queries.set(query, rest);
      }
    };
  }

  /** What follows `afterSeq`, up to at most `headSeq`; always at least one record further. */
  read(
    ledger: string,
    afterSeq: number,
    headSeq: number,
    queries: readonly string[],
  ): Promise<SharedSlice> {
    const kept = this.#kept.find((slice) => slice.serves(ledger, afterSeq, queries));
    if (kept !== undefined) return Promise.resolve(kept);
    for (const pending of this.#pending) {
      if (pending.ledger !== ledger || pending.afterSeq !== afterSeq) continue;
      if (queries.every((query) => pending.queries.includes(query))) return pending.slice;
    }
    const atFront = afterSeq >= (this.#frontSeqs.get(ledger) ?? 0);
    return this.#start(ledger, afterSeq, headSeq, atFront ? this.#withOthers(queries) : queries);
  }

  #withOthers(queries: readonly string[]): string[] {
    const all = new Set(queries);
    for (const query of this.#queries.keys()) {
      if (all.size >= this.#options.sharedQueriesMax) break;
      all.add(query);
    }
    return [...all];
  }

  #start(
    ledger: string,
    afterSeq: number,
    headSeq: number,
    queries: readonly string[],
  ): Promise<SharedSlice> {
    const slice = this.#fetch(ledger, afterSeq, headSeq, queries).finally(() =>
      this.#pending.delete(pending),
    );
    const pending: PendingSlice = { ledger, afterSeq, queries, slice };
    this.#pending.add(pending);
    return slice;
  }

  async #fetch(
    ledger: string,
    afterSeq: number,
    headSeq: number,
    queries: readonly string[],
  ): Promise<SharedSlice> {
    const { engine, nowMs, sliceRecordsMax: recordsMax } = this.#options;
    const request = { ledger, afterSeq, headSeq, queries, nowMs: nowMs(), recordsMax };
    const slice = await engine.tail(request);
    invariant(slice.throughSeq > afterSeq, `a slice after ${ledger}:${afterSeq} must move on`);
    const shared = new SharedSlice(ledger, afterSeq, queries, slice);
    this.#keep(shared);
    return shared;
  }

  #keep(slice: SharedSlice): void {
    this.#kept.unshift(slice);
    this.#kept.length = Math.min(this.#kept.length, SLICES_KEPT);
    const front = this.#frontSeqs.get(slice.ledger) ?? 0;
    this.#frontSeqs.set(slice.ledger, Math.max(front, slice.throughSeq));
  }
}
