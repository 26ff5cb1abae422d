import { invariant, TracewellError } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { unreadable } from "./ledger-failure.ts";
import type { LedgerBlock, LedgerLine, LedgerReader, SegmentInfo } from "./ledger.ts";
import { openSegmentContent } from "./segment-content.ts";
import { HEADER_BYTES_MAX } from "./segment-header.ts";
import { listSegments, segmentPaths } from "./segment-files.ts";
import { SegmentReader } from "./segment-reader.ts";

/** Segments kept open at once, two descriptors each: timelines seldom touch more. */
const SEGMENTS_OPEN_MAX = 32;

export interface LedgerReaderOptions {
  readonly files: FileLayer;
  /** The ledger's own directory, `<data directory>/ledgers/<name>`. */
  readonly directory: string;
  readonly ledger: string;
  /**
   * Take the head from the files when opening: the last complete record. For use beside no writer; beside
   * one it may be a record that is not durable yet. Otherwise the head is 0 until `advance`.
   */
  readonly headFromFiles?: boolean;
}

/** Reads a ledger from its files; see the port. A ledger that does not exist yet reads as empty. */
export function openLedgerReader(options: LedgerReaderOptions): LedgerReader {
  const reader = new FileLedgerReader(options);
  if (options.headFromFiles === true) reader.advanceToFiles();
  return reader;
}

class FileLedgerReader implements LedgerReader {
  readonly ledger: string;
  readonly #files: FileLayer;
  readonly #directory: string;
  readonly #open = new Map<number, SegmentReader>();
  #firstSeqs: number[] = [];
  #headSeq = 0;
  #closed = false;

  constructor(options: LedgerReaderOptions) {
    this.ledger = options.ledger;
    this.#files = options.files;
    this.#directory = options.directory;
  }

  get headSeq(): number {
    return this.#headSeq;
  }

  advance(headSeq: number): void {
    invariant(Number.isSafeInteger(headSeq) && headSeq >= 0, "a head is a whole number");
    if (headSeq > this.#headSeq) this.#headSeq = headSeq;
  }

  advanceToFiles(): void {
    this.advance(this.#reading(() => this.#findHead()));
  }

  readLine(seq: number): Buffer | null {
    return this.#reading(() => this.#readLine(seq));
  }

  /** Begins at the first kept record when `fromSeq` was removed by retention. Ends early at a segment's end. */
  readBatch(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): LedgerLine[] {
    return this.#reading(() => this.#readBatch(fromSeq, limits));
  }

  readBlock(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): LedgerBlock | null {
    return this.#reading(() => {
      const found = this.#locateFrom(fromSeq, limits.recordsMax);
      if (found === null) return null;
      const { segment, start, recordsMax } = found;
      const block = segment.readBlock(start, { recordsMax, bytesMax: limits.bytesMax });
      return block ?? this.#missing(segment, start);
    });
  }

