const MAGIC = 0xfd2fb528;
/** Sixteen magics, 0x184D2A50 to 0x184D2A5F, mark frames that hold no content. */
const SKIPPABLE_MAGIC = 0x184d2a50;
const MAGIC_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const CHECKSUM_BYTES = 4;

const DICTIONARY_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];

/** RFC 8878, section 3.1.1.2.2: a block of one repeated byte is written as that byte. */
const RLE_BLOCK = 1;

/** Whether bytes begin with a frame, with content or without. */
export function beginsZstdFrame(bytes: Uint8Array): boolean {
  if (bytes.length < MAGIC_BYTES) return false;
  const number = Buffer.from(bytes.subarray(0, MAGIC_BYTES)).readUInt32LE();
  return number === MAGIC || isSkippable(number);
}

function isSkippable(magic: number): boolean {
  return magic - (magic % 16) === SKIPPABLE_MAGIC;
}

/**
 * The frames of a zstd stream, each as its bytes, found by their headers (RFC 8878, section 3.1) without
 * unpacking: Node's decoder reads one frame and passes over what follows in silence. Frames without content
 * are left out. A frame must be read to its end before the next. Throws a plain Error where bytes after a
 * frame begin no other; a frame that is cut simply ends.
 */
export async function* zstdFrames(
  input: AsyncIterable<Buffer>,
): AsyncGenerator<AsyncGenerator<Buffer>> {
  const source = new ByteSource(input);
  try {
    for (;;) {
      const magic = await source.read(MAGIC_BYTES);
      if (magic.length === 0) return;
      const number = magic.length < MAGIC_BYTES ? 0 : magic.readUInt32LE();
      if (number === MAGIC) yield frameBytes(source, magic);
      else if (isSkippable(number)) await skipFrame(source);
      else throw new Error("bytes after a frame begin no other frame");
    }
  } finally {
    await source.close();
  }
}

async function skipFrame(source: ByteSource): Promise<void> {
  const size = await source.read(4);
  if (size.length < 4) throw new Error("unexpected end of file");
  await source.pass(size.readUInt32LE());
}

async function* frameBytes(source: ByteSource, magic: Buffer): AsyncGenerator<Buffer> {
  yield magic;
  const descriptor = await source.read(1);
  yield descriptor;
  const flags = descriptor[0] ?? 0;
  const singleSegment = (flags & 0x20) !== 0;
  const dictionaryBytes = DICTIONARY_BYTES[flags & 3] ?? 0;
  const sizeFlag = flags >> 6;
  const sizeBytes = sizeFlag === 0 && singleSegment ? 1 : (CONTENT_SIZE_BYTES[sizeFlag] ?? 0);
  yield await source.read((singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes);
  for (let last = false; !last;) {
    const header = await source.read(BLOCK_HEADER_BYTES);
    yield header;
    if (header.length < BLOCK_HEADER_BYTES) return;
    const word = header.readUIntLE(0, BLOCK_HEADER_BYTES);
    last = (word & 1) === 1;
    yield* source.take(((word >> 1) & 3) === RLE_BLOCK ? 1 : word >> 3);
  }
  if ((flags & 0x04) !== 0) yield await source.read(CHECKSUM_BYTES);
}

/** Chunks as a stream of bytes. */
class ByteSource {
  readonly #chunks: AsyncIterator<Buffer>;
  #chunk: Buffer = Buffer.alloc(0);

  constructor(input: AsyncIterable<Buffer>) {
    this.#chunks = input[Symbol.asyncIterator]();
  }

  /** So many bytes in one; fewer at the end. */
  async read(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const bytes of this.take(size)) parts.push(bytes);
    return Buffer.concat(parts);
  }

  /** So many bytes, in parts as they come; fewer at the end. */
  async *take(size: number): AsyncGenerator<Buffer> {
    let rest = size;
    while (rest > 0) {
      if (this.#chunk.length === 0) {
        const next = await this.#chunks.next();
        if (next.done === true) return;
        this.#chunk = next.value;
      }
      const bytes = this.#chunk.subarray(0, rest);
      this.#chunk = this.#chunk.subarray(bytes.length);
      rest -= bytes.length;
      if (bytes.length > 0) yield bytes;
    }
  }

  /** Goes over so many bytes. */
  async pass(size: number): Promise<void> {
    const bytes = this.take(size);
    while ((await bytes.next()).done !== true);
  }

  /** Lets the source close what it has open. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
