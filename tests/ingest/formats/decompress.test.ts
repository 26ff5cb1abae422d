import { createHash } from "node:crypto";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { decompress } from "#ingest/formats/decompress.ts";

const TEXT = Buffer.from("-- 2016-7-27 11:32:13 753 --\nčau\n".repeat(5000));

const RANDOM = createHash("shake256", { outputLength: 300_000 }).update("seed").digest();

async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function read(bytes: Uint8Array, size = 1000): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of decompress(inParts(bytes, size))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test.each([
  ["plain text", TEXT],
  ["gzip", gzipSync(TEXT)],
  ["zstd", zstdCompressSync(TEXT)],
  [
    "gzip of two members",
    Buffer.concat([gzipSync(TEXT.subarray(0, 100)), gzipSync(TEXT.subarray(100))]),
  ],
  [
    "zstd of two frames",
    Buffer.concat([zstdCompressSync(TEXT.subarray(0, 100)), zstdCompressSync(TEXT.subarray(100))]),
  ],
  [
    "zstd of many small frames and one without content",
    Buffer.concat([
      Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]),
      ...Array.from({ length: 10 }, (_, index) =>
        zstdCompressSync(
          TEXT.subarray(index * 15_000, Math.min((index + 1) * 15_000, TEXT.length)),
          {
            params: {
              [constants.ZSTD_c_checksumFlag]: index % 2,
              [constants.ZSTD_c_contentSizeFlag]: 1,
            },
          },
        ),
      ),
      zstdCompressSync(TEXT.subarray(150_000)),
    ]),
  ],
  ["plain zstd of incompressible bytes", zstdCompressSync(RANDOM)],
])("reads %s, however it comes", async (name, bytes) => {
  for (const size of [1, 3, 1000, bytes.length]) {
    if (size < 1000 && bytes.length > 10_000) continue;
    const expected = name.includes("incompressible") ? RANDOM : TEXT;
    expect((await read(bytes, size)).equals(expected)).toBe(true);
  }
});

test("short inputs are themselves", async () => {
  expect(await read(Buffer.alloc(0))).toHaveLength(0);
  expect((await read(Buffer.from("a"), 1)).toString()).toBe("a");
});

test.each([
  ["gzip", gzipSync(TEXT)],
  ["zstd", zstdCompressSync(TEXT)],
])("a cut or damaged %s input is refused after what could be read", async (_name, bytes) => {
  await expect(read(bytes.subarray(0, bytes.length - 9))).rejects.toMatchObject({
    code: "unreadable-body",
  });
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, 12, 20);
  await expect(read(damaged)).rejects.toMatchObject({ code: "unreadable-body" });
});

test.each([
  ["gzip", gzipSync(TEXT)],
  ["zstd", zstdCompressSync(TEXT)],
])("bytes after %s are not passed over", async (_name, bytes) => {
  const longer = Buffer.concat([bytes, Buffer.from("lost text")]);
  await expect(read(longer)).rejects.toMatchObject({ code: "unreadable-body" });
  await expect(read(longer, 7)).rejects.toMatchObject({ code: "unreadable-body" });
});

test("a bomb is stopped by its ratio", async () => {
  const bomb = zstdCompressSync(Buffer.alloc(80 * 1024 * 1024));
  await expect(read(bomb)).rejects.toMatchObject({ code: "body-too-large" });
});

test("an error of the source comes through as it is", async () => {
  const failure = new TracewellError("internal", "disk on fire");
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield gzipSync(TEXT).subarray(0, 50);
    throw failure;
  }
  const reading = (async () => {
    for await (const chunk of decompress(failing())) expect(chunk.length).toBeGreaterThan(0);
  })();
  await expect(reading).rejects.toBe(failure);
});

test("stopping early closes the source", async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield TEXT;
    } finally {
      closed = true;
    }
  }
  for await (const chunk of decompress(endless())) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
  expect(closed).toBe(true);
});
