import { crc32 } from "node:zlib";
import type { FileHandle } from "#storage/files/file-layer.ts";

/**
 * The end of a compressed segment, little-endian, in two skippable frames that every zstd tool passes over:
 * one of ours with "TWFRAMES" and the CRC-32 of the next, then a seek table as zstd's "seekable format" has
 * it (contrib/seekable_format in zstd's repository), without checksums of its own: for each frame its bytes
 * and the bytes of its content, then the number of frames, a zero byte and the magic number.
 */
const CHECK_MAGIC = 0x184d2a50;
const TABLE_MAGIC = 0x184d2a5e;
const SEEKABLE_MAGIC = 0x8f92eab1;
const CHECK_NAME = Buffer.from("TWFRAMES");

const SKIPPABLE_HEADER_BYTES = 8;
const CHECK_BYTES = SKIPPABLE_HEADER_BYTES + CHECK_NAME.length + 4;
const ENTRY_BYTES = 8;
const FOOTER_BYTES = 9;

/** Where frames and their content begin; both arrays have one number more, where the last one ends. */
export interface FrameTable {
  readonly starts: Uint32Array;
  readonly contentStarts: Uint32Array;
}

/** Frames in the order of the file, gathered while it is written. */
export class FrameTableBuilder {
  readonly #sizes: number[] = [];

  add(bytes: number, contentBytes: number): void {
    this.#sizes.push(bytes, contentBytes);
  }

  /** What follows the last frame. */
  encode(): Buffer {
    const table = Buffer.alloc(
      SKIPPABLE_HEADER_BYTES + (this.#sizes.length / 2) * ENTRY_BYTES + FOOTER_BYTES,
    );
    table.writeUInt32LE(TABLE_MAGIC, 0);
    table.writeUInt32LE(table.length - SKIPPABLE_HEADER_BYTES, 4);
    let at = SKIPPABLE_HEADER_BYTES;
    for (const size of this.#sizes) at = table.writeUInt32LE(size, at);
    table.writeUInt32LE(this.#sizes.length / 2, at);
    table.writeUInt32LE(SEEKABLE_MAGIC, at + 5);
    const check = Buffer.alloc(CHECK_BYTES);
    check.writeUInt32LE(CHECK_MAGIC, 0);
    check.writeUInt32LE(CHECK_BYTES - SKIPPABLE_HEADER_BYTES, 4);
    CHECK_NAME.copy(check, SKIPPABLE_HEADER_BYTES);
    check.writeUInt32LE(crc32(table), CHECK_BYTES - 4);
    return Buffer.concat([check, table]);
  }
}

/** Null when the file does not end in a sound table that speaks of all its bytes. */
export function readFrameTable(handle: FileHandle): FrameTable | null {
  const size = handle.size();
  const footer = handle.read(Math.max(0, size - FOOTER_BYTES), FOOTER_BYTES);
  if (footer.length < FOOTER_BYTES || footer.readUInt32LE(5) !== SEEKABLE_MAGIC) return null;
  const frames = footer.readUInt32LE(0);
  const tableBytes = SKIPPABLE_HEADER_BYTES + frames * ENTRY_BYTES + FOOTER_BYTES;
  const checkAt = size - tableBytes - CHECK_BYTES;
  if (checkAt < 0) return null;
  const end = handle.read(checkAt, CHECK_BYTES + tableBytes);
  if (end.length < CHECK_BYTES + tableBytes) return null;
  const table = end.subarray(CHECK_BYTES);
  const isOurs =
    end.readUInt32LE(0) === CHECK_MAGIC &&
    end.subarray(SKIPPABLE_HEADER_BYTES, CHECK_BYTES - 4).equals(CHECK_NAME) &&
    end.readUInt32LE(CHECK_BYTES - 4) === crc32(table);
  if (!isOurs || table.readUInt32LE(0) !== TABLE_MAGIC) return null;
  const read = readEntries(table, frames);
  return read.starts[frames] === checkAt ? read : null;
}

function readEntries(table: Buffer, frames: number): FrameTable {
  const starts = new Uint32Array(frames + 1);
  const contentStarts = new Uint32Array(frames + 1);
  for (let frame = 0; frame < frames; frame += 1) {
    const at = SKIPPABLE_HEADER_BYTES + frame * ENTRY_BYTES;
    starts[frame + 1] = (starts[frame] ?? 0) + table.readUInt32LE(at);
    contentStarts[frame + 1] = (contentStarts[frame] ?? 0) + table.readUInt32LE(at + 4);
  }
  return { starts, contentStarts };
}

/** The frame that holds this byte of the content; the number of frames when there is none. */
export function frameAt({ contentStarts }: FrameTable, position: number): number {
  let low = 0;
  let high = contentStarts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((contentStarts[middle + 1] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
