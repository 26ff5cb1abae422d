import type { FileLayer } from "#storage/files/file-layer.ts";
import { FramedContent } from "./framed-content.ts";
import type { SegmentPaths } from "./segment-files.ts";

/** The lines of a segment, plain or compressed; positions are those of the plain file. */
export interface SegmentContent {
  readonly path: string;
  read(position: number, length: number): Buffer;
  size(): number;
  close(): void;
}

/**
 * Opens the plain file where there is one, else the compressed one; what is open stays readable when it is
 * replaced meanwhile. Reading and opening throw `FrameDamage` where a compressed segment is damaged.
 */
export function openSegmentContent(files: FileLayer, paths: SegmentPaths): SegmentContent {
  if (files.exists(paths.segment) || !files.exists(paths.compressed)) {
    try {
      return files.openRead(paths.segment);
    } catch (error) {
      // Compressed after it was looked for; then the compressed file is complete.
      if (!files.exists(paths.compressed)) throw error;
    }
  }
  return FramedContent.open(files, paths.compressed);
}

/** Bytes of a segment's lines, as they would be in the plain file. */
export function segmentContentBytes(files: FileLayer, paths: SegmentPaths): number {
  const content = openSegmentContent(files, paths);
  try {
    return content.size();
  } finally {
    content.close();
  }
}
