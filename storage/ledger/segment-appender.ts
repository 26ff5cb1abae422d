import { invariant } from "#domain/errors.ts";
import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { OFFSET_BYTES, OffsetList, openMendedOffsets, SEGMENT_OFFSET_MAX } from "./offsets-file.ts";
import { segmentPaths } from "./segment-files.ts";
import { encodeHeader } from "./segment-header.ts";

export interface SegmentPlace {
  readonly directory: string;
  readonly ledger: string;
  readonly firstSeq: number;
}

/** The open segment: the only file of a ledger that grows. */
export class SegmentAppender {
  readonly firstSeq: number;
  readonly #lines: FileHandle;
  readonly #offsets: FileHandle;
  #bytes: number;
  #records: number;

  private constructor(
    firstSeq: number,
    handles: { lines: FileHandle; offsets: FileHandle },
    content: { bytes: number; records: number },
  ) {
    this.firstSeq = firstSeq;
    this.#lines = handles.lines;
    this.#offsets = handles.offsets;
    this.#bytes = content.bytes;
    this.#records = content.records;
  }

  /** Opens a segment whose sound content ends where `offsets` ends; its offsets file is mended. */
  static open(files: FileLayer, place: SegmentPlace, offsets: OffsetList): SegmentAppender {
    const paths = segmentPaths(place.directory, place.firstSeq);
    using stack = new DisposableStack();
    const lines = stack.adopt(files.openAppend(paths.segment, { create: false }), (handle) =>
      handle.close(),
    );
    const bytes = offsets.at(offsets.records);
    invariant(lines.size() === bytes, "a segment is opened where its sound records end");
    const offsetsHandle = openMendedOffsets(files, paths.offsets, offsets);
    stack.move();
    const content = { bytes, records: offsets.records };
    return new SegmentAppender(place.firstSeq, { lines, offsets: offsetsHandle }, content);
  }

  /** Makes a new segment with its header; file and name are durable before anything is appended. */
  static create(files: FileLayer, place: SegmentPlace, createdAt: string): SegmentAppender {
    const { directory, ledger, firstSeq } = place;
    const header = encodeHeader({ ledger, firstSeq, createdAt });
    const handle = files.openAppend(segmentPaths(directory, firstSeq).segment, { create: true });
    try {
      invariant(handle.size() === 0, "a new segment has no content");
      handle.append(header);
      handle.sync();
    } finally {
      handle.close();
    }
    files.syncDirectory(directory);
    return SegmentAppender.open(files, place, new OffsetList(header.length));
  }

  get bytes(): number {
    return this.#bytes;
  }

  get records(): number {
    return this.#records;
  }

  /** Appends a group whose record n ends `ends[n]` bytes after its beginning. Durable when it returns. */
  append(group: Uint8Array, ends: Uint32Array): void {
    invariant(this.#bytes + group.length <= SEGMENT_OFFSET_MAX, "offsets have 32 bits");
    this.#lines.append(group);
    const offsets = Buffer.allocUnsafe(ends.length * OFFSET_BYTES);
    for (let index = 0; index < ends.length; index += 1) {
      offsets.writeUInt32LE(this.#bytes + (ends[index] ?? 0), index * OFFSET_BYTES);
    }
    this.#offsets.append(offsets);
    this.#lines.sync();
    this.#bytes += group.length;
    this.#records += ends.length;
  }

  close(): void {
    this.#lines.close();
    this.#offsets.close();
  }
}
