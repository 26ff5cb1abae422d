import { pipeline, Readable, type Transform } from "node:stream";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import { TracewellError } from "#domain/errors.ts";
import { beginsZstdFrame, zstdFrames } from "#ingest/formats/zstd-frames.ts";

/**
 * Most bytes of output for each byte of input. Logs shrink to a tenth or a fiftieth; what grows more than
 * this was made to exhaust whoever opens it.
 */
export const EXPANSION_RATIO_MAX = 200;

/** Small inputs may expand as they like: a file of one repeated line is no attack. */
export const EXPANSION_FREE_BYTES = 64 * 1024 * 1024;

/** Memory a zstd frame may demand, as a power of two: 128 MiB, what `zstd --long` writes. */
const ZSTD_WINDOW_LOG_MAX = 27;

export type Compression = "gzip" | "zstd";

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const MAGIC_BYTES_MAX = 4;

/** How an input is compressed, by its first four bytes; null when it is not. */
export function compressionOf(beginning: Uint8Array): Compression | null {
  if (GZIP_MAGIC.equals(beginning.subarray(0, GZIP_MAGIC.length))) return "gzip";
  return beginsZstdFrame(beginning) ? "zstd" : null;
}

/**
 * The content of a file that may be compressed with gzip or zstd, in order, with bounded memory. What can be
 * read before a damaged place is given out. Throws `unreadable-body` where compressed bytes are damaged or
 * end too early, `body-too-large` above the expansion bounds, and errors of the source as they are.
 */
export async function* decompress(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  const beginning: Buffer[] = [];
  let beginningBytes = 0;
  while (beginningBytes < MAGIC_BYTES_MAX) {
    const next = await chunks.next();
    if (next.done === true) break;
    beginning.push(asBuffer(next.value));
    beginningBytes += next.value.length;
  }
  const input = rejoin(beginning, chunks);
  const compression = compressionOf(Buffer.concat(beginning));
  if (compression === null) yield* input;
  else yield* expand(input, compression);
}

async function* rejoin(
  beginning: readonly Buffer[],
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Buffer> {
  try {
    yield* beginning;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      yield asBuffer(next.value);
    }
  } finally {
    await chunks.return?.();
  }
}

async function* expand(
  input: AsyncIterable<Buffer>,
  compression: Compression,
): AsyncGenerator<Buffer> {
  const progress = { bytesIn: 0, sourceFailed: false };
  const bytes = counted(input, progress);
  const content = compression === "gzip" ? through(createGunzip(), bytes) : throughZstd(bytes);
  let bytesOut = 0;
  try {
    for await (const output of content) {
      bytesOut += output.length;
      if (bytesOut > EXPANSION_FREE_BYTES && bytesOut > progress.bytesIn * EXPANSION_RATIO_MAX) {
        throw new TracewellError(
          "body-too-large",
          `The ${compression} input grows to more than ${EXPANSION_RATIO_MAX} times its size; unpack it by hand if that is meant.`,
          { detail: { bytesIn: progress.bytesIn, bytesOut, ratioMax: EXPANSION_RATIO_MAX } },
        );
      }
      yield output;
    }
  } catch (cause) {
    if (progress.sourceFailed || cause instanceof TracewellError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError(
      "unreadable-body",
      `The ${compression} input is damaged or cut after ${bytesOut} bytes of content: ${why}.`,
      { cause, detail: { bytesOut } },
    );
  }
}

async function* counted(
  input: AsyncIterable<Buffer>,
  progress: { bytesIn: number; sourceFailed: boolean },
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of input) {
      progress.bytesIn += chunk.length;
      yield chunk;
    }
  } catch (error) {
    progress.sourceFailed = true;
    throw error;
  }
}

async function* throughZstd(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const frame of zstdFrames(input)) {
    const params = { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG_MAX };
    yield* through(createZstdDecompress({ params }), frame);
  }
}

async function* through(decoder: Transform, input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // Errors of either side arrive where the decoder is read, so the callback has nothing to add.
  pipeline(Readable.from(input), decoder, () => undefined);
  for await (const chunk of decoder) yield asBuffer(chunk);
}

function asBuffer(bytes: unknown): Buffer {
  if (!(bytes instanceof Uint8Array)) {
    throw new TracewellError("internal", "A source of bytes gave something else.");
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
