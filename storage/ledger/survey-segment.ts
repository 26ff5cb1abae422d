import type { FileHandle } from "#storage/files/file-layer.ts";
import { verifyChecksum } from "./envelope.ts";
import { corrupt } from "./ledger-failure.ts";
import { OffsetList } from "./offsets-file.ts";
import { RECORD_PROBLEMS, RecordCheck } from "./record-check.ts";
import type { RecordProblem } from "./record-check.ts";
import { fillRecordHead, makeRecordHead } from "./record-head.ts";
import type { RecordHead } from "./record-head.ts";
import { scanLines } from "./scan-lines.ts";
import { encodeHeader, HEADER_BYTES_MAX, readHeader } from "./segment-header.ts";

/** What the last segment holds when a writer opens it. */
export interface SegmentSurvey {
  readonly offsets: OffsetList;
  /** Where the last sound record ends; everything after it is to be cut. */
  readonly soundEnd: number;
  /** Where the group of the last sound record begins; 0 when there is no record. */
  readonly lastGroupAt: number;
  readonly fileBytes: number;
  /** Null when the header was torn: the segment never held a record. */
  readonly headerBytes: number | null;
  readonly lastSeq: number;
  readonly recordedAt: string | null;
  /** Why the bytes from `soundEnd` on are no records; null when there are none. */
  readonly problem: string | null;
}

export interface SurveyedFile {
  readonly file: string;
  readonly ledger: string;
  readonly firstSeq: number;
  /** `recordedAt` of the record before the segment. */
  readonly recordedAt: string | null;
}

/**
 * Reads the last segment from end to end. Whatever is unsound in its last group, or behind it, may be the
 * trace of a crash and is left to be cut; a record of a later group behind it is not: a group is written
 * only after the one before was synced. Then, or when a sound line breaks the order, throws `ledger-corrupt`
 * with file, offset and seq of the first bad record.
 */
export function surveySegment(
  handle: FileHandle,
  place: SurveyedFile,
  onRecord: (buffer: Buffer, head: RecordHead, end: number) => void,
): SegmentSurvey {
  const { file, ledger, firstSeq } = place;
  const header = readHeader(handle.read(0, HEADER_BYTES_MAX), { ledger, firstSeq, file });
  if (header === null) return surveyTornHeader(handle, place);
  const offsets = new OffsetList(header.bytes);
  const check = new RecordCheck(firstSeq, place.recordedAt);
  let lastGroupAt = 0;
  let bad: { offset: number; problem: RecordProblem } | null = null;
  const later = makeRecordHead();
  const scanned = scanLines(handle, header.bytes, (buffer, start, end, offset) => {
    const seq = check.expectedSeq;
    if (bad === null) {
      const problem = check.accept(buffer, start, end);
      if (problem === null) {
        if (check.head.group === check.head.seq) lastGroupAt = offset;
        offsets.push(offset + end - start + 1);
        onRecord(buffer, check.head, end);
        return true;
      }
      bad = { offset, problem };
      if (problem === "group" || problem === "recordedAt") rejectSegment(file, bad, seq);
    }
    const isRecord =
      fillRecordHead(later, buffer, start, end) && verifyChecksum(buffer, start, end);
    if (isRecord && later.seq > seq && later.group > seq) rejectSegment(file, bad, seq);
    return true;
  });
  const soundEnd = offsets.at(offsets.records);
  return {
    offsets,
    soundEnd,
    lastGroupAt,
    fileBytes: scanned.fileBytes,
    headerBytes: header.bytes,
    lastSeq: check.expectedSeq - 1,
    recordedAt: check.recordedAt,
    problem: scanned.fileBytes === soundEnd ? null : describe(bad),
  };
}

function describe(bad: { problem: RecordProblem } | null): string {
  if (bad === null) return "The last line has no end: it was being written.";
  return `A line of the last group ${RECORD_PROBLEMS[bad.problem]}.`;
}

function rejectSegment(
  file: string,
  bad: { offset: number; problem: RecordProblem },
  seq: number,
): never {
  throw corrupt(
    `${file}: the line of seq ${seq} at byte ${bad.offset} ${RECORD_PROBLEMS[bad.problem]}, ` +
      `yet it was acknowledged. Nothing was changed. Restore the file from a backup.`,
    { file, offset: bad.offset, seq },
  );
}

/** A header is synced before the first record is written, so a torn one is the only thing in its file. */
function surveyTornHeader(handle: FileHandle, place: SurveyedFile): SegmentSurvey {
  const { file, ledger, firstSeq, recordedAt } = place;
  const fileBytes = handle.size();
  const createdAt = new Date(0).toISOString();
  if (fileBytes > encodeHeader({ ledger, firstSeq, createdAt }).length) {
    throw corrupt(
      `${file} does not begin with a header of this ledger. Nothing was changed. ` +
        `Restore the file from a backup.`,
      { file, offset: 0, seq: firstSeq },
    );
  }
  return {
    offsets: new OffsetList(0),
    soundEnd: 0,
    lastGroupAt: 0,
    fileBytes,
    headerBytes: null,
    lastSeq: firstSeq - 1,
    recordedAt,
    problem: null,
  };
}
