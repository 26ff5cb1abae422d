import { crc32 } from "node:zlib";
import type { FileHandle, FileLayer } from "#storage/files/file-layer.ts";
import { FILTER_BLOCK_BYTES, IdentityFilter } from "./identity-filter.ts";
import type { IdentityKey } from "./identity-hash.ts";
import { IdentityTable } from "./identity-table.ts";

/**
 * `<first>.identities` of a sealed segment, and `<first>-<last>.identities` of several (the name tells whose
 * records), little-endian throughout:
 *   0  "TWIDENT1"          8  key low, key high          16  records of the segments
 *  20  identities n       24  bucket bits b              28  filter blocks f
 *  32  CRC-32 of filter and directory                    36  CRC-32 of bytes 0–35
 *  40  filter: f × 32 bytes
 *      directory: 2^b + 1 bucket starts, then 2^b CRC-32s of the buckets, 4 bytes each
 *      table: n × (hash low, hash high, record index), by bucket = the first b bits of the high half
 * Filter and directory are held in memory; a bucket is read and checked when it is needed.
 */
const MAGIC = Buffer.from("TWIDENT1");
const HEADER_BYTES = 40;
export const ENTRY_BYTES = 12;

/** Most entries in a bucket, on average: one read of less than a page. */
const BUCKET_ENTRIES = 64;

/** The same for files of several segments, whose directories would fill the memory: 2 to 4 MiB for 100 million. */
export const BUCKET_ENTRIES_MERGED = 256;

const BUCKET_BITS_MAX = 24;

/** Filters of many MiB are read and written in pieces: no second copy is held. */
const CHUNK_BYTES = 1024 * 1024;

/** What of the file is held in memory. Plain data: it may go to another thread. */
export interface IdentityFileContent {
  readonly key: IdentityKey;
  /** Of an `IdentityFilter`. */
  readonly filterWords: Int32Array;
  readonly bucketBits: number;
  /** 2^bucketBits + 1 starts, then 2^bucketBits checksums. */
  readonly directory: Uint32Array;
  readonly tableAt: number;
}

export function bucketOf(high: number, bucketBits: number): number {
  return bucketBits === 0 ? 0 : high >>> (32 - bucketBits);
}

/** The file for the first `records` records of the table's segment, as chunks to be written in order. */
export function encodeIdentities(
  table: IdentityTable,
  records: number,
  key: IdentityKey,
): Uint8Array[] {
  let count = 0;
  table.forEach((_low, _high, index) => {
    if (index < records) count += 1;
  });
  const bucketBits = bucketBitsFor(count, BUCKET_ENTRIES);
  const filter = IdentityFilter.forKeys(count);
  const { directory, entries } = sortIntoBuckets(table, { records, count, bucketBits, filter });
  return [...encodeHeld({ key, records, count, bucketBits, filter, directory }), entries];
}

export function bucketBitsFor(count: number, entriesMax: number): number {
  return Math.min(BUCKET_BITS_MAX, Math.ceil(Math.log2(Math.max(1, count / entriesMax))));
}

/** Everything before the table, as chunks to be written in order. */
export function* encodeHeld(content: {
  readonly key: IdentityKey;
  readonly records: number;
  readonly count: number;
  readonly bucketBits: number;
  readonly filter: IdentityFilter;
  readonly directory: Uint32Array;
}): Generator<Uint8Array> {
  const { key, records, count, bucketBits, filter, directory } = content;
  let heldCrc = 0;
  for (const bytes of encodeWords(filter.words)) heldCrc = crc32(bytes, heldCrc);
  for (const bytes of encodeWords(directory)) heldCrc = crc32(bytes, heldCrc);
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeInt32LE(key.low, 8);
  header.writeInt32LE(key.high, 12);
  header.writeUInt32LE(records, 16);
  header.writeUInt32LE(count, 20);
  header.writeUInt32LE(bucketBits, 24);
  header.writeUInt32LE((filter.words.length * 4) / FILTER_BLOCK_BYTES, 28);
  header.writeUInt32LE(heldCrc, 32);
  header.writeUInt32LE(crc32(header.subarray(0, 36)), 36);
  yield header;
  yield* encodeWords(filter.words);
  yield* encodeWords(directory);
}

