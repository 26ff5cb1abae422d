import { type CsvDialect, DELIMITERS } from "#ingest/formats/csv-dialect.ts";
import { HELD_BYTES_MAX, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { HeldBytes } from "#ingest/formats/held-bytes.ts";
import type { RecordStart } from "#ingest/formats/record-emitter.ts";

/** The bytes of one row, which may stand on several lines. */
export interface CsvRow extends RecordStart {
  /** Without its line end. */
  readonly bytes: Buffer;
  /** `unclosed`: a quote opens in this line that no later one closes. `cut`: longer than a record may be. */
  readonly fault?: "unclosed" | "cut";
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** How a line end stands in a row: within quotes, or behind a backslash. */
type Continued = "quotes" | "escape" | "mixed";

/** How far an unclosed row was read: later rows that open in the same way need not read it again. */
interface Horizon {
  readonly offset: number;
  readonly line: number;
  readonly continued: Continued;
  readonly insideQuotes: boolean;
  readonly atFieldStart: boolean;
  readonly escaped: boolean;
  readonly justClosed: boolean;
}

/**
 * Finds the ends of rows: line ends that stand in no quotes and behind no backslash. A quote that is never
 * closed costs its own line alone: what follows it is read anew. Results do not depend on how the input is
 * split, and `pendingBytes` names a place where a new splitter goes on.
 */
export class CsvRowSplitter {
  #delimiters: ReadonlySet<number> = new Set(DELIMITERS.map((sign) => sign.charCodeAt(0)));
  #escapes: CsvDialect["escapes"] = "doubled";
  #quotes = true;
  readonly #held = new HeldBytes();
  #start: { offset: number; line: number };
  /** Lines that ended in what is held. */
  #linesHeld = 0;
  #insideQuotes = false;
  #atFieldStart = true;
  #escaped = false;
  /** A quote has just closed; another one at once belongs to the field. */
  #justClosed = false;
  #continued: Continued | null = null;
  #horizon: Horizon | null = null;
  /** The row is longer than a record may be: it goes on to its line end, whatever quotes say. */
  #isCut: boolean;
  /** What is held goes on with a row that was given out in part. */
  #goesOn: boolean;

  constructor(start: RecordStart, isCut = false) {
    this.#start = { offset: start.offset, line: start.line };
    this.#isCut = isCut;
    this.#goesOn = isCut;
  }

  get pendingBytes(): number {
    return this.#held.length;
  }

  /** Whether the pending bytes, and what follows them, go on with a row that was given out in part. */
  get goesOn(): boolean {
    return this.#goesOn;
  }

  /** From the next row on, once the header has shown the dialect. */
  useDialect(dialect: CsvDialect): void {
    this.#horizon = null;
    this.#delimiters = new Set([dialect.delimiter.charCodeAt(0)]);
    this.#escapes = dialect.escapes;
    this.#quotes = dialect.quotes;
  }

  /** The first row that ends in the bytes, and what stands after it; null when none ends there. */
  next(bytes: Buffer): { row: CsvRow; rest: Buffer } | null {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === NEWLINE) {
        if (!this.#insideQuotes && !this.#escaped) {
          this.#held.add(bytes.subarray(0, index + 1));
          return { row: this.#give(true), rest: bytes.subarray(index + 1) };
        }
        index = this.#passLineEnd(bytes, index);
      } else this.#advance(byte);
      const length = this.#held.length + index + 1;
      if (length > RECORD_BYTES_MAX && this.#linesHeld > 0) {
        this.#held.add(bytes.subarray(0, index + 1));
        return this.#giveUnclosed(bytes.subarray(index + 1));
      }
      if (length > RECORD_BYTES_MAX) this.#cut();
      if (length >= HELD_BYTES_MAX) {
        this.#held.add(bytes.subarray(0, index + 1));
        return { row: this.#give(false), rest: bytes.subarray(index + 1) };
      }
    }
    this.#held.add(bytes);
    return null;
  }

  /** At the end of the input: the last row, and what must be read anew after it. */
  end(): { row: CsvRow; rest: Buffer } | null {
    if (this.#held.length === 0) return null;
    if (this.#insideQuotes && this.#linesHeld > 0) return this.#giveUnclosed(Buffer.alloc(0));
    const fault = this.#insideQuotes ? { fault: "unclosed" as const } : {};
    return { row: { ...this.#give(true), ...fault }, rest: Buffer.alloc(0) };
  }

  /**
   * A line end within the row. Once the first line has shown how the row goes on, and an earlier row that went
   * on so was read to its horizon without an end, there is none before it: without this, each of many lines
   * with an open quote would read the same mebibyte again. Gives the place of the last byte that was read.
   */
  #passLineEnd(bytes: Buffer, index: number): number {
    const kind = this.#insideQuotes ? "quotes" : "escape";
    this.#continued = this.#continued === null || this.#continued === kind ? kind : "mixed";
    this.#linesHeld += 1;
    this.#advance(bytes[index] ?? NEWLINE);
    const horizon = this.#horizon;
    if (horizon === null || this.#linesHeld > 1 || horizon.continued !== kind) return index;
    const next = horizon.offset - this.#start.offset - this.#held.length;
    if (next <= index + 1 || next > bytes.length) return index;
    this.#linesHeld = horizon.line - this.#start.line;
    this.#insideQuotes = horizon.insideQuotes;
    this.#atFieldStart = horizon.atFieldStart;
    this.#escaped = horizon.escaped;
    this.#justClosed = horizon.justClosed;
    return next - 1;
  }

  #advance(byte: number): void {
    if (this.#isCut) return;
    if (this.#escaped) {
      this.#escaped = false;
      this.#atFieldStart = false;
      this.#justClosed = false;
      return;
    }
    if (byte === BACKSLASH && this.#escapes === "backslash") {
      this.#escaped = true;
      return;
    }
    if (byte === QUOTE && this.#quotes) {
      // A doubled quote closes and opens again: what stands between the two is nothing.
      if (this.#insideQuotes) this.#insideQuotes = false;
      else if (this.#atFieldStart || this.#justClosed) this.#insideQuotes = true;
      this.#justClosed = !this.#insideQuotes;
      this.#atFieldStart = false;
      return;
    }
    this.#justClosed = false;
    this.#atFieldStart = !this.#insideQuotes && this.#delimiters.has(byte);
  }

  #cut(): void {
    this.#isCut = true;
    this.#insideQuotes = false;
    this.#escaped = false;
  }

  /** Gives out what is held; `ended`: up to the line end or the end of the input. */
  #give(ended: boolean): CsvRow {
    const bytes = this.#held.take();
    const { offset, line } = this.#start;
    const newlines = this.#linesHeld + (bytes.at(-1) === NEWLINE && ended ? 1 : 0);
    this.#start = { offset: offset + bytes.length, line: line + newlines };
    const isCut = this.#isCut;
    this.#reset();
    this.#isCut = isCut && !ended;
    this.#goesOn = this.#isCut;
    const row = { bytes: withoutLineEnd(bytes), offset, line };
    return isCut ? { ...row, fault: "cut" } : row;
  }

  /** The first line alone is at fault; the lines after it are read again. */
  #giveUnclosed(following: Buffer): { row: CsvRow; rest: Buffer } {
    const bytes = this.#held.take();
    const newline = bytes.indexOf(NEWLINE);
    const { offset, line } = this.#start;
    this.#keepHorizon(offset + bytes.length, line + this.#linesHeld);
    this.#start = { offset: offset + newline + 1, line: line + 1 };
    this.#reset();
    const rest = joined(bytes.subarray(newline + 1), following);
    const row = { bytes: withoutLineEnd(bytes.subarray(0, newline + 1)), offset, line };
    return { row: { ...row, fault: "unclosed" }, rest };
  }

  #keepHorizon(offset: number, line: number): void {
    const continued = this.#continued;
    this.#horizon =
      continued === null || continued === "mixed"
        ? null
        : {
            offset,
            line,
            continued,
            insideQuotes: this.#insideQuotes,
            atFieldStart: this.#atFieldStart,
            escaped: this.#escaped,
            justClosed: this.#justClosed,
          };
  }

  #reset(): void {
    this.#linesHeld = 0;
    this.#continued = null;
    this.#insideQuotes = false;
    this.#atFieldStart = true;
    this.#justClosed = false;
    this.#escaped = false;
    this.#isCut = false;
    this.#goesOn = false;
  }
}

/** Without a copy where the second follows the first in memory: of what was read once, most is read on. */
function joined(first: Buffer, second: Buffer): Buffer {
  if (second.length === 0) return first;
  const isContiguous =
    first.buffer === second.buffer && first.byteOffset + first.length === second.byteOffset;
  return isContiguous
    ? Buffer.from(first.buffer, first.byteOffset, first.length + second.length)
    : Buffer.concat([first, second]);
}

function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  if (bytes[end - 1] === NEWLINE) {
    end -= 1;
    if (bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
  }
  return bytes.subarray(0, end);
}
