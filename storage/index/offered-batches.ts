import type { PackedBatch } from "./packed-batch.ts";

/**
 * Bytes waiting at most: half a second of ingest at full speed, or a longest transaction of the index.
 * What does not fit is read from the ledger when its turn comes.
 */
export const OFFERED_BYTES_MAX = 48 * 1024 * 1024;

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
   * stays without a hole. Returns whether it was added.
   */
  add(batch: PackedBatch): boolean {
    const last = this.#batches.at(-1);
    if (last !== undefined && endOf(last) !== batch.firstSeq) return false;
    const bytes = batchBytes(batch);
    if (last !== undefined && this.#bytes + bytes > this.#bytesMax) return false;
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
    this.#batches = [];
    this.#bytes = 0;
  }

  #shift(): void {
    const batch = this.#batches.shift();
    if (batch !== undefined) this.#bytes -= batchBytes(batch);
  }
}
