import { constants, createGunzip, createZstdDecompress } from "node:zlib";
import type { Compression } from "./compression.ts";

/**
 * Node's decoder, with what its stream interface hides: how much of the input it took. It ends in silence
 * where it meets bytes it does not take, and a pipe would lose them.
 */
export class PartDecoder implements Disposable {
  readonly #stream: ReturnType<typeof createGunzip> | ReturnType<typeof createZstdDecompress>;
  #failure: Error | null = null;
  #wake: () => void = () => undefined;

  /** `zstdWindowLogMax`: memory a zstd frame may demand, as a power of two. */
  constructor(compression: Compression, zstdWindowLogMax: number) {
    const params = { [constants.ZSTD_d_windowLogMax]: zstdWindowLogMax };
    this.#stream = compression === "gzip" ? createGunzip() : createZstdDecompress({ params });
    this.#stream.on("readable", () => this.#wake());
    this.#stream.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
  }

  /** Bytes of input that were taken. */
  get bytesTaken(): number {
    return this.#stream.bytesWritten;
  }

  /**
   * The content of some more bytes. Bytes that are not taken end a part, and the next needs a decoder of its
   * own. Throws the decoder's error.
   */
  push(bytes: Buffer): AsyncGenerator<Buffer> {
    return this.#contentOf((done) => this.#stream.write(bytes, done));
  }

  /** What is still to come at the end of the input. Throws where the input ends inside a part. */
  end(): AsyncGenerator<Buffer> {
    return this.#contentOf((done) => this.#stream.once("end", () => done()).end());
  }

  [Symbol.dispose](): void {
    this.#stream.destroy();
  }

  async *#contentOf(begin: (done: (error?: Error | null) => void) => void): AsyncGenerator<Buffer> {
    let isDone = false;
    begin((error) => {
      isDone = true;
      this.#failure ??= error ?? null;
      this.#wake();
    });
    for (;;) {
      const content: unknown = this.#stream.read();
      if (content instanceof Buffer) yield content;
      else if (this.#failure !== null) throw this.#failure;
      else if (isDone) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
