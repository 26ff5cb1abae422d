import type { IndexBatch } from "./event-index.ts";

/** Entries waiting at most; about 50 MiB. What does not fit is read from the ledger when its turn comes. */
export const OFFERED_ENTRIES_MAX = 50_000;

/** Batches handed over in memory, consecutive, oldest first; a bounded short cut past the ledger. */
export class OfferedBatches {
  readonly #entriesMax: number;
  #batches: IndexBatch[] = [];
  #entries = 0;

  constructor(entriesMax = OFFERED_ENTRIES_MAX) {
    this.#entriesMax = entriesMax;
  }

  /** First seq waiting; Infinity when there is none. */
  get firstSeq(): number {
    return this.#batches[0]?.entries[0]?.seq ?? Infinity;
  }

  /** Adds a batch; what waits before a hole, or beyond the bound, is let go, oldest first. */
  add(batch: IndexBatch): void {
    const first = batch.entries[0];
    if (first === undefined) return;
    const last = this.#batches.at(-1)?.entries.at(-1);
    if (last !== undefined && last.seq + 1 !== first.seq) this.clear();
    this.#batches.push(batch);
    this.#entries += batch.entries.length;
    while (this.#entries > this.#entriesMax) this.#shift();
  }

  /** The batch that continues at `seq`, with shorter history let go; null when the ledger must be read. */
  take(seq: number): IndexBatch | null {
    while (this.#endSeq() < seq) this.#shift();
    const [batch] = this.#batches;
    const first = batch?.entries[0];
    if (batch === undefined || first === undefined || first.seq > seq) return null;
    this.#shift();
    return batch;
  }

  clear(): void {
    this.#batches = [];
    this.#entries = 0;
  }

  #endSeq(): number {
    return this.#batches[0]?.entries.at(-1)?.seq ?? Infinity;
  }

  #shift(): void {
    this.#entries -= this.#batches.shift()?.entries.length ?? 0;
  }
}
