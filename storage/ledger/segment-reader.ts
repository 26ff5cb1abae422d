import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { verifyChecksum } from "./envelope.ts";
import { FrameDamage } from "./framed-content.ts";
import { corrupt } from "./ledger-failure.ts";
import type { LedgerBlock, LedgerLine } from "./ledger.ts";
import { countOffsets, OFFSET_BYTES, OffsetList } from "./offsets-file.ts";
import { RECORD_PROBLEMS, RecordCheck } from "./record-check.ts";
import { fillRecordHead, makeRecordHead } from "./record-head.ts";
import { BATCH_RECORDS_MAX, countSound, readStretch, TRUSTED_BYTES } from "./record-stretch.ts";
import { scanLines } from "./scan-lines.ts";
import { openSegmentContent } from "./segment-content.ts";
import type { SegmentContent } from "./segment-content.ts";
import { segmentPaths } from "./segment-files.ts";
import type { SegmentPaths } from "./segment-files.ts";
import { HEADER_BYTES_MAX, readHeader } from "./segment-header.ts";

interface Place {
  readonly start: number;
  /** After the newline. */
  readonly end: number;
}

/**
 * Reads one segment: the offsets file tells where a record stands, and what stands there must be that
 * record, whole. Where offsets are missing or wrong, the segment itself is read instead.
 */
export class SegmentReader {
  readonly firstSeq: number;
  readonly paths: SegmentPaths;
  readonly #lines: SegmentContent;
  readonly #offsets: FileHandle | null;
  readonly #head = makeRecordHead();
  /** What reading the segment itself has told so far; grows on demand. */
  #scan: { offsets: OffsetList; check: RecordCheck } | null = null;

  private constructor(
    firstSeq: number,
    paths: SegmentPaths,
    handles: { lines: SegmentContent; offsets: FileHandle | null },
  ) {
    this.firstSeq = firstSeq;
    this.paths = paths;
    this.#lines = handles.lines;
    this.#offsets = handles.offsets;
  }

  /** Throws `ledger-corrupt` when the header is not that of the segment. */
  static open(
    files: FileLayer,
    place: { directory: string; ledger: string; firstSeq: number },
  ): SegmentReader {
    const { directory, ledger, firstSeq } = place;
    const paths = segmentPaths(directory, firstSeq);
    using stack = new DisposableStack();
    const lines = stack.adopt(openSegmentContent(files, paths), (content) => content.close());
    const file = lines.path;
    if (readHeader(lines.read(0, HEADER_BYTES_MAX), { ledger, firstSeq, file }) === null) {
      throw corrupt(`${file} does not begin with a header of this ledger.`, {
        file,
        offset: 0,
        seq: firstSeq,
      });
    }
    const offsets = files.exists(paths.offsets) ? files.openRead(paths.offsets) : null;
    stack.move();
    return new SegmentReader(firstSeq, paths, { lines, offsets });
  }

  /** The file that is read. */
  get file(): string {
    return this.#lines.path;
  }

  /** Of the lines, compressed or not. */
  get bytes(): number {
    return this.#lines.size();
  }

  /** Whether the offsets file knows the record; if not it may still be in the segment. */
  knows(seq: number): boolean {
    return this.#offsets !== null && seq - this.firstSeq < countOffsets(this.#offsets);
  }

  /** Where the record ends, newline included; null when it is not there. */
  endOf(seq: number): number | null {
    return this.#findPlace(seq)?.end ?? null;
  }

  /** The line without its newline, or null when the segment ends before it. Throws `ledger-corrupt`. */
  readLine(seq: number): Buffer | null {
    const place = this.#placeByOffsets(seq);
    if (place !== null) {
      const line = this.#lineAt(place, seq);
      if (line !== null) return line;
    }
    const scanned = this.#placeByScan(seq);
    if (scanned === null) return null;
    return this.#lineAt(scanned, seq) ?? this.#reject(seq, scanned.start);
  }

  /** Consecutive lines from `fromSeq`, which is in this segment; fewer where it ends or is damaged. */
  readLines(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): LedgerLine[] {
    const places = this.#placesByOffsets(fromSeq, limits);
    const first = places[0];
    const last = places.at(-1);
    const found: LedgerLine[] = [];
    if (first !== undefined && last !== undefined) {
      const bytes = this.#readStretch(first.start, last.end - first.start);
      for (const [index, place] of places.entries()) {
        const slice = bytes.subarray(place.start - first.start, place.end - first.start);
        const line = this.#soundLine(slice, fromSeq + index);
        if (line === null) break;
        found.push({ seq: fromSeq + index, line });
      }
    }
    if (found.length > 0) return found;
    const line = this.readLine(fromSeq);
    return line === null ? [] : [{ seq: fromSeq, line }];
  }

