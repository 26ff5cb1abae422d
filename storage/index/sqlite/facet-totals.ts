import { prefixEnd } from "#domain/identifiers/skeleton.ts";
import type { KnownPartition } from "./known-partition.ts";
import type { PartitionReader } from "./partition-reader.ts";

const SELECT_TOTALS = "SELECT term, doc FROM terms WHERE term >= ? AND term < ?";

/** A value without its prefix, and its records in one partition. */
export type Total = readonly [value: string, records: number];

interface CountedTotals {
  readonly throughSeq: number;
  readonly totals: readonly Total[];
}

/** Prefixes remembered, and values of each: what a page of charts asks for, below a megabyte in all. */
const REMEMBERED_MAX = 64;
const REMEMBERED_VALUES_MAX = 1_000;

/**
 * Counts the records of each value that stands behind a prefix, which goes through them all, and remembers
 * what it counted for as long as the partition does not grow.
 */
export class FacetTotalsCount {
  readonly #counted = new Map<string, CountedTotals>();

  /** Values of one partition. `valuesMax` bounds what is gathered; null when there are more. */
  of(
    known: KnownPartition,
    reader: PartitionReader,
    prefix: string,
    valuesMax: number,
  ): readonly Total[] | null {
    const key = `${known.place.file} ${prefix}`;
    const { throughSeq } = known.summary;
    const counted = this.#counted.get(key);
    if (counted?.throughSeq === throughSeq) return counted.totals;
    const totals: Total[] = [];
    for (const row of reader.rows(SELECT_TOTALS, prefix, prefixEnd(prefix))) {
      totals.push([String(row["term"]).slice(prefix.length), Number(row["doc"])]);
      if (totals.length > valuesMax) return null;
    }
    this.#counted.delete(key);
    if (totals.length <= REMEMBERED_VALUES_MAX) this.#remember(key, { throughSeq, totals });
    return totals;
  }

  /** To be called when partitions have come or gone. */
  forget(): void {
    this.#counted.clear();
  }

  #remember(key: string, counted: CountedTotals): void {
    const [oldest] = this.#counted.keys();
    if (oldest !== undefined && this.#counted.size >= REMEMBERED_MAX) this.#counted.delete(oldest);
    this.#counted.set(key, counted);
  }
}
