import { TracewellError } from "#domain/errors.ts";
import type { IndexExpression, Watermark } from "../event-index.ts";
import { compileQuery, NONE_QUERY, PREFIX_TOKENS_MAX } from "./compile-query.ts";
import type { CompiledQuery } from "./compile-query.ts";
import { FacetTotalsCount, type Total } from "./facet-totals.ts";
import type { RangedPartition } from "./hit-range.ts";
import { KeyFilters } from "./key-filters.ts";
import type { KnownPartition } from "./known-partition.ts";
import type { PartitionSummary } from "./open-partition.ts";
import { listPartitions, readGeneration } from "./partition-directory.ts";
import type { Generation } from "./partition-directory.ts";
import { PartitionReader } from "./partition-reader.ts";
import { damaged } from "./translate-error.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** Looks at an index that changes under the reader's eyes; retention drops one partition at a time. */
const LOOK_ATTEMPTS_MAX = 3;

/** What an expression means in a partition: prefixes differ from one to the next. */
export type PartitionQuery = (partition: ExtentPartition) => CompiledQuery;

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
  readonly #filters = new KeyFilters();
  readonly #totals = new FacetTotalsCount();
  readonly #onOpen: (file: string) => void;
  /** Null before the first look and after one that failed. */
  #generation: Generation | null = null;
  #seen = false;
  #known: KnownPartition[] = [];

  /** `onOpen` is told of every connection made. */
  constructor(directory: string, openMax: number, onOpen: (file: string) => void) {
    this.#directory = directory;
    this.#openMax = openMax;
    this.#onOpen = onOpen;
  }

  /**
   * Looks at the index as it is now, and keeps that view while `work` makes an answer of it. Throws
   * `index-unavailable` when the index is damaged or was taken away.
   */
  answer<Result>(work: () => Result): Result {
    try {
      this.#look();
      return work();
    } finally {
      for (const reader of this.#readers.values()) reader.release();
    }
  }

  /** Notices new and removed partitions and the progress of those still growing. */
  #look(): void {
    for (let attempt = 1; ; attempt += 1) {
      const generation = readGeneration(this.#directory);
      try {
        this.#lookAt(generation);
        return;
      } catch (error) {
        // A partition may vanish between listing and opening; the generation then changed too.
        const now = readGeneration(this.#directory);
        if (now?.revision === generation?.revision || attempt === LOOK_ATTEMPTS_MAX) throw error;
      }
    }
  }

  #lookAt(generation: Generation | null): void {
    if (generation === null) {
      if (!this.#seen) return;
      throw new TracewellError(
        "index-unavailable",
        "The index was taken away or is being replaced.",
      );
    }
    this.#seen = true;
    if (generation.revision === this.#generation?.revision) {
      for (const known of this.#known) if (known.growing) known.summary = this.#hold(known.place);
      return;
    }
    this.#filters.forget();
    this.#totals.forget();
    const places = listPartitions(this.#directory);
    const sameFiles = generation.epoch === this.#generation?.epoch;
    this.#closeAllBut(sameFiles ? places : []);
    const finished = new Map<string, KnownPartition>();
    for (const known of sameFiles ? this.#known : []) {
      if (!known.growing) finished.set(known.place.file, known);
    }
    this.#generation = null;
    this.#known = places.map(
      (place, index) => finished.get(place.file) ?? this.#know(place, places[index + 1]),
    );
    this.#generation = generation;
  }

  #know(place: PartitionPlace, next: PartitionPlace | undefined): KnownPartition {
    if (next?.ledger !== place.ledger) return { place, summary: this.#hold(place), growing: true };
    const reader = this.#open(place);
    reader.refresh();
    const { summary } = reader;
    if (summary.throughSeq + 1 !== next.segmentFirstSeq) {
      throw damaged(`records after ${summary.throughSeq} are missing`, place);
    }
    return { place, summary, growing: false };
  }

  #hold(place: PartitionPlace): PartitionSummary {
    const reader = this.#open(place);
    reader.hold();
    return reader.summary;
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
  reader(known: KnownPartition): PartitionReader {
    return this.#open(known.place);
  }

  /** Whether a partition can hold what has this key; true when that is not known. */
  mayHold(known: KnownPartition, key: string): boolean {
    return this.#filters.mayHold(key, known);
  }

  /** Records of each value of a prefix in one partition; null when there are more than `valuesMax` values. */
  totals(known: KnownPartition, prefix: string, valuesMax: number): readonly Total[] | null {
    const stored = this.#filters.totals(prefix, known);
    return stored ?? this.#totals.of(known, this.reader(known), prefix, valuesMax);
  }

  /** Compiles an expression for whichever partition is asked about; those that cannot match are not opened. */
  query(expression: IndexExpression): PartitionQuery {
    const compiled = this.#compiled(expression);
    const mayMatch = this.#filters.test(expression);
    return (partition) => (mayMatch(partition.known) ? compiled(partition) : NONE_QUERY);
  }

  #compiled(expression: IndexExpression): PartitionQuery {
    let hasPrefix = false;
    const common = compileQuery(expression, () => {
      hasPrefix = true;
      return null;
    });
    if (!hasPrefix) return () => common;
    return ({ known }) =>
      compileQuery(expression, (prefix) =>
        this.reader(known).tokensWithPrefix(prefix, PREFIX_TOKENS_MAX),
      );
  }

  watermarks(): Watermark[] {
    return this.#known
      .filter((known) => known.growing)
      .map(({ place, summary }) => watermarkOf(place.ledger, summary));
  }

  close(): void {
    this.#closeAllBut([]);
    this.#filters.forget();
  }

  #closeAllBut(places: readonly PartitionPlace[]): void {
    const kept = new Set(places.map((place) => place.file));
    for (const [file, reader] of this.#readers) {
      if (kept.has(file)) continue;
      this.#readers.delete(file);
      reader.close();
    }
  }

  #open(place: PartitionPlace): PartitionReader {
    let reader = this.#readers.get(place.file);
    if (reader === undefined) {
      this.#makeRoom();
      reader = new PartitionReader(place);
      this.#onOpen(place.file);
    } else {
      this.#readers.delete(place.file);
    }
    this.#readers.set(place.file, reader);
    return reader;
  }

  #makeRoom(): void {
    for (const [file, reader] of this.#readers) {
      if (this.#readers.size < this.#openMax) return;
      if (reader.isHeld) continue;
      this.#readers.delete(file);
      reader.close();
    }
  }
}

function watermarkOf(ledger: string, summary: PartitionSummary): Watermark {
  const { throughSeq, throughChecksum: checksum } = summary;
  return checksum === null ? { ledger, throughSeq } : { ledger, throughSeq, checksum };
}
