import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { GrowingBytes } from "#domain/plain-events/growing-bytes.ts";
import { PlainIdentifiers } from "#domain/plain-events/plain-identifiers.ts";
import type { PlainSpans } from "#domain/plain-events/plain-spans.ts";
import { PlainTokens } from "#domain/plain-events/plain-tokens.ts";
import type { CommittedGroup } from "#storage/ledger/ledger.ts";
import { createIndexEntry, type IndexableRecord, type RecordHasher } from "./index-entry.ts";
import type { PackedBatch } from "./packed-batch.ts";
import { RecentIdentifiers } from "./recent-identifiers.ts";

/** Bytes of tokens in one batch; a group of one full body has about 12 MiB. A larger one is not packed. */
export const PACKED_TOKEN_BYTES_MAX = 16 * 1024 * 1024;

/** Room at first: for about a hundred records. What a group took is kept ready for the next. */
const RECORDS_AT_FIRST = 128;
const TOKEN_BYTES_AT_FIRST = 16 * 1024;

/** No segment: the first record of a ledger has seq 1. */
const NO_SEGMENT = 0;

/**
 * Packs what the index keeps of a group's records while the writer has them in hand. To be told of every
 * record as it is staged, in order, and of the group when it is committed.
 */
export class PackedBatchBuilder {
  readonly #ledger: string;
  readonly #hash: RecordHasher;
  readonly #plainTokens = new PlainTokens();
  readonly #plainIdentifiers = new PlainIdentifiers();
  readonly #recent = new RecentIdentifiers();
  #segmentFirstSeq = NO_SEGMENT;
  #records = 0;
  /** False when the present group cannot be packed. */
  #isWhole = true;
  #timesMs = new Float64Array(RECORDS_AT_FIRST);
  #tokenEnds = new Uint32Array(RECORDS_AT_FIRST);
  #tokens = new GrowingBytes(TOKEN_BYTES_AT_FIRST);
  #identifiers: IndexedIdentifier[] = [];

  constructor(options: { readonly ledger: string; readonly hash: RecordHasher }) {
    this.#ledger = options.ledger;
    this.#hash = options.hash;
  }

  /** Adds a plain event of `byteLength` bytes, as a scanner found it. */
  addPlain(spans: PlainSpans, byteLength: number, sourceName: string): void {
    if (!this.#isWhole) return;
    this.#plainTokens.write(spans, byteLength, sourceName, this.#tokens);
    this.#plainIdentifiers.collect(spans, this.#identifiers);
    this.#end(spans.timeMs);
  }

  /** Adds any record, as it is read back from the ledger. */
  add(record: IndexableRecord): void {
    if (!this.#isWhole) return;
    try {
      const entry = createIndexEntry(record, {
        hash: this.#hash,
        segmentFirstSeq: this.#segmentFirstSeq,
        recent: this.#recent,
      });
      this.#tokens.append(Buffer.from(entry.tokens));
      for (const identifier of entry.identifiers) this.#identifiers.push(identifier);
      this.#end(entry.timeMs);
    } catch {
      // It concerns the index alone, which meets it where it reads the record, and says so itself.
      this.#isWhole = false;
    }
  }

  /**
   * The batch of the group just committed. Null when the index must read it from the ledger: it is too
   * large, or the first of another segment, where identifiers left out as known would be missing.
   */
  take(group: CommittedGroup): PackedBatch | null {
    const { firstSeq, lastSeq, segmentFirstSeq, lastChecksum } = group;
    const begins = segmentFirstSeq !== this.#segmentFirstSeq;
    const fits = !begins || this.#segmentFirstSeq === NO_SEGMENT;
    const isWhole = this.#isWhole && this.#records === lastSeq - firstSeq + 1;
    const batch: PackedBatch | null =
      isWhole && fits
        ? {
            ledger: this.#ledger,
            segmentFirstSeq,
            firstSeq,
            records: this.#records,
            timesMs: this.#timesMs,
            tokenEnds: this.#tokenEnds,
            tokens: this.#tokens.bytes.subarray(0, this.#tokens.length),
            identifiers: this.#identifiers,
            lastChecksum,
          }
        : null;
    if (begins) this.#enter(segmentFirstSeq, fits);
    this.#beginNext();
    return batch;
  }

  #enter(segmentFirstSeq: number, isFirst: boolean): void {
    this.#segmentFirstSeq = segmentFirstSeq;
    this.#recent.enter(segmentFirstSeq);
    if (isFirst) return;
    this.#plainIdentifiers.forget();
  }

  /** The arrays may have been handed over: the next group gets its own, as large as this one's. */
  #beginNext(): void {
    const records = Math.max(RECORDS_AT_FIRST, this.#records);
    this.#timesMs = new Float64Array(records);
    this.#tokenEnds = new Uint32Array(records);
    this.#tokens = new GrowingBytes(Math.max(TOKEN_BYTES_AT_FIRST, this.#tokens.length));
    this.#identifiers = [];
    this.#records = 0;
    this.#isWhole = true;
  }

  #end(timeMs: number): void {
    const place = this.#records;
    if (place === this.#timesMs.length) this.#grow();
    this.#timesMs[place] = timeMs;
    this.#tokenEnds[place] = this.#tokens.length;
    this.#records += 1;
    this.#isWhole = this.#tokens.length <= PACKED_TOKEN_BYTES_MAX;
  }

  #grow(): void {
    const timesMs = new Float64Array(this.#timesMs.length * 2);
    timesMs.set(this.#timesMs);
    this.#timesMs = timesMs;
    const tokenEnds = new Uint32Array(this.#tokenEnds.length * 2);
    tokenEnds.set(this.#tokenEnds);
    this.#tokenEnds = tokenEnds;
  }
}
