import { invariant } from "#domain/errors.ts";
import type { IndexBatch } from "../event-index.ts";
import { hasKeyFilter } from "./key-filter-file.ts";
import { openPartition, readSummary } from "./open-partition.ts";
import { partitionPlace, removePartition } from "./partition-directory.ts";
import { createEmptyPartition, PartitionWriter } from "./partition-writer.ts";
import { damaged } from "./translate-error.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** The partitions of one ledger as their writer holds them: all known by name, the newest open. */
export class LedgerPartitions {
  readonly #directory: string;
  readonly #ledger: string;
  #places: PartitionPlace[];
  #checked = false;
  #newest: PartitionWriter | undefined;
  /** Finished partitions that were not compacted yet or lack their filter, and the one being compacted. */
  #loose: PartitionPlace[] = [];
  #compacting: PartitionWriter | undefined;

  constructor(directory: string, ledger: string, places: readonly PartitionPlace[]) {
    this.#directory = directory;
    this.#ledger = ledger;
    this.#places = [...places];
  }

  /** Last indexed seq, 0 when there is no partition. Checks all partitions once. */
  watermark(): number {
    const newest = this.#places.at(-1);
    if (newest === undefined) return 0;
    if (!this.#checked) this.#check();
    this.#newest ??= new PartitionWriter(newest);
    return this.#newest.summary.throughSeq;
  }

  /** Of the record at the watermark; null when it is not known. Ask for the watermark first. */
  get checksum(): string | null {
    return this.#newest?.summary.throughChecksum ?? null;
  }

  /** The partition a batch belongs to; calls `onCreate` after making a new one. */
  partitionFor(batch: Pick<IndexBatch, "segmentFirstSeq">, onCreate: () => void): PartitionWriter {
    const watermark = this.watermark();
    const newest = this.#newest;
    if (newest !== undefined) {
      if (newest.place.segmentFirstSeq === batch.segmentFirstSeq) return newest;
      invariant(
        batch.segmentFirstSeq === watermark + 1,
        `segment ${batch.segmentFirstSeq} of ledger ${this.#ledger} begins at its first record`,
      );
      // The new file must not outlive records of the old one in a power cut: that would leave a hole.
      newest.checkpoint();
      this.#closeNewest();
    }
    const place = partitionPlace(this.#directory, this.#ledger, batch.segmentFirstSeq);
    createEmptyPartition(place);
    if (newest !== undefined) this.#loose.push(newest.place);
    this.#places.push(place);
    this.#checked = true;
    this.#newest = new PartitionWriter(place);
    onCreate();
    return this.#newest;
  }

  /** Removes partitions that end below `seq`, except the newest. Returns whether there were any. */
  dropBefore(seq: number): boolean {
    const places = this.#places.filter(
      (_place, index) => (this.#places[index + 1]?.segmentFirstSeq ?? Infinity) <= seq,
    );
    return this.#remove(places);
  }

  /** Removes the partition that holds `seq` and all later ones. Returns whether there were any. */
  discardFrom(seq: number): boolean {
    this.#closeNewest();
    this.#checked = false;
    const places = this.#places.filter(
      (_place, index) => (this.#places[index + 1]?.segmentFirstSeq ?? Infinity) > seq,
    );
    // The newest first: what an interruption leaves must end early, not begin late.
    return this.#remove(places.toReversed());
  }

  /** Compacts a slice of the oldest loose partition; returns whether there is more. */
  compact(pagesMax: number): boolean {
    this.watermark();
    const [place] = this.#loose;
    if (place === undefined) return false;
    this.#compacting ??= new PartitionWriter(place);
    if (this.#compacting.compact(pagesMax)) return true;
    this.#closeCompacting();
    this.#loose.shift();
    return this.#loose.length > 0;
  }

  close(): void {
    this.#closeNewest();
    this.#closeCompacting();
  }

  /** Opens every finished partition once: each must be whole and end where the next begins. */
  #check(): void {
    this.#loose = [];
    for (const [index, place] of this.#places.entries()) {
      const next = this.#places[index + 1];
      if (next === undefined) break;
      const database = openPartition(place, "read");
      try {
        const summary = readSummary(database, place);
        if (summary.throughSeq + 1 !== next.segmentFirstSeq) {
          throw damaged(`records after ${summary.throughSeq} are missing`, place);
        }
        if (!summary.compacted || !hasKeyFilter(place, summary)) this.#loose.push(place);
      } finally {
        database.close();
      }
    }
    this.#checked = true;
  }

  #remove(places: readonly PartitionPlace[]): boolean {
    if (places.length === 0) return false;
    this.#closeCompacting();
    for (const removed of places) {
      removePartition(removed);
      this.#places = this.#places.filter((place) => place !== removed);
      this.#loose = this.#loose.filter((place) => place !== removed);
    }
    return true;
  }

  #closeNewest(): void {
    this.#newest?.close();
    this.#newest = undefined;
  }

  #closeCompacting(): void {
    this.#compacting?.close();
    this.#compacting = undefined;
  }
}
