import type { PackedBatch } from "./packed-batch.ts";

/**
 * Bytes waiting at most, on the way here included: half a second of ingest, or two of the largest groups.
 * More would only cost memory where the index is slower than the writer. What does not fit is read from the
 * ledger when its turn comes.
 */
export const OFFERED_BYTES_MAX = 24 * 1024 * 1024;

/** What an identifier costs while it waits, as measured with ordinary IDs. */
const IDENTIFIER_BYTES = 160;

/** What a batch takes in memory, about. */
export function batchBytes(batch: PackedBatch): number {
  const { timesMs, tokenEnds, tokens, identifiers } = batch;
  const arrays = timesMs.byteLength + tokenEnds.byteLength + tokens.byteLength;
  return arrays + identifiers.length * IDENTIFIER_BYTES;
}

function endOf(batch: PackedBatch): number {
  return batch.firstSeq + batch.records;
}

/** Batches handed over in memory, consecutive, oldest first; a bounded short cut past the ledger. */
export class OfferedBatches {
  readonly #bytesMax: number;
  #batches: PackedBatch[] = [];
  readonly #released = new WeakMap<PackedBatch, () => void>();
  #bytes = 0;

  constructor(bytesMax = OFFERED_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** First seq waiting; Infinity when there is none. */
  get firstSeq(): number {
    return this.#batches[0]?.firstSeq ?? Infinity;
  }

  /**
   * Adds a batch where it continues what waits and fits the bound; else it is let go, so that what waits
   * stays without a hole. Returns whether it was added. `released` is called when it waits no more.
   */
  add(batch: PackedBatch, released: () => void = () => undefined): boolean {
    const last = this.#batches.at(-1);
    const bytes = batchBytes(batch);
    const leavesHole = last !== undefined && endOf(last) !== batch.firstSeq;
    if (leavesHole || (last !== undefined && this.#bytes + bytes > this.#bytesMax)) {
      released();
      return false;
    }
    this.#released.set(batch, released);
    this.#batches.push(batch);
    this.#bytes += bytes;
    return true;
  }

  /**
   * The batches of one segment that continue at `seq`, together at most `recordsMax` records unless one
   * alone has more; shorter history is let go. Empty when the ledger must be read.
   */
  take(seq: number, recordsMax: number): PackedBatch[] {
    for (
      let [batch] = this.#batches;
      batch !== undefined && endOf(batch) <= seq;
      [batch] = this.#batches
    )
      this.#shift();
    const [first] = this.#batches;
    const taken: PackedBatch[] = [];
    if (first === undefined || first.firstSeq > seq) return taken;
    let records = 0;
    for (let [batch] = this.#batches; batch !== undefined; [batch] = this.#batches) {
      records += batch.records;
      const isOther = batch.segmentFirstSeq !== first.segmentFirstSeq;
      if (taken.length > 0 && (isOther || records > recordsMax)) break;
      taken.push(batch);
      this.#shift();
    }
    return taken;
  }

  clear(): void {
    while (this.#batches.length > 0) this.#shift();
  }

  #shift(): void {
    const batch = this.#batches.shift();
    if (batch === undefined) return;
    this.#bytes -= batchBytes(batch);
    this.#released.get(batch)?.();
  }
}
