import { crc32 } from "node:zlib";
import { invariant } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import { BUCKET_ENTRIES_MERGED, bucketBitsFor, encodeHeld, ENTRY_BYTES } from "./identity-file.ts";
import type { IdentityFileContent } from "./identity-file.ts";
import { IdentityFilter } from "./identity-filter.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { IdentitySource } from "./identity-source.ts";
import type { IdentitySourceFile } from "./identity-source.ts";
import {
  listMergedIdentities,
  listSegmentIdentities,
  mergedIdentitiesPath,
} from "./segment-files.ts";

/** Written at once. */
const WRITE_BYTES = 1024 * 1024;

/** Plain data: it may go to another thread, which then need not read the file. */
export interface MergedIdentityFile {
  readonly directory: string;
  readonly firstSeq: number;
  /** Inclusive. */
  readonly lastSeq: number;
  readonly content: IdentityFileContent;
}

/**
 * Writes the entries of identities files of consecutive records, oldest first, into one file; those of
 * records before `keptFromSeq` are left out. In memory are its filter and directory, and a few MiB beside
 * them. Durable when it returns; the files it was made of are still there. Throws `ledger-corrupt` when one
 * of them is damaged, or not of this key.
 */
export function mergeIdentities(
  files: FileLayer,
  directory: string,
  merge: {
    readonly sources: readonly IdentitySourceFile[];
    readonly keptFromSeq: number;
    readonly key: IdentityKey;
  },
): MergedIdentityFile {
  const { key } = merge;
  const firstSeq = Math.max(merge.sources[0]?.firstSeq ?? 0, merge.keptFromSeq);
  const lastSeq = merge.sources.at(-1)?.lastSeq ?? 0;
  invariant(firstSeq <= lastSeq, "something is merged");
  using stack = new DisposableStack();
  const sources = merge.sources.map((file) => {
    const source = IdentitySource.open(files, file, key);
    stack.defer(() => source.close());
    return source;
  });
  const merging = new Merging(sources, firstSeq);
  merging.measure();
  const { bucketBits, filter, directory: starts } = merging;
  const records = lastSeq - firstSeq + 1;
  const count = starts[2 ** bucketBits] ?? 0;
  const path = mergedIdentitiesPath(directory, firstSeq, lastSeq);
  let tableAt = 0;
  const chunks = function* (): Generator<Uint8Array> {
    for (const chunk of encodeHeld({
      key,
      records,
      count,
      bucketBits,
      filter,
      directory: starts,
    })) {
      tableAt += chunk.length;
      yield chunk;
    }
    yield* merging.entries();
  };
  replaceFile(files, path, chunks());
  const content = { key, filterWords: filter.words, bucketBits, directory: starts, tableAt };
  return { directory, firstSeq, lastSeq, content };
}

/**
 * Goes through the entries twice, bucket by bucket: what stands before the table in the file depends on all of
 * them.
 */
class Merging {
  readonly bucketBits: number;
  readonly filter: IdentityFilter;
  readonly directory: Uint32Array;
  readonly #sources: readonly IdentitySource[];
  readonly #firstSeq: number;
  #bytes = Buffer.allocUnsafe(BUCKET_ENTRIES_MERGED * 2 * ENTRY_BYTES);
  #end = 0;

  constructor(sources: readonly IdentitySource[], firstSeq: number) {
    this.#sources = sources;
    this.#firstSeq = firstSeq;
    const expected = Math.ceil(sources.reduce((sum, source) => sum + this.#expectedOf(source), 0));
    this.bucketBits = bucketBitsFor(expected, BUCKET_ENTRIES_MERGED);
    this.filter = IdentityFilter.forKeys(expected);
    const words = 2 ** this.bucketBits * 2 + 1;
    this.directory = new Uint32Array(new SharedArrayBuffer(words * 4));
  }

  /** Fills filter and directory. */
  measure(): void {
    const { directory, filter } = this;
    const buckets = 2 ** this.bucketBits;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const bytes = this.#merge(bucket);
      for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
        filter.add(bytes.readInt32LE(at), bytes.readInt32LE(at + 4));
      }
      directory[bucket + 1] = (directory[bucket] ?? 0) + bytes.length / ENTRY_BYTES;
      directory[buckets + 1 + bucket] = crc32(bytes);
    }
  }

  /** The table, in chunks. */
  *entries(): Generator<Uint8Array> {
    const buckets = 2 ** this.bucketBits;
    let chunk = Buffer.allocUnsafe(WRITE_BYTES);
    let end = 0;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      const bytes = this.#merge(bucket);
      if (end + bytes.length > chunk.length) {
        yield chunk.subarray(0, end);
        end = 0;
        if (bytes.length > chunk.length) chunk = Buffer.allocUnsafe(bytes.length);
      }
      end += bytes.copy(chunk, end);
    }
    yield chunk.subarray(0, end);
  }

  /** How many entries are kept, when those of removed records are spread evenly. */
  #expectedOf({ count, file }: IdentitySource): number {
    const records = file.lastSeq - file.firstSeq + 1;
    const kept = file.lastSeq - Math.max(file.firstSeq, this.#firstSeq) + 1;
    return (count * kept) / records;
  }

  /** The entries of a bucket, those of the oldest records first. Valid until the next call. */
  #merge(bucket: number): Buffer {
    this.#end = 0;
    for (const source of this.#sources) {
      const moved = source.file.firstSeq - this.#firstSeq;
      source.visit(this.bucketBits, bucket, (bytes, at) => {
        const index = bytes.readUInt32LE(at + 8) + moved;
        if (index >= 0) this.#push(bytes, at, index);
      });
    }
    return this.#bytes.subarray(0, this.#end);
  }

  #push(bytes: Buffer, at: number, index: number): void {
    if (this.#end + ENTRY_BYTES > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(this.#bytes.length * 2);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    const into = this.#bytes;
    into.writeInt32LE(bytes.readInt32LE(at), this.#end);
    into.writeInt32LE(bytes.readInt32LE(at + 4), this.#end + 4);
    into.writeUInt32LE(index, this.#end + 8);
    this.#end += ENTRY_BYTES;
  }
}

/** Removes the files whose identities are in a merged one by now, once nobody needs them any more. */
export function removeMerged(
  files: FileLayer,
  { directory, firstSeq, lastSeq }: Omit<MergedIdentityFile, "content">,
): void {
  const own = mergedIdentitiesPath(directory, firstSeq, lastSeq);
  const isInside = (seq: number): boolean => seq >= firstSeq && seq <= lastSeq;
  const single = listSegmentIdentities(files, directory).filter((mark) => isInside(mark.firstSeq));
  const merged = listMergedIdentities(files, directory).filter((file) => isInside(file.lastSeq));
  const superseded = [...single, ...merged].filter(({ path }) => path !== own);
  if (superseded.length === 0) return;
  for (const { path } of superseded) files.remove(path);
  files.syncDirectory(directory);
}
