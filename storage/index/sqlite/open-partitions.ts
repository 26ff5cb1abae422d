import { TracewellError } from "#domain/errors.ts";
import type { Watermark } from "../event-index.ts";
import type { RangedPartition } from "./hit-range.ts";
import type { PartitionSummary } from "./open-partition.ts";
import { listPartitions, readGeneration } from "./partition-directory.ts";
import { PartitionReader } from "./partition-reader.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** A partition as last seen; `summary` is final once a later partition of its ledger exists. */
export interface KnownPartition {
  readonly place: PartitionPlace;
  summary: PartitionSummary;
  readonly growing: boolean;
}

/** A partition that holds records. */
export interface ExtentPartition extends RangedPartition {
  readonly known: KnownPartition;
}

/**
 * The partitions a reader sees, and a bounded number of open connections, least recently used closed first.
 */
export class OpenPartitions {
  readonly #directory: string;
  readonly #openMax: number;
  readonly #readers = new Map<string, PartitionReader>();
  #generation: string | null = null;
  #known: KnownPartition[] = [];

  constructor(directory: string, openMax: number) {
    this.#directory = directory;
    this.#openMax = openMax;
  }

  /** Notices new and removed partitions and the progress of those still growing. Call before each answer. */
  look(): void {
    const generation = readGeneration(this.#directory);
    if (generation === this.#generation) {
      for (const known of this.#known) if (known.growing) this.#refresh(known);
      return;
    }
    if (generation === null) {
      throw new TracewellError(
        "index-unavailable",
        "The index was taken away or is being replaced.",
      );
    }
    this.close();
    this.#known = [];
    const places = listPartitions(this.#directory);
    for (const [index, place] of places.entries()) {
      const growing = places[index + 1]?.ledger !== place.ledger;
      this.#known.push({ place, summary: this.#open(place).summary, growing });
    }
    this.#generation = generation;
  }

  /** All partitions, by ledger, then by first seq. */
  get known(): readonly KnownPartition[] {
    return this.#known;
  }

  /** Partitions that hold records, with their extent. */
  *extents(): Generator<ExtentPartition> {
    for (const known of this.#known) {
      const { throughSeq, timeMsMin, timeMsMax } = known.summary;
      if (timeMsMin === null || timeMsMax === null) continue;
      const { ledger, segmentFirstSeq } = known.place;
      yield { known, ledger, segmentFirstSeq, throughSeq, timeMsMin, timeMsMax };
    }
  }

  /** The connection of a partition, opened when needed. */
  reader(partition: ExtentPartition | KnownPartition): PartitionReader {
    return this.#open("known" in partition ? partition.known.place : partition.place);
  }

  watermarks(): Watermark[] {
    return this.#known
      .filter((known) => known.growing)
      .map((known) => ({ ledger: known.place.ledger, throughSeq: known.summary.throughSeq }));
  }

  close(): void {
    for (const reader of this.#readers.values()) reader.close();
    this.#readers.clear();
  }

  #refresh(known: KnownPartition): void {
    const reader = this.#open(known.place);
    reader.refresh();
    known.summary = reader.summary;
  }

  #open(place: PartitionPlace): PartitionReader {
    let reader = this.#readers.get(place.file);
    if (reader === undefined) {
      this.#makeRoom();
      reader = new PartitionReader(place);
    } else {
      this.#readers.delete(place.file);
    }
    this.#readers.set(place.file, reader);
    return reader;
  }

  #makeRoom(): void {
    for (const [file, reader] of this.#readers) {
      if (this.#readers.size < this.#openMax) return;
      this.#readers.delete(file);
      reader.close();
    }
  }
}
