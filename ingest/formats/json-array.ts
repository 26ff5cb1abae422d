import { HELD_BYTES_MAX } from "#ingest/formats/format.ts";
import { HeldBytes } from "#ingest/formats/held-bytes.ts";

/** The source text between two commas of an array, or a piece of it when it is longer than we hold. */
export interface ArrayElement {
  readonly bytes: Buffer;
  /** Byte offset and line of `bytes[0]`, of the comma or bracket after it where there is no text. */
  readonly offset: number;
  readonly line: number;
  /** Whether it is a piece of an element above `HELD_BYTES_MAX`. */
  readonly cut: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

/**
 * Finds the elements of a JSON array in source text by brackets and strings alone: an element that is not
 * JSON is found like any other, and those after it too, as long as its brackets and quotes pair.
 */
export class JsonArrayScanner {
  /** Where the array begins, or goes on after a restart. */
  readonly start: { readonly offset: number; readonly line: number };
  #offset: number;
  #line: number;
  #delimiterOffset: number;
  #depth = 0;
  #inString = false;
  #escaped = false;
  readonly #held = new HeldBytes();
  #elementOffset = 0;
  #elementLine = 1;
  #cut = false;
  #elementsSeen: boolean;

  /** `start` is that of the opening bracket, or, after a restart, of the comma where reading goes on. */
  constructor(start: { offset: number; line: number; restarted: boolean }) {
    this.start = start;
    this.#offset = start.offset + 1;
    this.#line = start.line;
    this.#delimiterOffset = start.offset;
    this.#elementsSeen = start.restarted;
  }

  /** Offset of the bracket or comma before the element that is not complete: reading may restart there. */
  get pendingOffset(): number {
    return this.#delimiterOffset;
  }

  get line(): number {
    return this.#line;
  }

  /** Elements that end in the input. `closedAt` is the index after the closing bracket. */
  scan(input: Buffer, from: number): { elements: ArrayElement[]; closedAt?: number } {
    const elements: ArrayElement[] = [];
    let start = from;
    this.#beginElement();
    for (let index = from; index < input.length; index++) {
      const byte = input[index];
      if (byte === NEWLINE) this.#line++;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === 0x7b || byte === 0x5b) this.#depth++;
      else if (this.#depth > 0) {
        if (byte === 0x7d || byte === 0x5d) this.#depth--;
      } else if (byte === 0x2c || byte === 0x5d) {
        this.#hold(input.subarray(start, index), elements);
        this.#give(elements, byte === 0x5d);
        start = index + 1;
        if (byte === 0x5d) return { elements, closedAt: start };
        this.#beginElement();
      }
    }
    this.#hold(input.subarray(start), elements);
    return { elements };
  }

  /** The text after the last delimiter when the input ends inside the array; null when there is none. */
  rest(): ArrayElement | null {
    const bytes = this.#held.take();
    if (isBlank(bytes)) return null;
    return { bytes, offset: this.#elementOffset, line: this.#elementLine, cut: this.#cut };
  }

  #beginElement(): void {
    if (this.#held.length > 0) return;
    this.#elementOffset = this.#offset;
    this.#elementLine = this.#line;
  }

  #hold(bytes: Buffer, elements: ArrayElement[]): void {
    let rest = bytes;
    this.#offset += bytes.length;
    while (this.#held.length + rest.length > HELD_BYTES_MAX) {
      const taken = HELD_BYTES_MAX - this.#held.length;
      this.#held.add(rest.subarray(0, taken));
      rest = rest.subarray(taken);
      this.#cut = true;
      this.#push(elements);
    }
    this.#held.add(rest);
  }

  #push(elements: ArrayElement[]): void {
    const bytes = this.#held.take();
    elements.push({ bytes, offset: this.#elementOffset, line: this.#elementLine, cut: this.#cut });
    this.#elementOffset += bytes.length;
  }

  /** At a comma or the closing bracket. `[]` has no element; in `[,]` the empty ones stand out. */
  #give(elements: ArrayElement[], last: boolean): void {
    const bytes = this.#held.join();
    const delimiter = { offset: this.#offset, line: this.#line };
    this.#offset++;
    this.#delimiterOffset = delimiter.offset;
    if (!isBlank(bytes)) this.#push(elements);
    else {
      this.#held.take();
      const counts = !last || this.#elementsSeen;
      if (counts && !this.#cut) elements.push({ bytes, ...delimiter, cut: false });
    }
    this.#cut = false;
    this.#elementsSeen = true;
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
}
