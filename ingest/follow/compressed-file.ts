import { crc32 } from "node:zlib";
import { decompress } from "#ingest/formats/decompress.ts";
import { FINGERPRINT_BYTES_MAX, fingerprintOf } from "#ingest/pipeline/file-fingerprint.ts";
import { surveyPiece, type FileCheckpoint } from "#storage/checkpoints/file-checkpoint.ts";
import { askPatiently } from "./ask-patiently.ts";
import type { FollowedSource, FollowPorts } from "./follow-ports.ts";
import { PIECE_BYTES, type FollowedFile } from "./followed-file.ts";
import { pieceRequest } from "./piece-reader.ts";

export interface CompressedContent {
  readonly fingerprint: string;
  /** The known file that this one is a compressed copy of, as far as that was read. */
  readonly copyOf: FollowedFile | null;
}

/** Reads a compressed file once, to see what it is. Throws `unreadable-body` where it is not whole (yet). */
export async function recognizeCompressed(
  content: AsyncIterable<Uint8Array>,
  known: (fingerprint: string) => Iterable<FollowedFile>,
): Promise<CompressedContent> {
  const beginning: Uint8Array[] = [];
  let beginningBytes = 0;
  let fingerprint = "";
  let waiting: FollowedFile[] = [];
  let copyOf: FollowedFile | null = null;
  let position = 0;
  let checksum = 0;
  const begin = (): void => {
    fingerprint = fingerprintOf(Buffer.concat(beginning));
    waiting = [...known(fingerprint)]
      .filter(({ checkpoint }) => checkpoint.offset > 0)
      .toSorted((left, right) => left.checkpoint.offset - right.checkpoint.offset);
  };
  const pass = (chunk: Uint8Array): void => {
    let rest = chunk;
    for (let file = waiting[0]; file !== undefined; file = waiting[0]) {
      const { offset, checksum: expected } = file.checkpoint;
      if (offset > position + rest.length) break;
      const before = rest.subarray(0, offset - position);
      checksum = crc32(before, checksum);
      position += before.length;
      rest = rest.subarray(before.length);
      if (checksum === expected) copyOf = file;
      waiting.shift();
    }
    checksum = crc32(rest, checksum);
    position += rest.length;
  };
  for await (const chunk of decompress(content)) {
    if (fingerprint !== "") pass(chunk);
    else {
      beginning.push(chunk);
      beginningBytes += chunk.length;
      if (beginningBytes <= FINGERPRINT_BYTES_MAX) continue;
      begin();
      for (const held of beginning) pass(held);
    }
  }
  if (fingerprint === "") {
    begin();
    for (const held of beginning) pass(held);
  }
  return { fingerprint, copyOf };
}

/**
 * Reads the content of a compressed file from the checkpoint on. Resolves with the checkpoint after it and
 * what is left: no whole record. Memory is bounded by a piece and the longest record.
 */
export async function readCompressed(
  ports: FollowPorts,
  source: FollowedSource,
  content: AsyncIterable<Uint8Array>,
  start: FileCheckpoint,
  ended: AbortSignal,
): Promise<{ checkpoint: FileCheckpoint; rest: Uint8Array }> {
  let checkpoint = start;
  let skip = start.offset;
  let held = Buffer.alloc(0);
  const send = async (more: "reading" | "idle"): Promise<void> => {
    const survey = surveyPiece(checkpoint, held);
    const answer = await askPatiently(() => {
      // The writer takes the bytes for itself.
      const body = Uint8Array.from(held);
      return ports.ingest(
        pieceRequest(source, checkpoint, body, { before: checkpoint, survey }, more),
      );
    }, ended);
    checkpoint = answer.checkpoint ?? checkpoint;
    held = held.subarray(answer.consumedBytes);
  };
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of decompress(content)) {
    const passed = Math.min(skip, chunk.length);
    skip -= passed;
    parts.push(chunk.subarray(passed));
    bytes += chunk.length - passed;
    if (bytes < PIECE_BYTES) continue;
    held = Buffer.concat([held, ...parts]);
    parts = [];
    bytes = 0;
    await send("reading");
  }
  held = Buffer.concat([held, ...parts]);
  if (held.length > 0) await send("reading");
  return { checkpoint, rest: held };
}
