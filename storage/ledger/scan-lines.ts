import type { SegmentContent } from "./segment-content.ts";

/** Bytes read at once: large enough that reading costs nothing beside checking. */
const SCAN_CHUNK_BYTES = 4 * 1024 * 1024;

const NEWLINE = 0x0a;

/** Called with each complete line: its place in `buffer`, newline excluded, and in the file. */
export type LineVisitor = (
  buffer: Buffer,
  start: number,
  end: number,
  fileOffset: number,
) => boolean;

export interface ScannedLines {
  /** Offset after the newline of the last line that was visited. */
  readonly end: number;
  /** Size of the file when the scan ended. */
  readonly fileBytes: number;
}

/**
 * Visits the complete lines of a file in order from `from`, which must begin a line, until the visitor
 * answers false or the file or `to` ends. Bytes after the last newline are not visited. The buffer is
 * valid during the call alone.
 */
export function scanLines(
  handle: Pick<SegmentContent, "read" | "size">,
  from: number,
  visit: LineVisitor,
  to: number = Number.MAX_SAFE_INTEGER,
): ScannedLines {
  let position = from;
  let chunkBytes = SCAN_CHUNK_BYTES;
  for (;;) {
    const wanted = Math.min(chunkBytes, to - position);
    const chunk = wanted > 0 ? handle.read(position, wanted) : Buffer.alloc(0);
    const visited = visitLines(chunk, position, visit);
    position += visited.bytes;
    const atEnd = chunk.length < chunkBytes;
    if (visited.stopped || atEnd) return { end: position, fileBytes: handle.size() };
    // A line longer than the chunk: only garbage is, and it still has to be passed over.
    chunkBytes = visited.bytes === 0 ? chunkBytes * 2 : SCAN_CHUNK_BYTES;
  }
}

function visitLines(
  chunk: Buffer,
  fileOffset: number,
  visit: LineVisitor,
): { bytes: number; stopped: boolean } {
  let start = 0;
  for (;;) {
    const end = chunk.indexOf(NEWLINE, start);
    if (end < 0) return { bytes: start, stopped: false };
    if (!visit(chunk, start, end, fileOffset + start)) return { bytes: start, stopped: true };
    start = end + 1;
  }
}
