import { zstdDecompressSync } from "node:zlib";
import { TracewellError } from "#domain/errors.ts";
import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { frameAt, readFrameTable } from "./frame-table.ts";
import type { FrameTable } from "./frame-table.ts";

/** Decoded frames kept, about 64 KiB each: neighboring lines, and two or three readers' places. */
const FRAMES_KEPT = 4;

/** A decoder that has filled its room asks for more before it says that it is done; and 64 bytes is its least room. */
const DECODER_MARGIN_BYTES = 64;

/** A compressed segment is not what was written: `ledger-corrupt` with `{file, frame, offset, seq?}`. */
export class FrameDamage extends TracewellError {
  readonly file: string;
  /** Counted from 0; null when the table of frames itself is damaged. */
  readonly frame: number | null;
  /** Where the frame begins in the file. */
  readonly offset: number;

  /** `seq` is that of the record that was sought, when there was one. */
  constructor(place: { file: string; frame: number | null; offset: number; seq?: number }) {
    const { file, frame, offset, seq } = place;
    const what =
      frame === null
        ? "does not end in the table of its frames"
        : `frame ${frame} at byte ${offset} cannot be decoded`;
    const sought = seq === undefined ? "" : `; it holds seq ${seq}`;
    super("ledger-corrupt", `${file}: ${what}${sought}.`, { detail: { ...place } });
    this.file = file;
    this.frame = frame;
    this.offset = offset;
  }
}

/**
 * The content of a segment that was compressed in frames, at the positions that it had in the plain file.
 * One read and one decoding for a line; each frame carries zstd's checksum of its content.
 */
export class FramedContent {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #table: FrameTable;
  /** In the order of their last use. */
  readonly #decoded = new Map<number, Buffer>();

  private constructor(handle: FileHandle, table: FrameTable) {
    this.path = handle.path;
    this.#handle = handle;
    this.#table = table;
  }

  /** Throws `FrameDamage` when the table cannot be read. */
  static open(files: FileLayer, path: string): FramedContent {
    const handle = files.openRead(path);
    try {
      const table = readFrameTable(handle);
      if (table !== null) return new FramedContent(handle, table);
      throw new FrameDamage({ file: path, frame: null, offset: handle.size() });
    } catch (error) {
      handle.close();
      throw error;
    }
  }

  get frames(): number {
    return this.#table.starts.length - 1;
  }

  /** Bytes of the content. */
  size(): number {
    return this.#table.contentStarts[this.frames] ?? 0;
  }

  /** Content at a position, shorter at its end. Throws `FrameDamage`. */
  read(position: number, length: number): Buffer {
    const to = Math.min(position + length, this.size());
    if (position >= to) return Buffer.alloc(0);
    const first = frameAt(this.#table, position);
    const last = frameAt(this.#table, to - 1);
    const firstAt = this.#table.contentStarts[first] ?? 0;
    if (first === last) {
      const kept = this.#decoded.get(first);
      const content = kept ?? this.#decodeAt(first, last, () => undefined);
      this.#keep(first, content);
      return content.subarray(position - firstAt, to - firstAt);
    }
    const joined = Buffer.allocUnsafe(to - position);
    const end = this.#decodeAt(first, last, (content, contentAt) => {
      content.copy(joined, Math.max(0, contentAt - position), Math.max(0, position - contentAt));
    });
    this.#keep(last, end);
    return joined;
  }

  /** Where the frame that holds a position of the content begins in the file, and its number. */
  placeOf(position: number): { frame: number; offset: number } {
    const frame = frameAt(this.#table, position);
    return { frame, offset: this.#table.starts[frame] ?? 0 };
  }

  /** Where the content of the frame after the one at this position begins. */
  nextFrameAt(position: number): number {
    return this.#table.contentStarts[frameAt(this.#table, position) + 1] ?? this.size();
  }

  close(): void {
    this.#decoded.clear();
    this.#handle.close();
  }

  /** Reads neighboring frames at once and decodes them in order; returns the last one's content. */
  #decodeAt(
    first: number,
    last: number,
    visit: (content: Buffer, contentAt: number) => void,
  ): Buffer {
    const { starts, contentStarts } = this.#table;
    const start = starts[first] ?? 0;
    const bytes = this.#handle.read(start, (starts[last + 1] ?? 0) - start);
    let content: Buffer = Buffer.alloc(0);
    for (let frame = first; frame <= last; frame += 1) {
      const from = (starts[frame] ?? 0) - start;
      const encoded = bytes.subarray(from, (starts[frame + 1] ?? 0) - start);
      content = this.#decode(encoded, frame);
      visit(content, contentStarts[frame] ?? 0);
    }
    return content;
  }

  #decode(encoded: Buffer, frame: number): Buffer {
    const { starts, contentStarts } = this.#table;
    const expected = (contentStarts[frame + 1] ?? 0) - (contentStarts[frame] ?? 0);
    let content: Buffer | null = null;
    try {
      content = zstdDecompressSync(encoded, {
        maxOutputLength: expected,
        // In one piece: joining pieces took a third of the time, and made garbage outside of the heap.
        chunkSize: expected + DECODER_MARGIN_BYTES,
      });
    } catch {
      // Whatever the decoder says, the frame is not what was written.
    }
    if (content?.length === expected) return content;
    throw new FrameDamage({ file: this.path, frame, offset: starts[frame] ?? 0 });
  }

  #keep(frame: number, content: Buffer): void {
    this.#decoded.delete(frame);
    this.#decoded.set(frame, content);
    for (const oldest of this.#decoded.keys()) {
      if (this.#decoded.size <= FRAMES_KEPT) return;
      this.#decoded.delete(oldest);
    }
  }
}
