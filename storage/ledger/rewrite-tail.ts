import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import { readWhole } from "./cut-tail.ts";
import { corrupt } from "./ledger-failure.ts";
import { listSegments, listTails, segmentPaths, tailPath } from "./segment-files.ts";
import type { SegmentMark } from "./segment-files.ts";

/**
 * Writes the end of the last segment anew: afterwards it holds `bytes` from `offset` on, and nothing more.
 * Needed at every start, because the records of the last group may have outlived a failed sync in the
 * page cache alone: they can be read and yet will never reach the disk unless they are written again.
 * They are kept in a file of their own meanwhile, so a crash at any point loses none of them.
 */
export function rewriteTail(
  files: FileLayer,
  place: { directory: string; firstSeq: number; offset: number },
  bytes: Buffer,
): void {
  const { directory, firstSeq, offset } = place;
  const path = tailPath(directory, firstSeq, offset);
  replaceFile(files, path, [bytes]);
  const file = segmentPaths(directory, firstSeq).segment;
  writeFrom(files, file, offset, bytes);
  files.remove(path);
  files.syncDirectory(directory);
}

function writeFrom(files: FileLayer, file: string, offset: number, bytes: Buffer): void {
  const segment = files.openAppend(file, { create: true });
  try {
    segment.truncate(offset);
    segment.append(bytes);
    segment.sync();
  } finally {
    segment.close();
  }
}

/** Ends a rewriting that a crash or an error interrupted. Must come before the segment is read. */
export function finishRewriting(files: FileLayer, directory: string): void {
  const lastFirstSeq = listSegments(files, directory).at(-1);
  for (const tail of listTails(files, directory)) {
    if (lastFirstSeq !== undefined && tail.firstSeq !== lastFirstSeq) {
      throw corrupt(`${tail.path} belongs to a segment that is already sealed.`, {
        file: tail.path,
        offset: tail.offset,
        seq: tail.firstSeq,
      });
    }
    restoreTail(files, directory, tail);
  }
}

/**
 * Does nothing to a segment that holds the kept bytes: it was not truncated yet, or the kept file's removal
 * was undone by a power cut, and then acknowledged records may follow them.
 */
function restoreTail(files: FileLayer, directory: string, tail: SegmentMark): void {
  const bytes = readWhole(files, tail.path);
  const file = segmentPaths(directory, tail.firstSeq).segment;
  const present = files.exists(file) ? readWhole(files, file) : Buffer.alloc(0);
  if (present.length < tail.offset) {
    throw corrupt(`${file} is shorter than the part of it that was synced.`, {
      file,
      offset: present.length,
      seq: tail.firstSeq,
    });
  }
  const standing = present.subarray(tail.offset, tail.offset + bytes.length);
  if (!standing.equals(bytes)) writeFrom(files, file, tail.offset, bytes);
  files.remove(tail.path);
  files.syncDirectory(directory);
}
