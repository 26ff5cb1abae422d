import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { compressionOf } from "#storage/compression/compression.ts";

test.each([
  ["gzip", gzipSync("a"), "gzip"],
  ["zstd", zstdCompressSync("a"), "zstd"],
  ["a zstd frame without content", Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 0]), "zstd"],
  ["text", Buffer.from("-- 2016-7-27"), null],
  ["half a magic of gzip", Buffer.from([0x1f]), null],
  ["half a magic of zstd", Buffer.from([0x28, 0xb5, 0x2f]), null],
  ["nothing", Buffer.alloc(0), null],
])("knows %s by its first bytes", (_name, bytes, compression) => {
  expect(compressionOf(bytes)).toBe(compression);
});
