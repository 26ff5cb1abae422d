/** Input that was read and not yet taken by the service, with its place in the file. */
export class HeldInput {
  #pieces: Buffer[] = [];
  #length = 0;
  #offset = 0;
  #line = 1;

  get length(): number {
    return this.#length;
  }

  /** Byte offset of the first held byte. */
  get offset(): number {
    return this.#offset;
  }

  /** 1-based line of the first held byte. */
  get line(): number {
    return this.#line;
  }

  /** All of it in one piece. */
  get bytes(): Buffer {
    const [only] = this.#pieces;
    if (this.#pieces.length === 1 && only !== undefined) return only;
    const joined = Buffer.concat(this.#pieces, this.#length);
    this.#pieces = [joined];
    return joined;
  }

  add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** Forgets the first `count` bytes. */
  consume(count: number): void {
    const { bytes } = this;
    const consumed = bytes.subarray(0, count);
    for (let at = consumed.indexOf(0x0a); at >= 0; at = consumed.indexOf(0x0a, at + 1)) {
      this.#line += 1;
    }
    this.#offset += consumed.length;
    this.#length -= consumed.length;
    this.#pieces = this.#length === 0 ? [] : [bytes.subarray(count)];
  }
}
