import { closeSync, openSync, readSync, renameSync, writeFileSync } from "node:fs";
import {
  blockMayHold,
  blockStart,
  FILTER_BLOCK_BYTES,
  makeKeyFilter,
  parseTotals,
  readFilterHead,
} from "./key-filter.ts";
import type {
  FacetTotals,
  FilterContent,
  FilteredPartition,
  FilterHead,
  KeyHash,
} from "./key-filter.ts";
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
  content: FilterContent,
  made: FilteredPartition,
): void {
  const path = keyFilterPath(place);
  const unfinished = path + NEW_SUFFIX;
  writeFileSync(unfinished, makeKeyFilter(content, made), { mode: FILE_MODE });
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
  readonly #head: FilterHead;
  readonly #bytes = Buffer.alloc(FILTER_BLOCK_BYTES);

  private constructor(descriptor: number, head: FilterHead) {
    this.#descriptor = descriptor;
    this.#head = head;
  }

  /** Null when there is none, or one of another partition, or when it is damaged. */
  static open(place: PartitionPlace, of: FilteredPartition): KeyFilterFile | null {
    const descriptor = openIfThere(keyFilterPath(place));
    if (descriptor === null) return null;
    const bytes = Buffer.alloc(FILTER_BLOCK_BYTES);
    const length = readSync(descriptor, bytes, 0, FILTER_BLOCK_BYTES, 0);
    const head = readFilterHead(bytes.subarray(0, length), of);
    if (head !== null) return new KeyFilterFile(descriptor, head);
    closeSync(descriptor);
    return null;
  }

  mayHold(hash: KeyHash): boolean {
    const start = blockStart(hash, this.#head.blocks);
    const length = readSync(this.#descriptor, this.#bytes, 0, FILTER_BLOCK_BYTES, start);
    return length < FILTER_BLOCK_BYTES || blockMayHold(this.#bytes, start, hash);
  }

  /** Records of each value by prefix; null when they are damaged. */
  totals(): FacetTotals | null {
    const { totalsStart, totalsBytes } = this.#head;
    const bytes = Buffer.alloc(totalsBytes);
    const length = readSync(this.#descriptor, bytes, 0, totalsBytes, totalsStart);
    return parseTotals(bytes.subarray(0, length), this.#head);
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
