import { Readable } from "node:stream";
import { unpack } from "#storage/compression/unpack.ts";
import { RequestError } from "../problem.ts";

export const CONTENT_ENCODINGS = ["gzip", "zstd", "identity"] as const;
export type ContentEncoding = (typeof CONTENT_ENCODINGS)[number];

/** Memory a zstd frame may demand, as a power of two: 16 MiB, the largest body. */
const ZSTD_WINDOW_LOG_MAX = 24;

/** Most zstd frames of one body: a decoder for each takes some 50 µs, so that all take a second at most. */
export const BODY_FRAMES_MAX = 20_000;

/** Throws `unsupported-encoding`. Several encodings on top of each other are not taken. */
export function readContentEncoding(header: string | undefined): ContentEncoding {
  const encoding = (header ?? "identity").trim().toLowerCase();
  const known = CONTENT_ENCODINGS.find((name) => name === encoding);
  if (known !== undefined) return known;
  throw new RequestError(
    "unsupported-encoding",
    `Content-Encoding may be ${CONTENT_ENCODINGS.join(", ")}; the body is said to be ${encoding}.`,
    { "accept-encoding": CONTENT_ENCODINGS.join(", ") },
  );
}

type CountedStream = Readable & { receivedEncodedLength?: number };

/**
 * The body as it was before compression, whole or not at all. The framework bounds what comes out of it;
 * `stop` ends the work on a body that was refused halfway, for the rest of a bomb must not be unpacked for
 * nobody.
 */
export function decompressed(
  payload: Readable,
  encoding: ContentEncoding,
): { body: CountedStream; stop: () => void } {
  if (encoding === "identity") return { body: payload, stop: () => undefined };
  async function* received(): AsyncGenerator<Buffer> {
    // The connection stays open for the answer.
    for await (const chunk of payload.iterator({ destroyOnReturn: false })) {
      body.receivedEncodedLength = (body.receivedEncodedLength ?? 0) + chunk.length;
      yield chunk;
    }
  }
  const content = unpack(received(), encoding, {
    zstdWindowLogMax: ZSTD_WINDOW_LOG_MAX,
    framesMax: BODY_FRAMES_MAX,
  });
  const body: CountedStream = Readable.from(content, { objectMode: false });
  // The framework listens as long as it reads; afterwards the request is answered, and nobody asks.
  body.on("error", () => undefined);
  return { body, stop: () => void body.destroy() };
}
