export type Compression = "gzip" | "zstd";

/** Bytes that tell how an input is compressed. */
export const MAGIC_BYTES_MAX = 4;

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const ZSTD_MAGIC = 0xfd2fb528;

/** Sixteen magics, 0x184D2A50 to 0x184D2A5F, begin frames that hold no content (RFC 8878, section 3.1.2). */
const SKIPPABLE_MAGIC = 0x184d2a50;

/** How an input is compressed, by its first `MAGIC_BYTES_MAX` bytes; null when it is not. */
export function compressionOf(beginning: Uint8Array): Compression | null {
  if (GZIP_MAGIC.equals(beginning.subarray(0, GZIP_MAGIC.length))) return "gzip";
  if (beginning.length < MAGIC_BYTES_MAX) return null;
  const magic = Buffer.from(beginning.subarray(0, MAGIC_BYTES_MAX)).readUInt32LE();
  return magic === ZSTD_MAGIC || magic - (magic % 16) === SKIPPABLE_MAGIC ? "zstd" : null;
}
