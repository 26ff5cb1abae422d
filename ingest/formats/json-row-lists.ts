import { RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { HeldBytes } from "#ingest/formats/held-bytes.ts";
import { JsonArrayScanner } from "#ingest/formats/json-array.ts";
import {
  badRecord,
  type JsonRecord,
  recordOf,
  recordOfElement,
} from "#ingest/formats/json-record.ts";
import { skipSpace, trimSpaceEnd } from "#ingest/formats/json-text.ts";
import type { RecordStart } from "#ingest/formats/record-emitter.ts";

/** Longest name of a member that is compared; those of lists are words. */
const NAME_BYTES_MAX = 256;

/** Deepest nesting around and beside lists; what is deeper is no table. */
export const FRAME_DEPTH_MAX = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

/** Where reading goes on, beyond the pending bytes. */
export interface RowListState {
  /** Name of the lists, and the brackets open around one: `{`, or `[{` within an array. */
  readonly list: string;
  readonly around: string;
  /** Brackets that are open. */
  readonly open: string;
  /** The pending bytes begin within a list, at a comma or its bracket. */
  readonly insideList: boolean;
  /** The value that is open has had a list already. */
  readonly hadList: boolean;
}

/**
 * Finds the elements of lists within objects, however long the lists are: `{"rows": […]}` one after the other,
 * or an array of such objects. An object without a list is given out whole where `around` is `{`, and
 * otherwise belongs to the frame of the export. What is left open at the end is told.
 */
export class JsonRowLists {
  readonly #list: string;
  readonly #around: string;
  #open: string;
  #hadList: boolean;
  #array: JsonArrayScanner | null = null;
  /** The next byte is the comma or bracket with which a list goes on. */
  #resumesList: boolean;
  readonly #frame = new HeldBytes();
  #frameStart: RecordStart;
  #offset: number;
  #line: number;
  #inString = false;
  #escaped = false;
  #text: number[] = [];
  #name: string | null = null;
  #state: RowListState;

  constructor(start: RecordStart, state: RowListState) {
    this.#list = state.list;
    this.#around = state.around;
    this.#open = state.open;
    this.#hadList = state.hadList;
    this.#resumesList = state.insideList;
    this.#offset = start.offset;
    this.#line = start.line;
    this.#frameStart = { offset: start.offset, line: start.line };
    this.#state = state;
  }

  get pendingBytes(): number {
    return this.#array === null ? this.#frame.length : this.#offset - this.#array.pendingOffset;
  }

  /** As of the first pending byte. */
  get state(): RowListState {
    return this.#array === null ? this.#state : { ...this.#place(), insideList: true };
  }

  push(input: Buffer, records: JsonRecord[]): void {
    let next = 0;
    while (next < input.length) {
      if (this.#resumesList) {
        this.#openList(input[next] === 0x2c);
        next += 1;
      } else if (this.#array === null) next = this.#readFrame(input, next, records);
      else next = this.#readList(this.#array, input, next, records);
    }
  }

  /** At the end of the input. */
  end(records: JsonRecord[]): void {
    const array = this.#array;
    this.#array = null;
    if (array !== null) {
      const rest = array.rest();
      if (rest !== null) records.push(recordOfElement(rest));
      const message = `The list "${this.#list}" that begins here is never closed: its end may be missing.`;
      records.push(badRecord("undecodable", message, Buffer.from("["), array.start));
      return;
    }
    const rest = this.#frame.take();
    const start = skipSpace(rest, 0);
    const text = rest.subarray(start, trimSpaceEnd(rest, start, rest.length));
    const isEnd = this.#around === "[{" && this.#open === "" && text.toString() === "]";
    if (isEnd) return;
    if (text.length > 0) records.push(recordOf(text, { ...this.#frameStart }));
    else if (this.#open !== "") {
      const message = "The export is never closed: its end may be missing.";
      records.push(badRecord("undecodable", message, Buffer.from("["), this.#frameStart));
    }
  }

  #place(): RowListState {
    const { list, around } = this.#state;
    return { list, around, open: this.#open, insideList: false, hadList: this.#hadList };
  }

  #openList(restarted: boolean): void {
    this.#resumesList = false;
    this.#array = new JsonArrayScanner({ offset: this.#offset, line: this.#line, restarted });
    this.#offset += 1;
  }

  #readList(array: JsonArrayScanner, input: Buffer, from: number, records: JsonRecord[]): number {
    const { elements, closedAt } = array.scan(input, from);
    for (const element of elements) records.push(recordOfElement(element));
    const end = closedAt ?? input.length;
    this.#offset += end - from;
    if (closedAt === undefined) return end;
    this.#line = array.line;
    this.#array = null;
    this.#hadList = true;
    this.#beginFrame();
    return end;
  }

  /** Reads up to the bracket of a list, the end of a value, or the end of the input. */
  #readFrame(input: Buffer, from: number, records: JsonRecord[]): number {
    for (let index = from; index < input.length; index++) {
      const byte = input[index] ?? 0;
      if (byte === 0x5b && !this.#inString && this.#isList()) {
        this.#frame.take();
        this.#offset += index - from;
        this.#openList(false);
        return index + 1;
      }
      if (byte === NEWLINE) this.#line += 1;
      const closes = this.#advance(byte);
      const length = this.#frame.length + index + 1 - from;
      if (closes || length > RECORD_BYTES_MAX) {
        this.#frame.add(input.subarray(from, index + 1));
        this.#offset += index + 1 - from;
        this.#giveFrame(closes, records);
        return index + 1;
      }
    }
    this.#frame.add(input.subarray(from));
    this.#offset += input.length - from;
    return input.length;
  }

  #isList(): boolean {
    return this.#name === this.#list && this.#open === this.#around;
  }

  /** True when the byte closes the object that may hold lists. */
  #advance(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
      if (this.#inString && this.#text.length < NAME_BYTES_MAX) this.#text.push(byte);
      return false;
    }
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        this.#text = [];
        return false;
      case 0x3a:
        this.#name = Buffer.from(this.#text).toString("utf8");
        return false;
      case 0x2c:
        this.#name = null;
        return false;
      case 0x7b:
      case 0x5b:
        if (this.#open.length < FRAME_DEPTH_MAX) this.#open += String.fromCharCode(byte);
        this.#name = null;
        return false;
      case 0x7d:
      case 0x5d: {
        const closes = this.#open === this.#around;
        this.#open = this.#open.slice(0, -1);
        this.#name = null;
        return closes;
      }
      default:
        return false;
    }
  }

  #giveFrame(closes: boolean, records: JsonRecord[]): void {
    const bytes = this.#frame.take();
    const start = skipSpace(bytes, 0);
    const text = bytes.subarray(start, trimSpaceEnd(bytes, start, bytes.length));
    const lineEnds = bytes.subarray(0, start).filter((byte) => byte === NEWLINE).length;
    const at = {
      offset: this.#frameStart.offset + start,
      line: this.#frameStart.line + lineEnds,
    };
    if (!closes) {
      const message = `No list "${this.#list}" begins within ${RECORD_BYTES_MAX} bytes.`;
      records.push(badRecord("oversized", message, bytes, at));
    } else if (!this.#hadList && this.#around === "{") records.push(recordOf(text, at));
    if (closes) this.#hadList = false;
    this.#beginFrame();
  }

  #beginFrame(): void {
    this.#frameStart = { offset: this.#offset, line: this.#line };
    this.#state = this.#place();
  }
}
