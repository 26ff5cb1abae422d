import { createHash } from "node:crypto";
import { constants, createZstdCompress, gzipSync, zstdCompressSync } from "node:zlib";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { Compression } from "#storage/compression/compression.ts";
import { unpack, type UnpackBounds } from "#storage/compression/unpack.ts";

const BOUNDS: UnpackBounds = { zstdWindowLogMax: 24 };

/** Larger than the decoder's pieces, and hardly compressible. */
const RANDOM = createHash("shake256", { outputLength: 300_000 }).update("seed").digest();

const NO_CONTENT = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

const packs: Record<Compression, (content: Uint8Array) => Buffer> = {
  gzip: (content) => gzipSync(content),
  zstd: (content) => zstdCompressSync(content),
};
const COMPRESSIONS = ["gzip", "zstd"] as const;

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

/** The content, and the error that ended it. */
async function read(
  bytes: Buffer,
  compression: Compression,
  { chunkBytes = 65_536, bounds = BOUNDS } = {},
): Promise<{ content: Buffer; error: unknown }> {
  const content: Buffer[] = [];
  try {
    for await (const piece of unpack(inChunks(bytes, chunkBytes), compression, bounds)) {
      content.push(piece);
    }
    return { content: Buffer.concat(content), error: null };
  } catch (error) {
    return { content: Buffer.concat(content), error };
  }
}

describe.each(COMPRESSIONS)("%s", (compression) => {
  const pack = packs[compression];

  test("reads whatever was joined, however it comes", async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 400 }), async (contents, chunkBytes) => {
        const joined = Buffer.concat(contents.map(pack));
        const { content, error } = await read(joined, compression, { chunkBytes });
        expect(error).toBeNull();
        expect(content).toEqual(Buffer.concat(contents));
      }),
    );
  });

  test("reads large parts", async () => {
    const joined = Buffer.concat([pack(RANDOM), pack(Buffer.alloc(500_000, "a")), pack(RANDOM)]);
    const { content, error } = await read(joined, compression);
    expect(error).toBeNull();
    expect(content).toEqual(Buffer.concat([RANDOM, Buffer.alloc(500_000, "a"), RANDOM]));
  });

  test("refuses every cut, after what could be read", async () => {
    const first = pack(Buffer.from("first,"));
    const joined = Buffer.concat([first, pack(Buffer.from("second"))]);
    let cuts = 0;
    for (let length = 1; length < joined.length; length += 1) {
      if (length === first.length) continue;
      cuts += 1;
      for (const chunkBytes of [1, first.length, 1000]) {
        const cut = joined.subarray(0, length);
        const { content, error } = await read(cut, compression, { chunkBytes });
        const detail = { code: "unreadable-body", message: expect.stringContaining("the middle") };
        expect(error, `${length} bytes`).toMatchObject(detail);
        const before = length > first.length ? "first," : "";
        expect(content.toString().startsWith(before), `${length} bytes`).toBe(true);
      }
    }
    expect(cuts).toBeGreaterThan(20);
  });

  test.each([
    ["text", Buffer.from("lost text")],
    ["the other kind", packs[compression === "gzip" ? "zstd" : "gzip"](Buffer.from("other"))],
    ["zero bytes and text", Buffer.from("\0\0\0lost")],
    ["more than a chunk of zero bytes and text", Buffer.from(`${"\0".repeat(100_000)}lost`)],
  ])("refuses %s after the end", async (_name, more) => {
    const joined = Buffer.concat([pack(Buffer.from("content")), more]);
    for (const chunkBytes of [1, 7, 65_536]) {
      if (chunkBytes === 1 && joined.length > 1000) continue;
      const { error } = await read(joined, compression, { chunkBytes });
      const message = expect.stringContaining(`is not ${compression}`);
      expect(error).toMatchObject({ code: "unreadable-body", message });
    }
  });

  test("refuses what is something else, and damage", async () => {
    const foreign = await read(Buffer.from("-- 2016-7-27 --"), compression);
    expect(foreign.error).toMatchObject({ code: "unreadable-body", detail: { bytesOut: 0 } });
    const damaged = pack(Buffer.from("a line of text\n".repeat(1000)));
    damaged.fill(0xff, 6, 14);
    const { error } = await read(damaged, compression);
    expect(error).toMatchObject({ code: "unreadable-body" });
  });

  test("gives errors of the input as they are, after the content before", async () => {
    const failure = new TracewellError("internal", "disk on fire");
    async function* failing(): AsyncGenerator<Buffer> {
      yield pack(Buffer.from("content"));
      throw failure;
    }
    const pieces: Buffer[] = [];
    const reading = (async () => {
      for await (const piece of unpack(failing(), compression, BOUNDS)) pieces.push(piece);
    })();
    await expect(reading).rejects.toBe(failure);
    expect(Buffer.concat(pieces).toString()).toBe("content");
  });

  test("reads no further than is asked for, and lets the input close", async () => {
    let chunks = 0;
    let isClosed = false;
    async function* endless(): AsyncGenerator<Buffer> {
      try {
        for (;;) {
          chunks += 1;
          yield pack(RANDOM);
        }
      } finally {
        isClosed = true;
      }
    }
    for await (const piece of unpack(endless(), compression, BOUNDS)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(chunks).toBe(1);
    expect(isClosed).toBe(true);
  });
});

test("zero bytes that fill up a gzip file hold nothing", async () => {
  const file = Buffer.concat([gzipSync("a"), gzipSync("b"), Buffer.alloc(100_000)]);
  for (const chunkBytes of [11, 65_536]) {
    const { content, error } = await read(file, "gzip", { chunkBytes });
    expect(error).toBeNull();
    expect(content.toString()).toBe("ab");
  }
});

test("zstd frames without content, and with every header, are passed over or read", async () => {
  const frames = [0, 1].flatMap((checksum) =>
    [0, 1].map((size) => {
      const params = {
        [constants.ZSTD_c_checksumFlag]: checksum,
        [constants.ZSTD_c_contentSizeFlag]: size,
      };
      return Buffer.concat([NO_CONTENT, zstdCompressSync("ab".repeat(1000), { params })]);
    }),
  );
  const bytes = Buffer.concat([...frames, NO_CONTENT]);
  for (const chunkBytes of [1, 65_536]) {
    const { content, error } = await read(bytes, "zstd", { chunkBytes });
    expect(error).toBeNull();
    expect(content.toString()).toBe("ab".repeat(4000));
  }
});

test("a zstd frame that demands too much memory is refused, saying how much it may demand", async () => {
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 25 } });
  compress.end(RANDOM);
  const frame = await buffer(compress);
  const { error } = await read(frame, "zstd");
  expect(error).toMatchObject({
    code: "unreadable-body",
    message: expect.stringContaining("more than 16 MiB of memory"),
  });
  const { content } = await read(frame, "zstd", { bounds: { zstdWindowLogMax: 25 } });
  expect(content).toEqual(RANDOM);
});

test("frames are bounded in number", async () => {
  const bounds = { ...BOUNDS, framesMax: 3 };
  const frame = zstdCompressSync("a");
  const taken = await read(Buffer.concat([frame, frame, frame]), "zstd", { bounds });
  expect(taken.content.toString()).toBe("aaa");
  const refused = await read(Buffer.concat([frame, frame, frame, frame]), "zstd", { bounds });
  expect(refused.error).toMatchObject({
    code: "body-too-large",
    message: expect.stringContaining("more than 3 frames"),
  });
});
