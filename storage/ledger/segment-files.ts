import { join } from "node:path";
import type { FileLayer } from "#storage/files/file-layer.ts";

const SEQ_DIGITS = 20;
const SEGMENT_NAME = /^(\d{20})\.ndjson(?:\.zst)?$/;
const COMPRESSED_NAME = /^(\d{20})\.ndjson\.zst$/;
const ANY_NAME = /^(\d{20})\.(?:ndjson|ndjson\.zst|offsets|identities)$/;
const DERIVED_NAME = /^(\d{20})\.(?:offsets|identities)$/;
const IDENTITIES_NAME = /^(\d{20})\.identities$/;
const MERGED_NAME = /^(\d{20})-(\d{20})\.identities$/;
const CUT_NAME = /^(\d{20})\.cut-(\d+)(?:\.\d+)?$/;
const TAIL_NAME = /^(\d{20})\.tail-(\d+)$/;

/** Names of a segment and of the files derived from it; all stand in the ledger's own directory. */
export interface SegmentPaths {
  readonly segment: string;
  /** The same lines as zstd frames, in place of the plain file once the segment is sealed. */
  readonly compressed: string;
  /** Offsets of the records; derived. */
  readonly offsets: string;
  /** Identities of the records, once the segment is sealed; derived. */
  readonly identities: string;
}

/** A file whose name refers to a place in a segment. */
export interface SegmentMark {
  readonly firstSeq: number;
  readonly offset: number;
  readonly path: string;
}

function stem(firstSeq: number): string {
  return String(firstSeq).padStart(SEQ_DIGITS, "0");
}

export function segmentPaths(directory: string, firstSeq: number): SegmentPaths {
  const base = join(directory, stem(firstSeq));
  return {
    segment: `${base}.ndjson`,
    compressed: `${base}.ndjson.zst`,
    offsets: `${base}.offsets`,
    identities: `${base}.identities`,
  };
}

/** First seqs of all segments, plain or compressed, ascending. */
export function listSegments(files: FileLayer, directory: string): number[] {
  const found = new Set(listMarks(files, directory, SEGMENT_NAME).map(({ firstSeq }) => firstSeq));
  return [...found].sort((a, b) => a - b);
}

/** Compressed segments, also those whose plain file is still there. */
export function listCompressed(files: FileLayer, directory: string): SegmentMark[] {
  return listMarks(files, directory, COMPRESSED_NAME);
}

/** All files of all segments, derived ones too. */
export function listSegmentFiles(files: FileLayer, directory: string): SegmentMark[] {
  return listMarks(files, directory, ANY_NAME);
}

/** Derived files (offsets, identities) whose segment is not there. */
export function listOrphans(files: FileLayer, directory: string): SegmentMark[] {
  // Listed first: a segment that a running writer makes meanwhile comes with its derived files.
  const derived = listMarks(files, directory, DERIVED_NAME);
  const firstSeqs = new Set(listSegments(files, directory));
  return derived.filter(({ firstSeq }) => !firstSeqs.has(firstSeq));
}

/** A file with the identities of several segments. */
export interface MergedFile {
  readonly firstSeq: number;
  /** Inclusive. */
  readonly lastSeq: number;
  readonly path: string;
}

/** Identities of the records `firstSeq` to `lastSeq`, in place of those of single segments; derived. */
export function mergedIdentitiesPath(directory: string, firstSeq: number, lastSeq: number): string {
  return join(directory, `${stem(firstSeq)}-${stem(lastSeq)}.identities`);
}

/** By their first seq, ascending; ranges may overlap where an earlier process was interrupted. */
export function listMergedIdentities(files: FileLayer, directory: string): MergedFile[] {
  const found: MergedFile[] = [];
  for (const name of files.list(directory)) {
    const [, firstSeq, lastSeq] = MERGED_NAME.exec(name) ?? [];
    if (firstSeq === undefined) continue;
    const path = join(directory, name);
    found.push({ firstSeq: Number(firstSeq), lastSeq: Number(lastSeq), path });
  }
  return found;
}

/** Files with the identities of single segments. */
export function listSegmentIdentities(files: FileLayer, directory: string): SegmentMark[] {
  return listMarks(files, directory, IDENTITIES_NAME);
}

/** Where bytes cut from a segment wait until they were reported. */
export function cutPath(directory: string, firstSeq: number, offset: number): string {
  return join(directory, `${stem(firstSeq)}.cut-${offset}`);
}

/** Where the end of a segment is kept while the segment's own end is written anew. */
export function tailPath(directory: string, firstSeq: number, offset: number): string {
  return join(directory, `${stem(firstSeq)}.tail-${offset}`);
}

export function listCuts(files: FileLayer, directory: string): SegmentMark[] {
  return listMarks(files, directory, CUT_NAME);
}

export function listTails(files: FileLayer, directory: string): SegmentMark[] {
  return listMarks(files, directory, TAIL_NAME);
}

function listMarks(files: FileLayer, directory: string, pattern: RegExp): SegmentMark[] {
  const marks: SegmentMark[] = [];
  for (const name of files.list(directory)) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const [, firstSeq, offset = 0] = match;
    marks.push({ firstSeq: Number(firstSeq), offset: Number(offset), path: join(directory, name) });
  }
  return marks;
}
