import { dirname } from "node:path";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import { cutPath, listCuts, segmentPaths } from "./segment-files.ts";

/** Bytes that recovery cut from the end of a segment: they were never acknowledged as a whole. */
export interface CutTail {
  readonly bytes: Buffer;
  /** The segment they stood in. */
  readonly file: string;
  readonly offset: number;
  readonly reason: string;
}

const REPORTED_AGAIN =
  "The end of a segment was cut at an earlier start that ended before this was noted.";

/** Keeps cut bytes in a file of their own until they are reported. Durable when it returns. */
export function keepCut(
  files: FileLayer,
  place: { directory: string; firstSeq: number; offset: number },
  bytes: Buffer,
): string {
  const base = cutPath(place.directory, place.firstSeq, place.offset);
  let path = base;
  for (let copy = 1; files.exists(path); copy += 1) {
    // The same cut after a crash in between is one cut; another cut at the same place is another.
    if (readWhole(files, path).equals(bytes)) return path;
    path = `${base}.${copy}`;
  }
  replaceFile(files, path, [bytes]);
  return path;
}

/**
 * Hands every kept cut to `onCut` and removes its file after it returned, so a cut may be reported twice
 * but never not at all. Without `onCut` the files stay.
 */
export function reportCuts(
  files: FileLayer,
  directory: string,
  onCut: ((cut: CutTail) => void) | undefined,
  reasons: ReadonlyMap<string, string>,
): void {
  if (onCut === undefined) return;
  for (const { firstSeq, offset, path } of listCuts(files, directory)) {
    onCut({
      bytes: readWhole(files, path),
      file: segmentPaths(directory, firstSeq).segment,
      offset,
      reason: reasons.get(path) ?? REPORTED_AGAIN,
    });
    files.remove(path);
    files.syncDirectory(dirname(path));
  }
}

export function readWhole(files: FileLayer, path: string): Buffer {
  const handle = files.openRead(path);
  try {
    return handle.read(0, handle.size());
  } finally {
    handle.close();
  }
}
