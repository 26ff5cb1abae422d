import { createHash, randomUUID } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { TracewellError } from "#domain/errors.ts";
import { decompress } from "#ingest/formats/decompress.ts";

export const STANDARD_INPUT = "-";

/** A file is recognized by its first two complete lines, of at most this many bytes together. */
const FINGERPRINT_BYTES_MAX = 4096;
const FINGERPRINT_LINES = 2;

export interface Input {
  /** Name told to the service; absent for standard input. */
  readonly file: string | null;
  /** Decompressed content. */
  readonly content: AsyncIterable<Buffer>;
  /** Compressed size; null when unknown. */
  readonly bytesTotal: number | null;
  /** Compressed bytes read so far. */
  bytesRead(): number;
  /** Live input may pause; what it said so far is then sent. */
  readonly isLive: boolean;
}

/** Opens a file, compressed or not, or standard input. Throws `invalid-parameter` naming the file. */
export async function openInput(file: string): Promise<Input> {
  if (file === STANDARD_INPUT) {
    return {
      file: null,
      content: process.stdin,
      bytesTotal: null,
      bytesRead: () => 0,
      isLive: true,
    };
  }
  let size: number;
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw new Error("it is not a file");
    size = facts.size;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError("invalid-parameter", `${file} cannot be read: ${why}.`, { cause });
  }
  const compressed: ReadStream = createReadStream(file);
  return {
    file: basename(file),
    content: decompress(compressed),
    bytesTotal: size,
    bytesRead: () => compressed.bytesRead,
    isLive: false,
  };
}

/**
 * Recognizes a file wherever it lies: SHA-256 of its first two complete lines, so that a file that has
 * grown since is the same file. With fewer lines, of all there is.
 */
export function fingerprintOf(beginning: Uint8Array): string {
  let end = 0;
  for (let lines = 0; lines < FINGERPRINT_LINES; lines++) {
    const newline = beginning.indexOf(0x0a, end);
    if (newline < 0 || newline >= FINGERPRINT_BYTES_MAX) {
      end = Math.min(beginning.length, FINGERPRINT_BYTES_MAX);
      break;
    }
    end = newline + 1;
  }
  return createHash("sha256").update(beginning.subarray(0, end)).digest("hex").slice(0, 16);
}

/** Standard input cannot be read twice: each run has an identity of its own, so that only resends are duplicates. */
export function fingerprintOfRun(): string {
  return randomUUID().replaceAll("-", "").slice(0, 16);
}
