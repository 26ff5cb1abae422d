import type { IdentityHasher } from "./identity-hash.ts";
import type { IdentityTable } from "./identity-table.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";

/** Identities of a segment that the writer has left and whose file is still being made. */
export class WaitingIdentities {
  readonly segment: SealedSegment;
  readonly #table: IdentityTable;

  constructor(segment: SealedSegment, table: IdentityTable) {
    this.segment = segment;
    this.#table = table;
  }

  get firstSeq(): number {
    return this.segment.firstSeq;
  }

  get lastSeq(): number {
    return this.segment.lastSeq;
  }

  /** Seqs of the records with the hash that `hasher` holds; nearly always none or one. */
  find({ low, high }: IdentityHasher): readonly number[] {
    const found: number[] = [];
    let slot = this.#table.probe(low, high, -1);
    while (slot >= 0) {
      found.push(this.segment.firstSeq + this.#table.recordAt(slot));
      slot = this.#table.probe(low, high, slot);
    }
    return found;
  }

  /** The table itself answers as fast as a filter would. */
  mayHave(): boolean {
    return true;
  }

  close(): void {
    // Nothing is open: the table is memory alone.
  }
}
