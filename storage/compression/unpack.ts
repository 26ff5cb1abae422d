import { invariant, TracewellError } from "#domain/errors.ts";
import type { Compression } from "./compression.ts";
import { PartDecoder } from "./part-decoder.ts";

export interface UnpackBounds {
  /** Memory a zstd frame may demand, as a power of two. */
  readonly zstdWindowLogMax: number;
  /** Most zstd frames that share a chunk of input with another: each costs a decoder. No bound by default. */
  readonly framesMax?: number;
}

/**
 * The content of gzip or zstd bytes, in order: of all members or frames that stand one after the other, which
 * is what appending to a compressed file or joining such files gives. The input is read as far as the content
 * is asked for. What can be read before a damaged place is given out. Throws `unreadable-body` where bytes
 * are damaged, end too early or follow the end, `body-too-large` for too many frames, and errors of the
 * input as they are.
 */
export async function* unpack(
  input: AsyncIterable<Buffer>,
  compression: Compression,
  bounds: UnpackBounds,
): AsyncGenerator<Buffer> {
  using unpacker = new Unpacker(compression, bounds);
  for await (const bytes of input) yield* unpacker.push(bytes);
  yield* unpacker.end();
}

class Unpacker implements Disposable {
  readonly #compression: Compression;
  readonly #bounds: UnpackBounds;
  /** Of the member or frame that is being read. */
  #decoder: PartDecoder | null = null;
  /** A decoder of gzip takes members as long as they come; after its end only padding may follow. */
  #isPadding = false;
  #frames = 0;
  #bytesOut = 0;

  constructor(compression: Compression, bounds: UnpackBounds) {
    this.#compression = compression;
    this.#bounds = bounds;
  }

  async *push(bytes: Buffer): AsyncGenerator<Buffer> {
    for (let rest = bytes; rest.length > 0;) {
      if (this.#isPadding) {
        this.#checkPadding(rest);
        break;
      }
      const isNew = this.#decoder === null;
      const decoder = (this.#decoder ??= this.#nextDecoder());
      const before = decoder.bytesTaken;
      yield* this.#read(decoder.push(rest));
      const taken = decoder.bytesTaken - before;
      invariant(taken > 0 || !isNew, "a decoder takes something of its part");
      rest = rest.subarray(taken);
      if (rest.length > 0) this.#endPart();
    }
  }

  async *end(): AsyncGenerator<Buffer> {
    if (this.#decoder !== null) yield* this.#read(this.#decoder.end());
  }

  [Symbol.dispose](): void {
    this.#decoder?.[Symbol.dispose]();
  }

  #nextDecoder(): PartDecoder {
    const { zstdWindowLogMax, framesMax = Number.POSITIVE_INFINITY } = this.#bounds;
    this.#frames += 1;
    if (this.#frames <= framesMax) return new PartDecoder(this.#compression, zstdWindowLogMax);
    throw new TracewellError(
      "body-too-large",
      `The ${this.#compression} input consists of more than ${framesMax} frames; pack more into each.`,
    );
  }

  #endPart(): void {
    this.#decoder?.[Symbol.dispose]();
    this.#decoder = null;
    this.#isPadding = this.#compression === "gzip";
  }

  /** Files of gzip may be filled up with zero bytes, on tapes and in blocks: they hold nothing. */
  #checkPadding(bytes: Buffer): void {
    if (bytes.some((byte) => byte !== 0)) throw this.#unreadable("what stands there is not gzip");
  }

  async *#read(content: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    for (;;) {
      let next: IteratorResult<Buffer>;
      try {
        next = await content.next();
      } catch (cause) {
        throw this.#unreadable(this.#reasonOf(cause), cause);
      }
      if (next.done === true) return;
      this.#bytesOut += next.value.length;
      yield next.value;
    }
  }

  #reasonOf(cause: unknown): string {
    const { code, message } = readError(cause);
    if (code === "Z_BUF_ERROR") return "it ends in the middle";
    if (code === "ZSTD_error_frameParameter_windowTooLarge") {
      const mebibytes = 2 ** (this.#bounds.zstdWindowLogMax - 20);
      return `a frame demands more than ${mebibytes} MiB of memory; pack it with a smaller window`;
    }
    const isForeign = code === "ZSTD_error_prefix_unknown" || message === "incorrect header check";
    return isForeign ? `what stands there is not ${this.#compression}` : message;
  }

  #unreadable(reason: string, cause?: unknown): TracewellError {
    return new TracewellError(
      "unreadable-body",
      `The ${this.#compression} input cannot be read beyond ${this.#bytesOut} bytes of content: ${reason}.`,
      { cause, detail: { bytesOut: this.#bytesOut } },
    );
  }
}

function readError(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  const code = "code" in error ? String(error.code) : "";
  return { code, message: error.message };
}
