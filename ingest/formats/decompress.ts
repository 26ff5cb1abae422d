import { TracewellError } from "#domain/errors.ts";
import {
  compressionOf,
  MAGIC_BYTES_MAX,
  type Compression,
} from "#storage/compression/compression.ts";
import { unpack } from "#storage/compression/unpack.ts";

/**
 * Most bytes of output for each byte of input. Logs shrink to a tenth or a fiftieth; what grows more than
 * this was made to exhaust whoever opens it.
 */
export const EXPANSION_RATIO_MAX = 200;

/** Small inputs may expand as they like: a file of one repeated line is no attack. */
export const EXPANSION_FREE_BYTES = 64 * 1024 * 1024;

/** Memory a zstd frame may demand, as a power of two: 128 MiB, what `zstd --long` writes. */
const ZSTD_WINDOW_LOG_MAX = 27;

/**
 * The content of a file that may be compressed with gzip or zstd, in order, with bounded memory. What can be
 * read before a damaged place is given out. Throws `unreadable-body` where compressed bytes are damaged, end
 * too early or are followed by others, `body-too-large` above the expansion bounds, and errors of the source
 * as they are.
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
  let bytesIn = 0;
  let bytesOut = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of input) {
      bytesIn += chunk.length;
      yield chunk;
    }
  }
  const bounds = { zstdWindowLogMax: ZSTD_WINDOW_LOG_MAX };
  for await (const output of unpack(counted(), compression, bounds)) {
    bytesOut += output.length;
    if (bytesOut > EXPANSION_FREE_BYTES && bytesOut > bytesIn * EXPANSION_RATIO_MAX) {
      throw new TracewellError(
        "body-too-large",
        `The ${compression} input grows to more than ${EXPANSION_RATIO_MAX} times its size; unpack it by hand if that is meant.`,
        { detail: { bytesIn, bytesOut, ratioMax: EXPANSION_RATIO_MAX } },
      );
    }
    yield output;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
