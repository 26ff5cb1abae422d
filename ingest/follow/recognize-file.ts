import { crc32 } from "node:zlib";
import {
  FINGERPRINT_BYTES_MAX,
  fingerprintOf,
  hasWholeFingerprint,
} from "#ingest/pipeline/file-fingerprint.ts";
import { hasSameTail, type FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import { compressionOf } from "#storage/compression/compression.ts";
import type { FileFacts, OpenFile } from "./follow-ports.ts";
import type { FollowedFile } from "./followed-file.ts";

/** Bytes read at a time while content is compared. */
const COMPARED_BYTES = 1024 * 1024;

/** What a file's beginning says. */
export type Beginning =
  | { readonly kind: "unfinished" }
  | { readonly kind: "compressed" }
  | { readonly kind: "plain"; readonly fingerprint: string };

/** Of one that `isEnded` half a line is all that there will be. */
export async function readBeginning(open: OpenFile, isEnded: boolean): Promise<Beginning> {
  const beginning = await open.read(0, FINGERPRINT_BYTES_MAX + 1);
  if (compressionOf(beginning) !== null) return { kind: "compressed" };
  return hasWholeFingerprint(beginning) || (isEnded && beginning.length > 0)
    ? { kind: "plain", fingerprint: fingerprintOf(beginning) }
    : { kind: "unfinished" };
}

/**
 * Which of the known files with its fingerprint this one is, by its content, or null. The same place on the disk is a hint: then the
 * end of what was read decides; else all of it is compared by its checksum, as a copy is no rename.
 */
export async function recognizeFile(
  open: OpenFile,
  facts: FileFacts,
  known: Iterable<FollowedFile>,
): Promise<FollowedFile | null> {
  const likely = [...known]
    .filter(({ checkpoint }) => checkpoint.offset <= facts.size && !isCompressed(checkpoint))
    .toSorted(
      (left, right) =>
        Number(right.isAt(facts)) - Number(left.isAt(facts)) ||
        right.checkpoint.offset - left.checkpoint.offset,
    );
  const read = (position: number, length: number): Promise<Uint8Array> =>
    open.read(position, length);
  for (const file of likely) {
    if (!(await hasSameTail(file.checkpoint, read))) continue;
    if (file.isAt(facts)) return file;
    if (file.checkpoint.offset > 0 && (await hasSameContent(open, file.checkpoint))) return file;
  }
  return null;
}

function isCompressed({ compressedBytes }: FileCheckpoint): boolean {
  return compressedBytes !== undefined;
}

async function hasSameContent(
  open: OpenFile,
  { offset, checksum }: FileCheckpoint,
): Promise<boolean> {
  let seen = 0;
  for (let at = 0; at < offset; at += COMPARED_BYTES) {
    seen = crc32(await open.read(at, Math.min(COMPARED_BYTES, offset - at)), seen);
  }
  return seen === checksum;
}
