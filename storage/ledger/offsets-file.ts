import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";

/**
 * Beside each segment stands `<first>.offsets`: unsigned 32-bit little-endian numbers. Number 0 is where the
 * first record begins, number n + 1 where record n (counted from 0) ends, newline included. So n records
 * take (n + 1) × 4 bytes, and the place of any record is one read of 8 bytes. Derived from the segment.
 */
export const OFFSET_BYTES = 4;

/** Segments stay far below this; it is what 32 bits can address. */
export const SEGMENT_OFFSET_MAX = 0xffff_ffff;

/** Offsets gathered in memory during a scan. */
export class OffsetList {
  #values: Uint32Array;
  #length = 0;

  constructor(firstRecordAt: number) {
    this.#values = new Uint32Array(1024);
    this.push(firstRecordAt);
  }

  push(offset: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = offset;
    this.#length += 1;
  }

  /** Records whose end is known. */
  get records(): number {
    return this.#length - 1;
  }

  /** Where record `index` begins; for `index === records` where the last one ends. */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  encode(): Buffer {
    const bytes = Buffer.allocUnsafe(this.#length * OFFSET_BYTES);
    for (let index = 0; index < this.#length; index += 1) {
      bytes.writeUInt32LE(this.#values[index] ?? 0, index * OFFSET_BYTES);
    }
    return bytes;
  }
}

/** Records an offsets file speaks of, by its size; -1 when the size is impossible. */
export function countOffsets(handle: FileHandle): number {
  const bytes = handle.size();
  return bytes % OFFSET_BYTES === 0 ? bytes / OFFSET_BYTES - 1 : -1;
}

/**
 * Opens the offsets file of the open segment for appending, after making it say what `offsets` says. The
 * file is not synced: it is checked like this at every start.
 */
export function openMendedOffsets(files: FileLayer, path: string, offsets: OffsetList): FileHandle {
  const wanted = offsets.encode();
  const handle = files.openAppend(path, { create: true });
  try {
    const present = handle.size() === wanted.length ? handle.read(0, wanted.length) : null;
    if (present === null || !present.equals(wanted)) {
      handle.truncate(0);
      handle.append(wanted);
    }
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

/** Whether a sealed segment's offsets file fits it: number of records and end of the last one. */
export function offsetsFit(
  files: FileLayer,
  path: string,
  expected: { records: number; segmentBytes: number },
): boolean {
  if (!files.exists(path)) return false;
  const handle = files.openRead(path);
  try {
    const { records, segmentBytes } = expected;
    if (countOffsets(handle) !== records) return false;
    const last = handle.read(records * OFFSET_BYTES, OFFSET_BYTES);
    return last.length === OFFSET_BYTES && last.readUInt32LE(0) === segmentBytes;
  } finally {
    handle.close();
  }
}

export function writeOffsets(files: FileLayer, path: string, offsets: OffsetList): void {
  replaceFile(files, path, [offsets.encode()]);
}
