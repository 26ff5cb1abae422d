/**
 * The port of the event index: a view of the ledger that answers which records match, newest or oldest
 * first, and how many. It stores tokens, never documents; adapters: `sqlite/`, later `elasticsearch/`.
 * Tokens are made in `domain/tokens/` and are the same for every adapter.
 */

import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import type { PackedBatch } from "./packed-batch.ts";

/**
 * Key tokens carry a prefix that says what they are; message words carry none of these prefixes.
 *   t:<transaction ID>   o:<object type>:<id>   y:<event type>   s:<source name>   a:<actor type>:<id>
 *   u:<outcome>   l:<level>   k:<attribute path>:<value>   h:<attribute path>:<keyed hash>   w:<word>
 *   n:unattributed  (record without a transaction ID)
 * All are case-folded by the tokenizer and contain neither white space nor control characters.
 */
export type Token = string;

/** What the index is asked, after the query language was compiled. */
export type IndexExpression =
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly token: Token }
  | { readonly kind: "prefix"; readonly prefix: Token }
  | { readonly kind: "and"; readonly operands: readonly IndexExpression[] }
  | { readonly kind: "or"; readonly operands: readonly IndexExpression[] }
  | { readonly kind: "not"; readonly operand: IndexExpression };

/** What the index keeps of one record. */
export interface IndexEntry {
  readonly seq: number;
  /** Occurred at, milliseconds since 1970 UTC; may be negative. */
  readonly timeMs: number;
  /** Distinct tokens joined by single spaces. */
  readonly tokens: string;
  /** At least those that no earlier record of the same segment had; repeats are harmless. */
  readonly identifiers: readonly IndexedIdentifier[];
}

/** Consecutive records of one ledger that lie in one segment. */
export interface IndexBatch {
  readonly ledger: string;
  /** First seq of the ledger segment that holds the records: the partition's name. */
  readonly segmentFirstSeq: number;
  readonly entries: readonly IndexEntry[];
  /** `crc` of the last entry's ledger line; kept beside the watermark. Absent when it is not known. */
  readonly lastChecksum?: string;
}

/** Half-open range of occurrence times in epoch milliseconds, and of ledger positions. */
export interface IndexRange {
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Records after these positions are not seen; ledgers not named are seen up to their watermark. */
  readonly throughSeq?: Readonly<Record<string, number>>;
}

export type SortOrder = "newest" | "oldest";

/** A place in the total order (time, ledger, seq); results after it are returned. */
export interface IndexPosition {
  readonly timeMs: number;
  readonly ledger: string;
  readonly seq: number;
}

export interface SearchRequest extends IndexRange {
  readonly expression: IndexExpression;
  readonly order: SortOrder;
  readonly after?: IndexPosition;
  readonly limit: number;
}

export interface HistogramRequest extends IndexRange {
  readonly expression: IndexExpression;
  /** Width of a bucket; buckets begin at multiples of it since 1970. */
  readonly bucketMs: number;
  /** Refused with `invalid-parameter` when the answer would hold more buckets. */
  readonly bucketsMax: number;
}

export interface FacetsRequest extends IndexRange {
  readonly expression: IndexExpression;
  /** Token prefixes whose values are counted, for instance `y:`. */
  readonly prefixes: readonly string[];
  readonly valuesMax: number;
  /**
   * Told of a prefix with so many values that frequent ones may be missing from the answer, though each
   * count given is right. Without it such a request is refused with `invalid-parameter`.
   */
  readonly onIncomplete?: (prefix: string) => void;
}

export interface IndexHit extends IndexPosition {}

export interface HistogramBucket {
  readonly startMs: number;
  readonly count: number;
}

export interface FacetValue {
  /** The token without its prefix. */
  readonly value: string;
  readonly count: number;
}

export interface IdentifierQuery {
  /**
   * Inclusive lower and exclusive upper bound, by code points, of the skeleton, or of the reversed
   * skeleton (`reverseSkeleton`).
   */
  readonly from: string;
  readonly to: string;
  readonly reversed: boolean;
  readonly limit: number;
}

export interface Watermark {
  readonly ledger: string;
  /** Every record up to and including it is indexed; 0 when none. */
  readonly throughSeq: number;
  /** `crc` of that record's ledger line, committed with the watermark; absent when it was not known. */
  readonly checksum?: string;
}

/** What an adapter can do beyond the contract; gates tests and informs users. */
export interface IndexSupports {
  /** Dropping a partition frees its disk at once. */
  readonly dropWholePartitions: boolean;
  /** Read-your-writes directly after `index` resolves. */
  readonly immediateVisibility: boolean;
}

/** The reading half; adapters may run it in any thread beside the writer. */
export interface EventIndexReader {
  readonly supports: IndexSupports;
  /** At most `limit` hits in the total order, newest or oldest first. */
  search(request: SearchRequest): Promise<IndexHit[]>;
  /** Number of matches. */
  count(request: IndexRange & { readonly expression: IndexExpression }): Promise<number>;
  /** Non-empty buckets, ascending. */
  histogram(request: HistogramRequest): Promise<HistogramBucket[]>;
  /** Per prefix the most frequent values, descending by count, then by value. */
  facets(request: FacetsRequest): Promise<Record<string, FacetValue[]>>;
  /** Identifiers in order of the skeleton (or reversed skeleton), object type and ID, without repeats. */
  identifiers(query: IdentifierQuery): Promise<IndexedIdentifier[]>;
  /** What `identifiers` gives for each of these questions, all of the same moment: far cheaper than one by one. */
  identifiersOfEach(queries: readonly IdentifierQuery[]): Promise<IndexedIdentifier[][]>;
  watermarks(): Promise<Watermark[]>;
  /** SHA-256 in hex over every answer-bearing row, equal for equal ledgers however they were indexed. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

/** The writing half: one writer at a time. */
export interface EventIndexWriter {
  /**
   * Indexes records and moves the watermark in one transaction. Records at or below the watermark are
   * ignored, so repeats are harmless; a gap above it is refused (`internal`). A ledger that is new to the
   * index may begin at any segment. Throws `index-unavailable` when the store cannot be used; where a
   * partition must be made anew, `detail.damaged` is true, and `detail.ledger` and
   * `detail.segmentFirstSeq` name it. Batches come as entries or packed; an adapter without a fast way for
   * packed ones takes `asEntries(batch)` (`unpack-batch.ts`).
   */
  index(batch: IndexBatch | PackedBatch): Promise<void>;
  watermark(ledger: string): Promise<number>;
  /** The watermark, 0 when none, with the checksum that was committed with it. */
  position(ledger: string): Promise<Watermark>;
  /** Removes whole partitions that end below `seq`; never a ledger's newest, which holds the watermark. */
  dropBefore(ledger: string, seq: number): Promise<void>;
  /**
   * Removes the partition that holds `seq` and all later ones of the ledger, damaged or not: the watermark
   * falls back, and the ledger is indexed again from there. Returns the new watermark.
   */
  discardFrom(ledger: string, seq: number): Promise<number>;
  /**
   * Does about `pagesMax` pages of tidying in finished partitions, which makes them smaller and faster.
   * Returns whether there is more to do. Answers and digests do not change.
   */
  compact(pagesMax: number): Promise<boolean>;
  /** Removes everything, for a rebuild. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
