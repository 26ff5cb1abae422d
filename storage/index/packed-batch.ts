import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";

/**
 * What the index keeps of consecutive records of one segment, as bytes: the writer makes it while it has the
 * records in hand, and it crosses to the indexer by transfer, without an object for each record.
 */
export interface PackedBatch {
  readonly ledger: string;
  /** First seq of the segment that holds the records: the partition's name. */
  readonly segmentFirstSeq: number;
  /** Of the first record; the others follow without a hole. */
  readonly firstSeq: number;
  readonly records: number;
  /** Occurred at, milliseconds since 1970 UTC, one a record; may be negative. Longer than `records` at will. */
  readonly timesMs: Float64Array<ArrayBuffer>;
  /** Where each record's tokens end in `tokens`; they begin where those of the record before end. */
  readonly tokenEnds: Uint32Array<ArrayBuffer>;
  /** UTF-8: of each record its distinct tokens joined by single spaces, with nothing between records. */
  readonly tokens: Uint8Array<ArrayBuffer>;
  /** Identifiers of all records; at least those that no earlier record of the same segment had. */
  readonly identifiers: readonly IndexedIdentifier[];
  /** `crc` of the last record's ledger line. */
  readonly lastChecksum: string;
}
