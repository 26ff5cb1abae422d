import { closeSync, openSync, readSync, renameSync, writeFileSync } from "node:fs";
import {
  blockMayHold,
  blockStart,
  FILTER_BLOCK_BYTES,
  makeKeyFilter,
  readFilterHead,
} from "./key-filter.ts";
import type { FilteredPartition, KeyHash } from "./key-filter.ts";
import { keyFilterPath, NEW_SUFFIX } from "./partition-directory.ts";
import type { PartitionPlace } from "./translate-error.ts";

/** Tokens are words of the records: only the service's own user may read what tells of them. */
const FILE_MODE = 0o600;

/**
 * Writes a partition's filter: the file is complete or absent. It need not be durable, since a torn one is
 * known by its checksums and made again.
 */
export function writeKeyFilter(
  place: PartitionPlace,
  keys: { readonly hashes: Iterable<KeyHash>; readonly count: number },
  made: FilteredPartition,
): void {
  const path = keyFilterPath(place);
  const unfinished = path + NEW_SUFFIX;
  writeFileSync(unfinished, makeKeyFilter(keys.hashes, keys.count, made), { mode: FILE_MODE });
  renameSync(unfinished, path);
}

/** Whether a partition's filter is there and was made of just this partition. */
export function hasKeyFilter(place: PartitionPlace, of: FilteredPartition): boolean {
  const filter = KeyFilterFile.open(place, of);
  filter?.close();
  return filter !== null;
}

/** The filter of one finished partition, read block by block: the system's page cache holds it for all readers. */
export class KeyFilterFile {
  readonly #descriptor: number;
  readonly #blocks: number;
  readonly #bytes = Buffer.alloc(FILTER_BLOCK_BYTES);

  private constructor(descriptor: number, blocks: number) {
    this.#descriptor = descriptor;
    this.#blocks = blocks;
  }

  /** Null when there is none, or one of another partition, or when it is damaged. */
  static open(place: PartitionPlace, of: FilteredPartition): KeyFilterFile | null {
    const descriptor = openIfThere(keyFilterPath(place));
    if (descriptor === null) return null;
    const head = Buffer.alloc(FILTER_BLOCK_BYTES);
    const length = readSync(descriptor, head, 0, FILTER_BLOCK_BYTES, 0);
    const blocks = readFilterHead(head.subarray(0, length), of);
    if (blocks !== null) return new KeyFilterFile(descriptor, blocks);
    closeSync(descriptor);
    return null;
  }

  mayHold(hash: KeyHash): boolean {
    const start = blockStart(hash, this.#blocks);
    const length = readSync(this.#descriptor, this.#bytes, 0, FILTER_BLOCK_BYTES, start);
    return length < FILTER_BLOCK_BYTES || blockMayHold(this.#bytes, start, hash);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