function sortIntoBuckets(
  table: IdentityTable,
  size: { records: number; count: number; bucketBits: number; filter: IdentityFilter },
): { directory: Uint32Array; entries: Buffer } {
  const { records, count, bucketBits, filter } = size;
  const buckets = 2 ** bucketBits;
  const directory = new Uint32Array(buckets + 1 + buckets);
  table.forEach((low, high, index) => {
    if (index >= records) return;
    filter.add(low, high);
    const next = bucketOf(high, bucketBits) + 1;
    directory[next] = (directory[next] ?? 0) + 1;
  });
  for (let bucket = 1; bucket <= buckets; bucket += 1) {
    directory[bucket] = (directory[bucket] ?? 0) + (directory[bucket - 1] ?? 0);
  }
  const places = directory.slice(0, buckets);
  const entries = Buffer.allocUnsafe(count * ENTRY_BYTES);
  table.forEach((low, high, index) => {
    if (index >= records) return;
    const bucket = bucketOf(high, bucketBits);
    const place = places[bucket] ?? 0;
    places[bucket] = place + 1;
    entries.writeInt32LE(low, place * ENTRY_BYTES);
    entries.writeInt32LE(high, place * ENTRY_BYTES + 4);
    entries.writeUInt32LE(index, place * ENTRY_BYTES + 8);
  });
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = (directory[bucket] ?? 0) * ENTRY_BYTES;
    const to = (directory[bucket + 1] ?? 0) * ENTRY_BYTES;
    directory[buckets + 1 + bucket] = crc32(entries.subarray(from, to));
  }
  return { directory, entries };
}

function* encodeWords(words: Int32Array | Uint32Array): Generator<Uint8Array> {
  for (let from = 0; from < words.length; from += CHUNK_BYTES / 4) {
    const to = Math.min(words.length, from + CHUNK_BYTES / 4);
    const bytes = Buffer.allocUnsafe((to - from) * 4);
    for (let word = from; word < to; word += 1) {
      bytes.writeInt32LE((words[word] ?? 0) | 0, (word - from) * 4);
    }
    yield bytes;
  }
}

/** Reads filter and directory. Null when the file is missing, damaged, or of other records than `records`. */
export function loadIdentities(
  files: FileLayer,
  path: string,
  records: number,
): IdentityFileContent | null {
  if (!files.exists(path)) return null;
  const handle = files.openRead(path);
  try {
    return readIdentityContent(handle, records);
  } finally {
    handle.close();
  }
}

/** The key of a file whose header and size fit its segment; null when they do not. Little is read. */
export function readIdentityKey(
  files: FileLayer,
  path: string,
  records: number,
): IdentityKey | null {
  if (!files.exists(path)) return null;
  const handle = files.openRead(path);
  try {
    return readLayout(handle, records)?.key ?? null;
  } finally {
    handle.close();
  }
}

function readLayout(
  handle: FileHandle,
  records: number,
): {
  key: IdentityKey;
  bucketBits: number;
  filterBytes: number;
  heldBytes: number;
  heldCrc: number;
} | null {
  const header = handle.read(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, 8).equals(MAGIC)) return null;
  if (crc32(header.subarray(0, 36)) !== header.readUInt32LE(36)) return null;
  if (header.readUInt32LE(16) !== records) return null;
  const bucketBits = header.readUInt32LE(24);
  const filterBytes = header.readUInt32LE(28) * FILTER_BLOCK_BYTES;
  const heldBytes = filterBytes + (2 ** bucketBits * 2 + 1) * 4;
  const entryBytes = header.readUInt32LE(20) * ENTRY_BYTES;
  if (handle.size() !== HEADER_BYTES + heldBytes + entryBytes) return null;
  const key = { low: header.readInt32LE(8), high: header.readInt32LE(12) };
  return { key, bucketBits, filterBytes, heldBytes, heldCrc: header.readUInt32LE(32) };
}