  /** The same in one piece; null where the segment ends before `fromSeq`. Throws `ledger-corrupt`. */
  readBlock(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): LedgerBlock | null {
    const stretch = readStretch(this.#offsets, fromSeq - this.firstSeq, limits, this.bytes);
    if (stretch !== null) {
      const { start, ends } = stretch;
      const bytes = this.#readStretch(start, ends.at(-1) ?? 0);
      const sound = countSound(bytes, ends, fromSeq);
      if (sound > 0) {
        const length = ends[sound - 1] ?? 0;
        return {
          firstSeq: fromSeq,
          bytes: bytes.subarray(0, length),
          ends: ends.subarray(0, sound),
        };
      }
    }
    const line = this.readLine(fromSeq);
    if (line === null) return null;
    const bytes = Buffer.concat([line, Buffer.from("\n")]);
    return { firstSeq: fromSeq, bytes, ends: Uint32Array.of(bytes.length) };
  }

  /** The last complete record of the segment, sound or not yet durable included; firstSeq - 1 when empty. */
  findLastSeq(): number {
    const known = this.#offsets === null ? 0 : countOffsets(this.#offsets);
    const lastKnown = this.firstSeq + known - 1;
    const place = known > 0 ? this.#placeByOffsets(lastKnown) : null;
    const line = place === null ? null : this.#lineAt(place, lastKnown);
    if (place === null || line === null) {
      this.#extendScan(Number.MAX_SAFE_INTEGER);
      return (this.#scan?.check.expectedSeq ?? this.firstSeq) - 1;
    }
    fillRecordHead(this.#head, line, 0, line.length);
    const check = new RecordCheck(lastKnown + 1, null);
    check.resume(lastKnown + 1, this.#head.group);
    scanLines(this.#lines, place.end, (buffer, start, end) => {
      return check.accept(buffer, start, end) === null;
    });
    return check.expectedSeq - 1;
  }

  close(): void {
    this.#lines.close();
    this.#offsets?.close();
  }

  #findPlace(seq: number): Place | null {
    const place = this.#placeByOffsets(seq);
    return place !== null && this.#lineAt(place, seq) !== null ? place : this.#placeByScan(seq);
  }

  #placeByOffsets(seq: number): Place | null {
    return this.#placesByOffsets(seq, { recordsMax: 1, bytesMax: 0 })[0] ?? null;
  }

  #placesByOffsets(fromSeq: number, limits: { recordsMax: number; bytesMax: number }): Place[] {
    if (this.#offsets === null) return [];
    const index = fromSeq - this.firstSeq;
    const numbers = this.#offsets.read(
      index * OFFSET_BYTES,
      (Math.min(limits.recordsMax, BATCH_RECORDS_MAX) + 1) * OFFSET_BYTES,
    );
    const places: Place[] = [];
    let bytes = 0;
    for (let at = OFFSET_BYTES; at + OFFSET_BYTES <= numbers.length; at += OFFSET_BYTES) {
      const start = numbers.readUInt32LE(at - OFFSET_BYTES);
      const end = numbers.readUInt32LE(at);
      bytes += end - start;
      if (end <= start || (places.length > 0 && bytes > limits.bytesMax)) break;
      if (end - start > TRUSTED_BYTES && end > this.bytes) break;
      places.push({ start, end });
    }
    return places;
  }

  #lineAt(place: Place, seq: number): Buffer | null {
    try {
      return this.#soundLine(this.#lines.read(place.start, place.end - place.start), seq);
    } catch (error) {
      throw error instanceof FrameDamage ? new FrameDamage({ ...placeOf(error), seq }) : error;
    }
  }

  /** Nothing where a frame of the stretch is damaged: then its lines are read one by one. */
  #readStretch(start: number, length: number): Buffer {
    try {
      return this.#lines.read(start, length);
    } catch (error) {
      if (error instanceof FrameDamage) return Buffer.alloc(0);
      throw error;
    }
  }

  /** The bytes without newline when they are exactly this record, else null. */
  #soundLine(bytes: Buffer, seq: number): Buffer | null {
    const end = bytes.length - 1;
    if (end < 0 || bytes.indexOf(10) !== end) return null;
    const line = bytes.subarray(0, end);
    if (!fillRecordHead(this.#head, line, 0, end) || this.#head.seq !== seq) return null;
    return verifyChecksum(line, 0, end) ? line : null;
  }

  #placeByScan(seq: number): Place | null {
    this.#extendScan(seq);
    const index = seq - this.firstSeq;
    const offsets = this.#scan?.offsets;
    if (offsets === undefined || index >= offsets.records) return null;
    return { start: offsets.at(index), end: offsets.at(index + 1) };
  }

  /** Reads on from where the last scan ended, until `throughSeq` or a line that cannot be the next record. */
  #extendScan(throughSeq: number): void {
    this.#scan ??= {
      offsets: new OffsetList(this.#lines.read(0, HEADER_BYTES_MAX).indexOf(10) + 1),
      check: new RecordCheck(this.firstSeq, null),
    };
    const { offsets, check } = this.#scan;
    scanLines(this.#lines, offsets.at(offsets.records), (buffer, start, end, fileOffset) => {
      if (check.expectedSeq > throughSeq) return false;
      const problem = check.accept(buffer, start, end);
      if (problem === null) {
        offsets.push(fileOffset + end - start + 1);
        return true;
      }
      if (throughSeq === Number.MAX_SAFE_INTEGER) return false;
      return this.#reject(check.expectedSeq, fileOffset, RECORD_PROBLEMS[problem]);
    });
  }

  #reject(seq: number, offset: number, problem: string = RECORD_PROBLEMS.checksum): never {
    const { file } = this;
    throw corrupt(`${file}: the line of seq ${seq} at byte ${offset} ${problem}.`, {
      file,
      offset,
      seq,
    });
  }
}

function placeOf({ file, frame, offset }: FrameDamage): {
  file: string;
  frame: number | null;
  offset: number;
} {
  return { file, frame, offset };
}
