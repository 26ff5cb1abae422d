import { crc32 } from "node:zlib";
import { z } from "zod";

/**
 * Which tokens a finished partition can hold: a Bloom filter in blocks, so that one small read answers for
 * one token. A file of blocks of 64 bytes: a head, then blocks that end in their own CRC-32, into which the
 * block's place goes, so that neither damage nor a mix-up can hide a record.
 *   head: magic, version, blocks, bytes of the totals, last seq (8 bytes), records, CRC-32 of the totals,
 *   unused, CRC-32   (little endian)
 * Behind the blocks stand the totals, as JSON: how many records each value of a few fields has.
 */
export const FILTER_BLOCK_BYTES = 64;

const BLOCK_BITS = (FILTER_BLOCK_BYTES - 4) * 8;
const CRC_AT = FILTER_BLOCK_BYTES - 4;
const MAGIC = 0x6b775754; // "TWwk"
const VERSION = 1;

const totalsSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.number()])));

/** With 16 bits and eight probes about one token in 700 is wrongly taken for held: of 200 partitions none or one. */
const BITS_PER_KEY = 16;
const PROBES = 8;

/** A token as the filter knows it: two independent halves of 32 bits. */
export interface KeyHash {
  readonly block: number;
  readonly bits: number;
}

/** What a filter was made of; another partition of the same name differs in it. */
export interface FilteredPartition {
  readonly throughSeq: number;
  readonly records: number;
}

/** cyrb53 by bryc (public domain), its two halves kept apart. Folds A–Z as the tokenizer does. */
export function keyHash(token: string): KeyHash {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < token.length; index += 1) {
    let code = token.charCodeAt(index);
    if (code >= 0x41 && code <= 0x5a) code += 0x20;
    first = Math.imul(first ^ code, 2_654_435_761);
    second = Math.imul(second ^ code, 1_597_334_677);
  }
  const block = mixed(first, second);
  return { block, bits: mixed(second, block) };
}

function mixed(half: number, other: number): number {
  const mix = Math.imul(half ^ (half >>> 16), 2_246_822_507);
  return (mix ^ Math.imul(other ^ (other >>> 13), 3_266_489_909)) >>> 0;
}

function blockOf(hash: KeyHash, blocks: number): number {
  return Math.floor((hash.block / 2 ** 32) * blocks);
}

/** Calls back with the bits of a token, until it is told false. */
function everyBit(bits: number, visit: (byte: number, mask: number) => boolean): boolean {
  let state = bits;
  for (let probe = 0; probe < PROBES; probe += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const bit = (state >>> 16) % BLOCK_BITS;
    if (!visit(bit >>> 3, 1 << (bit & 7))) return false;
  }
  return true;
}

/** What a file is made of: distinct tokens, and the totals beside them. */
export interface FilterContent {
  readonly hashes: Iterable<KeyHash>;
  readonly count: number;
  readonly totals: FacetTotals;
}

/** By prefix: each value's records, complete; a prefix that has too many values is not there. */
export type FacetTotals = Readonly<Record<string, readonly (readonly [string, number])[]>>;

/** The whole file. */
export function makeKeyFilter(content: FilterContent, made: FilteredPartition): Buffer {
  const blocks = Math.max(Math.ceil((content.count * BITS_PER_KEY) / BLOCK_BITS), 1);
  const totals = Buffer.from(JSON.stringify(content.totals));
  const file = Buffer.alloc((blocks + 1) * FILTER_BLOCK_BYTES);
  for (const hash of content.hashes) {
    const start = blockStart(hash, blocks);
    everyBit(hash.bits, (byte, mask) => {
      file[start + byte] = (file[start + byte] ?? 0) | mask;
      return true;
    });
  }
  file.writeUInt32LE(MAGIC, 0);
  file.writeUInt32LE(VERSION, 4);
  file.writeUInt32LE(blocks, 8);
  file.writeUInt32LE(totals.length, 12);
  file.writeBigUInt64LE(BigInt(made.throughSeq), 16);
  file.writeUInt32LE(made.records, 24);
  file.writeUInt32LE(crc32(totals), 28);
  for (let block = 0; block <= blocks; block += 1) {
    const start = block * FILTER_BLOCK_BYTES;
    file.writeUInt32LE(crc32(file.subarray(start, start + CRC_AT), block), start + CRC_AT);
  }
  return Buffer.concat([file, totals]);
}

export interface FilterHead {
  readonly blocks: number;
  readonly totalsStart: number;
  readonly totalsBytes: number;
  readonly totalsChecksum: number;
}

/** Null when the head is not sound, or belongs to another partition. */
export function readFilterHead(head: Buffer, of: FilteredPartition): FilterHead | null {
  if (!isSound(head, 0)) return null;
  if (head.readUInt32LE(0) !== MAGIC || head.readUInt32LE(4) !== VERSION) return null;
  if (head.readBigUInt64LE(16) !== BigInt(of.throughSeq)) return null;
  if (head.readUInt32LE(24) !== of.records) return null;
  const blocks = head.readUInt32LE(8);
  return {
    blocks,
    totalsStart: (blocks + 1) * FILTER_BLOCK_BYTES,
    totalsBytes: head.readUInt32LE(12),
    totalsChecksum: head.readUInt32LE(28),
  };
}

/** Null when they are damaged. */
export function parseTotals(bytes: Buffer, head: FilterHead): FacetTotals | null {
  if (bytes.length !== head.totalsBytes || crc32(bytes) !== head.totalsChecksum) return null;
  return totalsSchema.parse(JSON.parse(bytes.toString("utf8")));
}

/** Where the block of a token begins in the file. */
export function blockStart(hash: KeyHash, blocks: number): number {
  return (blockOf(hash, blocks) + 1) * FILTER_BLOCK_BYTES;
}

/** Whether the partition can hold the token; true too when the block is damaged. */
export function blockMayHold(bytes: Buffer, start: number, hash: KeyHash): boolean {
  if (!isSound(bytes, start / FILTER_BLOCK_BYTES)) return true;
  return everyBit(hash.bits, (byte, mask) => ((bytes[byte] ?? 0) & mask) !== 0);
}

function isSound(bytes: Buffer, block: number): boolean {
  if (bytes.length !== FILTER_BLOCK_BYTES) return false;
  return crc32(bytes.subarray(0, CRC_AT), block) === bytes.readUInt32LE(CRC_AT);
}
