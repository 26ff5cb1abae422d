import { JsonArrayScanner } from "#ingest/formats/json-array.ts";
import { JsonLineReader } from "#ingest/formats/json-lines.ts";
import { badRecord, type JsonRecord, recordOfElement } from "#ingest/formats/json-record.ts";
import type { RecordStart } from "#ingest/formats/record-emitter.ts";

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const NEWLINE = 0x0a;
const VALUE_START = /[\s[\]{"\-0-9tfn]/;

/**
 * Finds JSON objects in an input that is an object, an array, or objects line by line, and says of the rest
 * what is wrong with it. An array may stand at the beginning and after another array. `pendingBytes` always
 * names a place where a new reader, told its offset, goes on with the same results.
 */
export class JsonRecordReader {
  /** Where the next byte of the undecided beginning, or of an array, stands. */
  #at: RecordStart;
  #undecided: Buffer = Buffer.alloc(0);
  #restarted: boolean;
  #array: JsonArrayScanner | null = null;
  #lines: JsonLineReader | null = null;
  #endOffset: number;

  constructor(start: { offset?: number | undefined; line?: number | undefined } = {}) {
    this.#at = { offset: start.offset ?? 0, line: start.line ?? 1 };
    this.#restarted = this.#at.offset > 0;
    this.#endOffset = this.#at.offset;
  }

  get pendingBytes(): number {
    if (this.#lines !== null) return this.#lines.pendingBytes;
    if (this.#array !== null) return this.#endOffset - this.#array.pendingOffset;
    return this.#undecided.length;
  }

  /** Whether the next byte begins a line, and belongs to no record yet. */
  get isBetweenRecords(): boolean {
    if (this.#lines !== null) return this.#lines.isBetweenRecords();
    return this.#array === null && this.#undecided.length === 0;
  }

  /** Where that line begins. */
  get next(): RecordStart {
    return this.#lines?.next ?? this.#at;
  }

  /** Counts objects, a line each, that a caller reads by itself; between records only. */
  passRecords(records: number, bytes: number): void {
    this.#endOffset += bytes;
    // An object where an array might begin says that there are lines.
    this.#lines ??= new JsonLineReader(this.#at);
    this.#lines.passRecords(records, bytes);
  }

  push(chunk: Uint8Array): JsonRecord[] {
    const records: JsonRecord[] = [];
    this.#endOffset += chunk.length;
    if (this.#lines === null) this.#begin(chunk, records);
    else this.#lines.push(chunk, records);
    return records;
  }

  /**
   * `final: false` gives out a last line that is a whole object although its line end is missing; anything
   * unfinished waits on, since half of a JSON object says nothing. `final: true` gives out everything.
   */
  flush(options: { final: boolean }): JsonRecord[] {
    const records: JsonRecord[] = [];
    if (!options.final) {
      this.#lines?.flushWhole(records);
      return records;
    }
    if (this.#undecided.length > 0) this.#readLines(this.#undecided, records);
    if (this.#array !== null) this.#endOpenArray(this.#array, records);
    this.#lines?.flushAll(records);
    return records;
  }

  /** Decides between arrays and lines by the first character that is no white space. */
  #begin(chunk: Uint8Array, records: JsonRecord[]): void {
    let input = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#undecided.length > 0) input = Buffer.concat([this.#undecided, input]);
    this.#undecided = Buffer.alloc(0);
    let next = 0;
    while (next < input.length) {
      if (this.#array === null) {
        const start = this.#skipBlank(input, next);
        if (start === null) {
          this.#undecided = input.subarray(next);
          return;
        }
        next = start;
        if (next === input.length) return;
        const kind = beginningOf(input, next, this.#restarted);
        if (kind === "undecided") {
          this.#undecided = input.subarray(next);
          return;
        }
        if (kind === "lines") {
          this.#readLines(input.subarray(next), records);
          return;
        }
        this.#array = new JsonArrayScanner({ ...this.#at, restarted: kind === "restarted" });
        next++;
      }
      next = this.#readArray(this.#array, input, next, records);
    }
  }

  /** Index after white space and a byte order mark; null when that cannot be told yet. */
  #skipBlank(input: Buffer, from: number): number | null {
    let index = from;
    let { offset, line } = this.#at;
    for (;;) {
      if (offset === 0 && input[index] === BYTE_ORDER_MARK[0]) {
        if (input.length - index < BYTE_ORDER_MARK.length) return null;
        if (BYTE_ORDER_MARK.every((byte, place) => input[index + place] === byte)) {
          index += BYTE_ORDER_MARK.length;
          offset += BYTE_ORDER_MARK.length;
        } else break;
      }
      const byte = input[index];
      if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== NEWLINE) break;
      if (byte === NEWLINE) line++;
      index++;
      offset++;
    }
    this.#at = { offset, line };
    return index;
  }

  #readLines(bytes: Buffer, records: JsonRecord[]): void {
    this.#undecided = Buffer.alloc(0);
    this.#lines = new JsonLineReader(this.#at);
    this.#lines.push(bytes, records);
  }

  #readArray(array: JsonArrayScanner, input: Buffer, from: number, records: JsonRecord[]): number {
    const scan = array.scan(input, from);
    for (const element of scan.elements) records.push(recordOfElement(element));
    if (scan.closedAt === undefined) return input.length;
    this.#at = { offset: this.#endOffset - (input.length - scan.closedAt), line: array.line };
    this.#array = null;
    this.#restarted = false;
    return scan.closedAt;
  }

  #endOpenArray(array: JsonArrayScanner, records: JsonRecord[]): void {
    this.#array = null;
    const rest = array.rest();
    if (rest !== null) records.push(recordOfElement(rest));
    const message = "The array that begins here is never closed: its end may be missing.";
    records.push(badRecord("undecodable", message, Buffer.from("["), array.start));
  }
}

/**
 * A bracket begins an array if what follows may be JSON: `[error] text` does not. A comma goes on with an
 * array whose first elements an earlier reader gave out.
 */
function beginningOf(
  input: Buffer,
  index: number,
  restarted: boolean,
): "array" | "restarted" | "lines" | "undecided" {
  if (restarted && input[index] === 0x2c) return "restarted";
  if (input[index] !== 0x5b) return "lines";
  const next = input[index + 1];
  if (next === undefined) return "undecided";
  return VALUE_START.test(String.fromCharCode(next)) ? "array" : "lines";
}
