import type { FileLayer } from "#storage/files/file-layer.ts";
import { readIdentityKey } from "./identity-file.ts";
import type { IdentityKey } from "./identity-hash.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import type { MergedFile } from "./segment-files.ts";

/** Sealed segments whose identities are in one file: `merged`, or the single segment's own. */
export interface IdentityRun {
  readonly merged: MergedFile | null;
  /** Consecutive, at least one. Retention may have removed others, older ones, that the file still has. */
  readonly segments: readonly SealedSegment[];
}

/**
 * Which file is to be asked for which of a ledger's sealed segments (consecutive, ascending): as few files as
 * there can be. A merged file counts when it ends where a segment ends.
 */
export function coverSegments(
  segments: readonly SealedSegment[],
  mergedFiles: readonly MergedFile[],
): IdentityRun[] {
  const places = new Map(segments.map(({ lastSeq }, index) => [lastSeq, index]));
  const runs: IdentityRun[] = [];
  for (let at = 0; at < segments.length;) {
    const firstSeq = segments[at]?.firstSeq ?? 0;
    const merged = mergedFiles
      .filter((file) => file.firstSeq <= firstSeq && (places.get(file.lastSeq) ?? -1) >= at)
      .reduce<MergedFile | null>((best, file) => {
        return best === null || file.lastSeq > best.lastSeq ? file : best;
      }, null);
    const end = merged === null ? at : (places.get(merged.lastSeq) ?? at);
    runs.push({ merged, segments: segments.slice(at, end + 1) });
    at = end + 1;
  }
  return runs;
}

/** Merged files that by their headers are whole and of this key. Little is read. */
export function soundMerged(
  files: FileLayer,
  mergedFiles: readonly MergedFile[],
  key: IdentityKey,
): MergedFile[] {
  return mergedFiles.filter(({ path, firstSeq, lastSeq }) => {
    const present = readIdentityKey(files, path, lastSeq - firstSeq + 1);
    return present?.low === key.low && present.high === key.high;
  });
}
