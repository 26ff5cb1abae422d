import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import { invariant } from "#domain/errors.ts";
import {
  encodeIdentities,
  loadIdentities,
  readIdentityBucket,
  readIdentityKey,
} from "./identity-file.ts";
import type { IdentityFileContent } from "./identity-file.ts";
import { IdentityFilter } from "./identity-filter.ts";
import type { BlockMask } from "./identity-filter.ts";
import type { IdentityHasher, IdentityKey } from "./identity-hash.ts";
import type { IdentityTable } from "./identity-table.ts";
import { scanSealedSegment } from "./scan-sealed-segment.ts";
import type { SealedSegment } from "./scan-sealed-segment.ts";
import { soundMerged } from "./identity-cover.ts";
import { listMergedIdentities, segmentPaths } from "./segment-files.ts";
import type { MergedFile } from "./segment-files.ts";

/** Identities of one sealed segment: the filter in memory, the exact table in a file beside the segment. */
export class SealedIdentities {
  readonly segment: SealedSegment;
  readonly #files: FileLayer;
  readonly #key: IdentityKey;
  #content: IdentityFileContent;
  #filter: IdentityFilter;
  #handle: FileHandle | null = null;

  private constructor(
    files: FileLayer,
    segment: SealedSegment,
    key: IdentityKey,
    content: IdentityFileContent,
  ) {
    this.#files = files;
    this.segment = segment;
    this.#key = key;
    this.#content = content;
    this.#filter = new IdentityFilter(content.filterWords);
  }

  get firstSeq(): number {
    return this.segment.firstSeq;
  }

  get lastSeq(): number {
    return this.segment.lastSeq;
  }

  /** Bytes in memory. */
  get heldBytes(): { readonly filter: number; readonly directory: number } {
    const { filterWords, directory } = this.#content;
    return { filter: filterWords.byteLength, directory: directory.byteLength };
  }

  mayHave(mask: BlockMask, high: number): boolean {
    return this.#filter.mayHave(mask, high);
  }

  /** Reads the segment's identities file; one that is missing, damaged or of another key is made anew. */
  static load(files: FileLayer, segment: SealedSegment, key: IdentityKey): SealedIdentities {
    const present = loadContent(files, segment);
    const fits = present !== null && present.key.low === key.low && present.key.high === key.high;
    const content = fits ? present : rebuild(files, segment, key);
    return new SealedIdentities(files, segment, key, content);
  }

  /** Seqs of the records with the hash that `hasher` holds; nearly always none or one. */
  find(hasher: IdentityHasher): readonly number[] {
    const indexes = this.#read(hasher) ?? this.#readRebuilt(hasher);
    return indexes.map((index) => this.segment.firstSeq + index);
  }

  close(): void {
    this.#handle?.close();
    this.#handle = null;
  }

  /** Null when the table cannot be read: it is derived, so whatever the reason, it can be made again. */
  #read(hasher: IdentityHasher): number[] | null {
    const { directory, firstSeq } = this.segment;
    try {
      this.#handle ??= this.#files.openRead(segmentPaths(directory, firstSeq).identities);
      return readIdentityBucket(this.#handle, this.#content, hasher);
    } catch {
      return null;
    }
  }

  #readRebuilt(hasher: IdentityHasher): number[] {
    this.close();
    this.#content = rebuild(this.#files, this.segment, this.#key);
    this.#filter = new IdentityFilter(this.#content.filterWords);
    const indexes = this.#read(hasher);
    invariant(indexes !== null, "identities that were just written are sound");
    return indexes;
  }
}

function loadContent(files: FileLayer, segment: SealedSegment): IdentityFileContent | null {
  const { directory, firstSeq, lastSeq } = segment;
  const path = segmentPaths(directory, firstSeq).identities;
  return loadIdentities(files, path, lastSeq - firstSeq + 1);
}

/**
 * Whether the segment's identities file is there, or one that it was merged into; fits by its header, and is
 * of this key.
 */
export function hasIdentities(
  files: FileLayer,
  segment: SealedSegment,
  key: IdentityKey,
  merged: readonly MergedFile[] = listMergedIdentities(files, segment.directory),
): boolean {
  const { firstSeq, lastSeq } = segment;
  const around = merged.filter((file) => file.firstSeq <= firstSeq && file.lastSeq >= lastSeq);
  if (soundMerged(files, around, key).length > 0) return true;
  const present = keyOf(files, segment);
  return present !== null && present.low === key.low && present.high === key.high;
}

function keyOf(
  files: FileLayer,
  { directory, firstSeq, lastSeq }: SealedSegment,
): IdentityKey | null {
  const path = segmentPaths(directory, firstSeq).identities;
  return readIdentityKey(files, path, lastSeq - firstSeq + 1);
}

function rebuild(files: FileLayer, segment: SealedSegment, key: IdentityKey): IdentityFileContent {
  return writeIdentities(files, segment, scanSealedSegment(files, segment, key).identities, key);
}

/** Writes the identities of a sealed segment. Durable when it returns. */
export function writeIdentities(
  files: FileLayer,
  segment: SealedSegment,
  table: IdentityTable,
  key: IdentityKey,
): IdentityFileContent {
  const { directory, firstSeq, lastSeq } = segment;
  const path = segmentPaths(directory, firstSeq).identities;
  replaceFile(files, path, encodeIdentities(table, lastSeq - firstSeq + 1, key));
  const content = loadContent(files, segment);
  invariant(content !== null, "identities that were just written are sound");
  return content;
}

/** The key of the newest readable identities file of the segments; null when there is none. */
export function findIdentityKey(
  files: FileLayer,
  segments: readonly SealedSegment[],
  merged: readonly MergedFile[],
): IdentityKey | null {
  for (const segment of segments.toReversed()) {
    const key = keyOf(files, segment);
    if (key !== null) return key;
  }
  for (const { path, firstSeq, lastSeq } of merged.toReversed()) {
    const key = readIdentityKey(files, path, lastSeq - firstSeq + 1);
    if (key !== null) return key;
  }
  return null;
}
