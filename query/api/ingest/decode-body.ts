import type { Readable, Transform } from "node:stream";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import { RequestError } from "../problem.ts";

export const CONTENT_ENCODINGS = ["gzip", "zstd", "identity"] as const;
export type ContentEncoding = (typeof CONTENT_ENCODINGS)[number];

/** Memory a zstd frame may demand, as a power of two: 16 MiB, the largest body. */
const ZSTD_WINDOW_LOG_MAX = 24;

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
 * The body as it was before compression. The framework bounds what comes out of it; `stop` ends the
 * work on a body that was refused halfway, for the rest of a bomb must not be unpacked for nobody.
 */
export function decompressed(
  payload: Readable,
  encoding: ContentEncoding,
): { body: CountedStream; stop: () => void } {
  if (encoding === "identity") return { body: payload, stop: () => undefined };
  const decoder: Transform & { receivedEncodedLength?: number } =
    encoding === "gzip"
      ? createGunzip()
      : createZstdDecompress({
          params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG_MAX },
        });
  payload.on("data", (chunk: Buffer) => {
    decoder.receivedEncodedLength = (decoder.receivedEncodedLength ?? 0) + chunk.length;
  });
  payload.on("error", (error) => decoder.destroy(error));
  payload.pipe(decoder);
  return {
    body: decoder,
    stop: () => {
      payload.unpipe(decoder);
      decoder.destroy();
    },
  };
}
