import type { FileHandle } from "#storage/files/file-layer.ts";
import { verifyChecksum } from "./envelope.ts";
import { OFFSET_BYTES } from "./offsets-file.ts";
import { fillRecordHead, makeRecordHead } from "./record-head.ts";

/** Longer lines are compared with the file's size before they are read: damaged offsets name any. */
export const TRUSTED_BYTES = 1024 * 1024;

/** Records read at once at most, however many are asked for. */
export const BATCH_RECORDS_MAX = 65_536;

const NEWLINE = 0x0a;

/** Neighboring records of a segment: where the first begins, and where each ends, counted from there. */
export interface RecordStretch {
  readonly start: number;
  readonly ends: Uint32Array;
}

/**
 * Where the records from `index` on (counted from the segment's first) stand, by the offsets file; at least
 * one, whatever its length. Null when the offsets tell nothing.
 */
export function readStretch(
  offsets: FileHandle | null,
  index: number,
  limits: { recordsMax: number; bytesMax: number },
  segmentBytes: number,
): RecordStretch | null {
  if (offsets === null) return null;
  const records = Math.min(limits.recordsMax, BATCH_RECORDS_MAX);
  const numbers = offsets.read(index * OFFSET_BYTES, (records + 1) * OFFSET_BYTES);
  const known = Math.floor(numbers.length / OFFSET_BYTES) - 1;
  if (known < 1) return null;
  const start = numbers.readUInt32LE(0);
  const ends = new Uint32Array(known);
  let count = 0;
  let before = 0;
  for (; count < known; count += 1) {
    const end = numbers.readUInt32LE((count + 1) * OFFSET_BYTES) - start;
    if (end <= before || (count > 0 && end > limits.bytesMax)) break;
    if (end - before > TRUSTED_BYTES && start + end > segmentBytes) break;
    ends[count] = end;
    before = end;
  }
  return count === 0 ? null : { start, ends: ends.subarray(0, count) };
}

/** How many of the lines are, from the first on, exactly the records they should be. */
export function countSound(bytes: Buffer, ends: Uint32Array, fromSeq: number): number {
  const head = makeRecordHead();
  let start = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const end = (ends[index] ?? 0) - 1;
    const isSound =
      bytes[end] === NEWLINE &&
      fillRecordHead(head, bytes, start, end) &&
      head.seq === fromSeq + index &&
      verifyChecksum(bytes, start, end);
    if (!isSound) return index;
    start = end + 1;
  }
  return ends.length;
}
