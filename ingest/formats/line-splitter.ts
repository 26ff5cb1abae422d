import { HELD_BYTES_MAX, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { HeldBytes } from "#ingest/formats/held-bytes.ts";

/** One line of the input, or a piece of a line longer than `HELD_BYTES_MAX`. */
export interface Line {
  /** All its bytes, the line end and a byte order mark included. */
  readonly bytes: Buffer;
  /** The text is `bytes[textStart, textEnd)`: without byte order mark, `\n` and `\r\n`. */
  readonly textStart: number;
  readonly textEnd: number;
  /** Byte offset of `bytes[0]` in the input. */
  readonly offset: number;
  /** 1-based line number. */
  readonly line: number;
  /** Whether a line end was seen. */
  readonly ended: boolean;
  /** Longer than `RECORD_BYTES_MAX`, or a piece of such a line: a record of one line must not be made of it. */
  readonly oversized: boolean;
  /** The piece continues a line whose beginning was given out before. */
  readonly continuation: boolean;
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Cuts bytes into lines at `\n`, the same for every split of the input and without copying a line that lies
 * in one chunk. Every input byte is in exactly one line. A line above `RECORD_BYTES_MAX` is held to its end
 * and marked `oversized`; above `HELD_BYTES_MAX` it comes in pieces of exactly that size.
 */
export class LineSplitter {
  readonly #held = new HeldBytes();
  #offset: number;
  #line: number;
  #insideLine = false;
  readonly #recordBytesMax: number;
  readonly #heldBytesMax: number;

  constructor(
    start: {
      readonly offset?: number | undefined;
      readonly line?: number | undefined;
      /** Whether the input begins inside a line. */
      readonly insideLine?: boolean | undefined;
    } = {},
    bounds: { readonly recordBytesMax?: number; readonly heldBytesMax?: number } = {},
  ) {
    this.#offset = start.offset ?? 0;
    this.#line = start.line ?? 1;
    this.#insideLine = start.insideLine ?? false;
    this.#recordBytesMax = bounds.recordBytesMax ?? RECORD_BYTES_MAX;
    this.#heldBytesMax = bounds.heldBytesMax ?? HELD_BYTES_MAX;
  }

  get pendingBytes(): number {
    return this.#held.length;
  }

  /** The bytes held back: the beginning of a line whose end has not come. */
  pendingText(): Buffer {
    return this.#held.join();
  }

  /** Whether the next byte to be given out goes on with a line of which a part was given out. */
  get insideLine(): boolean {
    return this.#insideLine;
  }

  /** Where the next byte stands that is in no line given out. */
  get next(): { offset: number; line: number } {
    return { offset: this.#offset, line: this.#line };
  }

  /** Counts whole lines that a caller reads by itself. Not inside a line. */
  passLines(lines: number, bytes: number): void {
    this.#offset += bytes;
    this.#line += lines;
  }

  /** Counts a whole line that a caller reads by itself, and says where it began. Not inside a line. */
  passLine(bytes: number): { offset: number; line: number } {
    const start = { offset: this.#offset, line: this.#line };
    this.#offset += bytes;
    this.#line++;
    return start;
  }

  /** The lines that end in the chunk, one by one: a chunk of line ends alone must not fill the memory. */
  *push(chunk: Uint8Array): Generator<Line> {
    const input = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    while (start < input.length) {
      const newline = input.indexOf(NEWLINE, start);
      const end = newline === -1 ? input.length : newline + 1;
      yield* this.pushSegment(input.subarray(start, end), newline !== -1);
      start = end;
    }
  }

  /** Gives out the unended line, if any; what follows of it comes as a `continuation`. */
  flush(): Line[] {
    return this.#held.length === 0 ? [] : [this.#take(this.#held.take(), false)];
  }

  /** The lines that a segment completes: one at most, and pieces of one that is too long. */
  pushSegment(segment: Buffer, ended: boolean): Line[] {
    const lines: Line[] = [];
    let rest = segment;
    while (this.#held.length + rest.length > this.#heldBytesMax) {
      const taken = this.#heldBytesMax - this.#held.length;
      this.#held.add(rest.subarray(0, taken));
      rest = rest.subarray(taken);
      lines.push(this.#take(this.#held.take(), false));
    }
    if (ended && this.#held.length === 0) {
      lines.push(this.#take(rest, true));
      return lines;
    }
    this.#held.add(rest);
    if (ended) lines.push(this.#take(this.#held.take(), true));
    return lines;
  }

  #take(bytes: Buffer, ended: boolean): Line {
    let textEnd = bytes.length;
    if (ended) {
      textEnd--;
      if (textEnd > 0 && bytes[textEnd - 1] === CARRIAGE_RETURN) textEnd--;
    }
    const cut = !ended && bytes.length === this.#heldBytesMax;
    const line: Line = {
      bytes,
      textStart: this.#offset === 0 && startsWithByteOrderMark(bytes) ? BYTE_ORDER_MARK.length : 0,
      textEnd,
      offset: this.#offset,
      line: this.#line,
      ended,
      oversized: cut || bytes.length > this.#recordBytesMax,
      continuation: this.#insideLine,
    };
    this.#offset += bytes.length;
    if (ended) this.#line++;
    this.#insideLine = !ended;
    return line;
  }
}

function startsWithByteOrderMark(bytes: Buffer): boolean {
  return bytes.length >= 3 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
}

/** The line's text as bytes. */
export function lineText(line: Line): Buffer {
  return line.bytes.subarray(line.textStart, line.textEnd);
}
