import type { FileLayer } from "#storage/files/file-layer.ts";
import { coverSegments, soundMerged } from "./identity-cover.ts";
import type { IdentityRun } from "./identity-cover.ts";
import type { IdentityKey } from "./identity-hash.ts";
import type { IdentitySourceFile } from "./identity-source.ts";
import { mergeIdentities } from "./merge-identities.ts";
import type { MergedIdentityFile } from "./merge-identities.ts";
import { keptFromSeq } from "./retention-note.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import { listMergedIdentities, listSegments, segmentPaths } from "./segment-files.ts";

/** Files of few segments are merged by four: asking one costs little, their filters fit a processor's cache. */
const SMALL_SEGMENTS = 16;
const SMALL_MERGED_AT_ONCE = 4;

/** Larger ones by two: each costs a lookup a cache line and some false positives. */
const LARGE_MERGED_AT_ONCE = 2;

/**
 * Most records of a merged file, so that while it is made, 120 MiB are the most that its filter takes beside
 * the filters it will replace.
 */
const MERGED_RECORDS_MAX = 2 ** 27;

/** Where a merge is to be sought. Plain data: it may go to another thread. */
export interface MergeRequest {
  readonly directory: string;
  readonly ledger: string;
  readonly key: IdentityKey;
}

/**
 * Merges identities files where enough of a size stand side by side: one merge at a call, null when there is
 * none to do. For the thread that seals, beside the writer. The merged files stay until `removeMerged`.
 */
export function mergeNext(files: FileLayer, request: MergeRequest): MergedIdentityFile | null {
  const { directory, ledger, key } = request;
  // Listed first: what is not covered by then has files of its own, or waits.
  const merged = soundMerged(files, listMergedIdentities(files, directory), key);
  const firstSeqs = listSegments(files, directory);
  const keptFrom = keptFromSeq(files, directory);
  const segments = firstSeqs.slice(0, -1).map((firstSeq, index) => ({
    directory,
    ledger,
    firstSeq,
    lastSeq: (firstSeqs[index + 1] ?? 0) - 1,
  }));
  const kept = segments.filter(({ lastSeq }) => lastSeq >= keptFrom);
  const runs = coverSegments(kept, merged);
  const plan = planMerge(runs, (segment) => files.exists(identitiesOf(segment)));
  if (plan === null) return null;
  const sources = plan.map(sourceOf);
  return mergeIdentities(files, directory, { sources, keptFromSeq: keptFrom, key });
}

/** The runs to be merged next, oldest first; null when there are none. */
export function planMerge(
  runs: readonly IdentityRun[],
  hasOwnFile: (segment: SealedSegment) => boolean,
): readonly IdentityRun[] | null {
  const [oldest] = runs;
  if (oldest !== undefined && isMostlyRemoved(oldest)) return [oldest];
  // The newest are the smallest, so they are merged before what stands before them.
  for (let end = runs.length; end > 0;) {
    const last = runs[end - 1];
    if (last === undefined) return null;
    let start = end - 1;
    while (start > 0 && sizeOf(runs[start - 1]) === sizeOf(last)) start -= 1;
    const same = runs.slice(start, Math.min(end, start + widthOf(last)));
    if (same.length === widthOf(last) && isMergeable(same, hasOwnFile)) return same;
    // Made anew after damage: it goes into the larger one behind it. What retention cuts off is the oldest.
    const pair = runs.slice(start - 1, start + 1);
    const isOutOfOrder = start > 1 && sizeOf(pair[0]) < sizeOf(last);
    if (isOutOfOrder && isMergeable(pair, hasOwnFile)) return pair;
    end = start;
  }
  return null;
}

/** So many of its size are merged. */
function widthOf({ segments }: IdentityRun): number {
  return segments.length < SMALL_SEGMENTS ? SMALL_MERGED_AT_ONCE : LARGE_MERGED_AT_ONCE;
}

function isMergeable(
  runs: readonly IdentityRun[],
  hasOwnFile: (segment: SealedSegment) => boolean,
): boolean {
  const records = runs.reduce((sum, { segments }) => sum + recordsOf(segments), 0);
  if (records > MERGED_RECORDS_MAX) return false;
  return runs.every(({ merged, segments }) => {
    const [segment] = segments;
    return merged !== null || (segment !== undefined && hasOwnFile(segment));
  });
}

/** Retention has removed more than half of what the file has. */
function isMostlyRemoved({ merged, segments }: IdentityRun): boolean {
  if (merged === null) return false;
  return (merged.lastSeq - merged.firstSeq + 1) / 2 > recordsOf(segments);
}

function recordsOf(segments: readonly SealedSegment[]): number {
  return (segments.at(-1)?.lastSeq ?? 0) - (segments[0]?.firstSeq ?? 0) + 1;
}

/** Files that have the same are merged: 1, 2–3, 4–7, 8–15 … segments. */
function sizeOf(run: IdentityRun | undefined): number {
  return Math.floor(Math.log2(run?.segments.length ?? 1));
}

function identitiesOf({ directory, firstSeq }: SealedSegment): string {
  return segmentPaths(directory, firstSeq).identities;
}

/** The file of a run. */
export function sourceOf({ merged, segments }: IdentityRun): IdentitySourceFile {
  if (merged !== null) return merged;
  const [segment] = segments;
  if (segment === undefined) throw new RangeError("a run has at least one segment");
  const { firstSeq, lastSeq } = segment;
  return { path: identitiesOf(segment), firstSeq, lastSeq };
}
