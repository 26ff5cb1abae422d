import type { FileLayer } from "#storage/files/file-layer.ts";
import { compressSegment } from "./compress-segment.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { offsetsFit, writeOffsets } from "./offsets-file.ts";
import { scanSealedSegment } from "./scan-sealed-segment.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import { hasIdentities, writeIdentities } from "./sealed-identities.ts";
import { listMergedIdentities, segmentPaths } from "./segment-files.ts";
import type { MergedFile } from "./segment-files.ts";
import { segmentContentBytes } from "./segment-content.ts";

/**
 * Segments that may wait to be sealed, each with 12 to 24 bytes of memory a record. When more would wait, the
 * open segment grows beyond its size instead, until the sealer is through.
 */
export const UNSEALED_SEGMENTS_MAX = 4;

/** What is to be done with a segment that the writer has left. Plain data: it may go to another thread. */
export interface SealRequest extends SealedSegment {
  readonly key: IdentityKey;
  readonly compress: boolean;
}

/**
 * Reads a segment that will never grow again from end to end, checks every record, and makes what belongs
 * beside it: offsets, identities, and compressed frames in its place. What is there already is left. May run
 * in any thread beside the writer and readers, once at a time for a segment. Everything is durable when it
 * returns. Throws `ledger-corrupt`, `FrameDamage` and errors of the files; the segment is then as it was.
 */
export function sealSegment(
  files: FileLayer,
  request: SealRequest,
  merged: readonly MergedFile[] = listMergedIdentities(files, request.directory),
): void {
  const { directory, firstSeq, lastSeq, key, compress } = request;
  const paths = segmentPaths(directory, firstSeq);
  const records = lastSeq - firstSeq + 1;
  const segmentBytes = segmentContentBytes(files, paths);
  // Identities are written after the offsets were synced; without them, offsets may be torn in the middle.
  const isDerived =
    offsetsFit(files, paths.offsets, { records, segmentBytes }) &&
    hasIdentities(files, request, key, merged);
  if (!isDerived) {
    const { offsets, identities } = scanSealedSegment(files, request, key);
    writeOffsets(files, paths.offsets, offsets);
    writeIdentities(files, request, identities, key);
  }
  if (compress) compressSegment(files, directory, firstSeq);
}
