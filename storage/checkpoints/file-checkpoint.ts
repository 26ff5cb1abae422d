import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { z } from "zod";

/** Content before the checkpoint that is compared before reading on: enough that no other text has it by chance. */
export const TAIL_BYTES = 256;

const NEWLINE = 0x0a;

/** How far a followed file was read: everything before `offset` is in the ledger or in quarantine. */
export const fileCheckpointSchema = z.strictObject({
  source: z.string(),
  /** Number of the file within its source: 1, 2, 3 … as they were seen. */
  file: z.int().positive(),
  /** Of its first line; see `fingerprintOf`. */
  fingerprint: z.string(),
  /** Where it was last. */
  path: z.string(),
  /** Hints alone: both are given to other files in time. */
  device: z.number(),
  inode: z.number(),
  /** Bytes of (decompressed) content. */
  offset: z.int().nonnegative(),
  /** 1-based line at `offset`. */
  line: z.int().positive(),
  /** CRC-32 of the content before `offset`. */
  checksum: z.int().nonnegative(),
  /** Of the last `TAIL_BYTES` before `offset`; see `tailOf`. */
  tail: z.string(),
  /** Of the answer before, when the file was closed while idle. */
  continuation: z.string().exactOptional(),
  /** So many bytes from `offset` on are being closed as they are: they must be sent so, and no further. */
  closing: z.int().positive().exactOptional(),
  /** Size of a compressed file whose content was read to its end. */
  compressedBytes: z.int().exactOptional(),
});
export type FileCheckpoint = Readonly<z.infer<typeof fileCheckpointSchema>>;

/** A piece's whole lines, counted where there was time for it. */
export interface PieceSurvey {
  /** Bytes up to and with the last line end. */
  readonly bytes: number;
  readonly lines: number;
  /** CRC-32 of the file's content up to there. */
  readonly checksum: number;
}

/** What a piece of a followed file carries, so that it is checkpointed with its records. */
export interface PieceCheckpoint {
  /** The file before the piece. */
  readonly before: FileCheckpoint;
  /** Bytes of the piece that are the file's own, where it ends in the next file. */
  readonly ownBytes?: number;
  /** The next file after a piece that ends in it. */
  readonly next?: FileCheckpoint;
  readonly survey?: PieceSurvey;
}

/** Tells content apart at one place: 12 characters of a SHA-256 over its last `TAIL_BYTES`. */
export function tailOf(contentBefore: Uint8Array): string {
  const tail = contentBefore.subarray(-TAIL_BYTES);
  return createHash("sha256").update(tail).digest("base64url").slice(0, 12);
}

export function surveyPiece(before: FileCheckpoint, piece: Uint8Array): PieceSurvey {
  const bytes = piece.lastIndexOf(NEWLINE) + 1;
  const whole = piece.subarray(0, bytes);
  return { bytes, lines: linesIn(whole), checksum: crc32(whole, before.checksum) };
}

/**
 * The file after `consumedBytes` of a piece that began at its offset. The tail is of what this piece brought, a
 * short piece having a short one; its length stands before it.
 */
export function advance(
  { before, ownBytes, survey }: PieceCheckpoint,
  piece: Uint8Array,
  consumedBytes: number,
  continuation: string | undefined,
): FileCheckpoint {
  const { continuation: _, closing: __, ...rest } = before;
  const consumed = piece.subarray(0, Math.min(consumedBytes, ownBytes ?? consumedBytes));
  if (consumed.length === 0) {
    return { ...rest, ...(continuation !== undefined && { continuation }) };
  }
  const { lines, checksum } =
    survey?.bytes === consumed.length
      ? survey
      : { lines: linesIn(consumed), checksum: crc32(consumed, before.checksum) };
  return {
    ...rest,
    offset: before.offset + consumed.length,
    line: before.line + lines,
    checksum,
    tail: `${Math.min(consumed.length, TAIL_BYTES)}:${tailOf(consumed)}`,
    ...(continuation !== undefined && { continuation }),
  };
}

/** Whether content that ends at a checkpoint's offset is what was read. `read` gives bytes by place and length. */
export async function hasSameTail(
  { offset, tail }: FileCheckpoint,
  read: (position: number, length: number) => Promise<Uint8Array>,
): Promise<boolean> {
  if (offset === 0) return true;
  const [length = "0", hash] = tail.split(":");
  const bytes = await read(offset - Number(length), Number(length));
  return bytes.length === Number(length) && tailOf(bytes) === hash;
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}