  segments(): SegmentInfo[] {
    return this.#reading(() => {
      this.#relist();
      const shown = this.#firstSeqs.filter((firstSeq) => firstSeq <= this.#headSeq + 1);
      return shown.map((firstSeq) => this.#describe(firstSeq));
    });
  }

  segmentOf(seq: number): SegmentInfo | null {
    return this.#reading(() => {
      this.#relist();
      const firstSeq = this.#firstSeqs.findLast((first) => first <= seq);
      return firstSeq === undefined ? null : this.#describe(firstSeq);
    });
  }

  close(): void {
    this.#closed = true;
    for (const segment of this.#open.values()) segment.close();
    this.#open.clear();
  }

  #reading<T>(read: () => T): T {
    if (this.#closed) throw new TracewellError("closed", "The ledger reader is closed.");
    try {
      return read();
    } catch (error) {
      throw unreadable(error, this.#directory);
    }
  }

  /** Seq of the last complete record in the files; 0 when there is none. */
  #findHead(): number {
    this.#relist();
    for (const firstSeq of this.#firstSeqs.toReversed()) {
      // A crash while rolling leaves a last segment without a whole header and hence without records.
      const isLast = firstSeq === this.#firstSeqs.at(-1);
      if (isLast && !this.#hasHeader(firstSeq)) continue;
      return this.#segment(firstSeq).findLastSeq();
    }
    return 0;
  }

  #readLine(seq: number): Buffer | null {
    if (seq < 1 || seq > this.#headSeq) return null;
    const segment = this.#locate(seq);
    if (segment === null) return null;
    return segment.readLine(seq) ?? this.#missing(segment, seq);
  }

  #readBatch(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): LedgerLine[] {
    const found = this.#locateFrom(fromSeq, limits.recordsMax);
    if (found === null) return [];
    const { segment, start, recordsMax } = found;
    const lines = segment.readLines(start, { recordsMax, bytesMax: limits.bytesMax });
    return lines.length > 0 ? lines : this.#missing(segment, start);
  }

  /** Where reading on from `fromSeq` begins, and how many records there may be; null at the head. */
  #locateFrom(
    fromSeq: number,
    wanted: number,
  ): { segment: SegmentReader; start: number; recordsMax: number } | null {
    if (this.#firstSeqs.length === 0) this.#relist();
    const start = Math.max(fromSeq, this.#firstSeqs[0] ?? 1, 1);
    const recordsMax = Math.min(wanted, this.#headSeq - start + 1);
    if (recordsMax < 1) return null;
    const segment = this.#locate(start);
    return segment === null ? null : { segment, start, recordsMax };
  }

  #describe(firstSeq: number): SegmentInfo {
    const next = this.#firstSeqs.find((other) => other > firstSeq);
    if (next !== undefined) {
      const { bytes, file } = this.#segment(firstSeq);
      return { firstSeq, lastSeq: next - 1, file, bytes, sealed: true };
    }
    const file = segmentPaths(this.#directory, firstSeq).segment;
    const lastSeq = Math.max(firstSeq - 1, this.#headSeq);
    const bytes = lastSeq < firstSeq ? 0 : (this.#segment(firstSeq).endOf(lastSeq) ?? 0);
    return { firstSeq, lastSeq, file, bytes, sealed: false };
  }

  /** The segment that holds a record at or below the head; null when retention removed it. */
  #locate(seq: number): SegmentReader | null {
    const known = this.#firstSeqs.findLast((firstSeq) => firstSeq <= seq);
    const isLast = known === this.#firstSeqs.at(-1);
    const isThere = known !== undefined && this.#isThere(known);
    if (isThere && (!isLast || this.#segment(known).knows(seq))) {
      return this.#segment(known);
    }
    this.#relist();
    const firstSeq = this.#firstSeqs.findLast((first) => first <= seq);
    return firstSeq === undefined ? null : this.#segment(firstSeq);
  }

  #segment(firstSeq: number): SegmentReader {
    const present = this.#open.get(firstSeq);
    if (present !== undefined) {
      this.#open.delete(firstSeq);
      this.#open.set(firstSeq, present);
      return present;
    }
    const opened = SegmentReader.open(this.#files, {
      directory: this.#directory,
      ledger: this.ledger,
      firstSeq,
    });
    this.#open.set(firstSeq, opened);
    this.#closeOldest();
    return opened;
  }

  #closeOldest(): void {
    for (const [firstSeq, segment] of this.#open) {
      if (this.#open.size <= SEGMENTS_OPEN_MAX) return;
      this.#open.delete(firstSeq);
      segment.close();
    }
  }

  /** What retention has removed is closed, too. */
  #relist(): void {
    this.#firstSeqs = listSegments(this.#files, this.#directory);
    const first = this.#firstSeqs[0] ?? 0;
    for (const [firstSeq, segment] of this.#open) {
      if (firstSeq >= first) continue;
      this.#open.delete(firstSeq);
      segment.close();
    }
  }

  /** False once retention has removed it, which may be at any time. */
  #isThere(firstSeq: number): boolean {
    if (this.#open.has(firstSeq)) return true;
    const { segment, compressed } = segmentPaths(this.#directory, firstSeq);
    return this.#files.exists(segment) || this.#files.exists(compressed);
  }

  #hasHeader(firstSeq: number): boolean {
    const content = openSegmentContent(this.#files, segmentPaths(this.#directory, firstSeq));
    try {
      return content.read(0, HEADER_BYTES_MAX).includes(10);
    } finally {
      content.close();
    }
  }

  #missing(segment: SegmentReader, seq: number): never {
    const { file } = segment;
    const detail = { file, offset: segment.bytes, seq };
    throw new TracewellError("ledger-corrupt", `${file} ends before seq ${seq}.`, { detail });
  }
}