/** See `loadIdentities`; without the filter, which is only checked, where it is not wanted. */
export function readIdentityContent(
  handle: FileHandle,
  records: number,
  wanted: { readonly filter: boolean } = { filter: true },
): IdentityFileContent | null {
  const layout = readLayout(handle, records);
  if (layout === null) return null;
  const { key, bucketBits, filterBytes, heldBytes, heldCrc } = layout;
  const filterWords = new Int32Array(wanted.filter ? filterBytes / 4 : 0);
  const directory = new Uint32Array((heldBytes - filterBytes) / 4);
  const filterCrc = readWords(handle, HEADER_BYTES, filterBytes, { into: filterWords, crc: 0 });
  const directoryAt = HEADER_BYTES + filterBytes;
  const directoryBytes = heldBytes - filterBytes;
  const crc = readWords(handle, directoryAt, directoryBytes, { into: directory, crc: filterCrc });
  if (crc !== heldCrc) return null;
  return { key, filterWords, bucketBits, directory, tableAt: HEADER_BYTES + heldBytes };
}

/** Reads as many words as there is room for; returns the checksum of all bytes. */
function readWords(
  handle: FileHandle,
  position: number,
  length: number,
  { into, crc }: { readonly into: Int32Array | Uint32Array; readonly crc: number },
): number {
  let sum = crc;
  for (let from = 0; from < length; from += CHUNK_BYTES) {
    const bytes = handle.read(position + from, Math.min(CHUNK_BYTES, length - from));
    sum = crc32(bytes, sum);
    const words = Math.min(bytes.length >>> 2, into.length - from / 4);
    for (let word = 0; word < words; word += 1) into[from / 4 + word] = bytes.readInt32LE(word * 4);
  }
  return sum;
}

/** Indexes of the records with this hash; null when the bucket is damaged. */
export function readIdentityBucket(
  handle: FileHandle,
  content: IdentityFileContent,
  hash: { low: number; high: number },
): number[] | null {
  const { bucketBits, directory, tableAt } = content;
  const bucket = bucketOf(hash.high, bucketBits);
  const start = directory[bucket] ?? 0;
  const bytes = ((directory[bucket + 1] ?? 0) - start) * ENTRY_BYTES;
  const entries = handle.read(tableAt + start * ENTRY_BYTES, bytes);
  if (entries.length !== bytes) return null;
  if (crc32(entries) !== directory[2 ** bucketBits + 1 + bucket]) return null;
  const found: number[] = [];
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    if (entries.readInt32LE(at) === hash.low && entries.readInt32LE(at + 4) === hash.high) {
      found.push(entries.readUInt32LE(at + 8));
    }
  }
  return found;
}

/** The whole exact table, for a full check; null when any bucket is damaged. */
export function readAllIdentities(
  handle: FileHandle,
  content: IdentityFileContent,
): IdentityTable | null {
  const { bucketBits, directory, tableAt } = content;
  const buckets = 2 ** bucketBits;
  const entries = handle.read(tableAt, (directory[buckets] ?? 0) * ENTRY_BYTES);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = (directory[bucket] ?? 0) * ENTRY_BYTES;
    const to = (directory[bucket + 1] ?? 0) * ENTRY_BYTES;
    if (crc32(entries.subarray(from, to)) !== directory[buckets + 1 + bucket]) return null;
  }
  const table = new IdentityTable();
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    table.add(entries.readInt32LE(at), entries.readInt32LE(at + 4), entries.readUInt32LE(at + 8));
  }
  return table;
}
