const NEWLINE = 0x0a;

/** Cuts a stream of chunks at line ends. */
export class WholeLines {
  #rest: Uint8Array = new Uint8Array(0);

  /** Whole lines, as far as they are complete. */
  push(chunk: Uint8Array): Uint8Array {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    const rest = chunk.subarray(end);
    if (end === 0) {
      this.#rest = Buffer.concat([this.#rest, rest]);
      return chunk.subarray(0, 0);
    }
    const lines =
      this.#rest.length === 0
        ? chunk.subarray(0, end)
        : Buffer.concat([this.#rest, chunk.subarray(0, end)]);
    // A copy: the chunk may be large, and its memory used again.
    this.#rest = Uint8Array.from(rest);
    return lines;
  }

  /** What is left, with a line end of its own. */
  end(): Uint8Array {
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return rest.length === 0 ? rest : Buffer.concat([rest, Buffer.from("\n")]);
  }
}
