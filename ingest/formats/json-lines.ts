import { HELD_BYTES_MAX, RECORD_BYTES_MAX, RECORD_LINES_MAX } from "#ingest/formats/format.ts";
import { JsonChecker } from "#ingest/formats/json-checker.ts";
import { looksWhole, readJsonObject } from "#ingest/formats/json-object.ts";
import {
  badRecord,
  type JsonRecord,
  objectRecord,
  plainRecord,
  recordOf,
} from "#ingest/formats/json-record.ts";
import {
  beginsObject,
  continuesObject,
  isBlank,
  joinSpans,
  type Span,
  spanOf,
  startOf,
  textWithLineEnd,
} from "#ingest/formats/json-span.ts";
import { skipSpace, trimSpaceEnd } from "#ingest/formats/json-text.ts";
import { type Line, LineSplitter } from "#ingest/formats/line-splitter.ts";
import type { RecordStart } from "#ingest/formats/record-emitter.ts";

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const OPEN_OBJECT = 0x7b;

/** Lines that belong together, and what is to be said of them if they never make an object. */
interface LineGroup {
  readonly spans: Span[];
  readonly message: string;
  bytes: number;
}

interface UnfinishedObject extends LineGroup {
  readonly checker: JsonChecker;
}

/**
 * Reads one JSON object a line, and objects that stretch over lines. A bad record costs itself alone: after
 * a torn one, a line that begins with `{` at its first column begins anew, while indented lines and closing
 * brackets still belong to the torn one.
 */
export class JsonLineReader {
  readonly #splitter: LineSplitter;
  /** The beginning of the present line was too long and was given out as bad. */
  #insideCutLine = false;
  /** An object that began on an earlier line and is correct so far. */
  #unfinished: UnfinishedObject | null = null;
  /** Lines of an object that went wrong. */
  #broken: LineGroup | null = null;

  constructor(start: RecordStart) {
    this.#splitter = new LineSplitter(start);
  }

  /** Bytes from the start of what is not given out yet to the end of what was read. */
  get pendingBytes(): number {
    const group = this.#unfinished ?? this.#broken;
    return this.#splitter.pendingBytes + (group?.bytes ?? 0);
  }

  push(chunk: Uint8Array, records: JsonRecord[]): void {
    const input = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let carriageReturn = -1;
    let start = 0;
    while (start < input.length) {
      const newline = input.indexOf(NEWLINE, start);
      const next = newline === -1 ? input.length : newline + 1;
      if (carriageReturn < start) carriageReturn = indexOrEnd(input, CARRIAGE_RETURN, start);
      const end = carriageReturn === newline - 1 ? carriageReturn : newline;
      const plain = newline !== -1 && carriageReturn >= end && next - start <= RECORD_BYTES_MAX;
      if (newline === start && this.isBetweenRecords()) this.#splitter.passLine(1);
      else if (!plain || !this.#readPlainLine(input.subarray(start, end), next - start, records)) {
        const segment = input.subarray(start, next);
        for (const line of this.#splitter.pushSegment(segment, newline !== -1)) {
          this.#read(line, records);
        }
      }
      start = next;
    }
  }

  /** Where the next line begins; between records only. */
  get next(): RecordStart {
    return this.#splitter.next;
  }

  /** Counts records, a line each, that a caller reads by itself; between records only. */
  passRecords(records: number, bytes: number): void {
    this.#splitter.passLines(records, bytes);
  }

  isBetweenRecords(): boolean {
    return this.pendingBytes === 0 && !this.#splitter.insideLine;
  }

  /** The hot path: a line like a whole object, read without any intermediate. False for all others. */
  #readPlainLine(bytes: Buffer, lineBytes: number, records: JsonRecord[]): boolean {
    if (!looksWhole(bytes) || !this.isBetweenRecords()) return false;
    const reading = readJsonObject(bytes);
    // Such a line may be the first of an object whose next lines begin with a comma.
    if (!reading.ok && reading.unfinished) return false;
    const at = this.#splitter.passLine(lineBytes);
    if (reading.ok) records.push(plainRecord(bytes, reading.value, at));
    else records.push(badRecord("undecodable", reading.message, bytes, at));
    return true;
  }

  /** After an idle second: a last line that is a whole object is read although its line end is missing. */
  flushWhole(records: JsonRecord[]): void {
    if (this.#unfinished !== null) return;
    const pending = this.#splitter.pendingText();
    const start = skipSpace(pending, 0);
    const text = pending.subarray(start, trimSpaceEnd(pending, start, pending.length));
    if (!looksWhole(text) || !readJsonObject(text).ok) return;
    for (const line of this.#splitter.flush()) this.#read(line, records);
  }

  flushAll(records: JsonRecord[]): void {
    for (const line of this.#splitter.flush()) this.#read(line, records);
    this.#abandonUnfinished(records);
    this.#giveBroken(records);
  }

  #read(line: Line, records: JsonRecord[]): void {
    const span = spanOf(line);
    if (this.#unfinished !== null && this.#goOn(this.#unfinished, span, records)) return;
    if (this.#broken !== null) {
      if (hasRoom(this.#broken, line) && (isBlank(span) || continuesObject(span))) {
        addSpan(this.#broken, span);
        return;
      }
      this.#giveBroken(records);
    }
    if (!isBlank(span)) this.#readLine(span, records);
  }

  #readLine(span: Span, records: JsonRecord[]): void {
    const bytes = joinSpans([span]);
    if (span.line.oversized || this.#insideCutLine) {
      this.#insideCutLine = !span.line.ended;
      records.push(badRecord("oversized", oversizedMessage(span.line), bytes, startOf(span)));
      return;
    }
    const reading = readJsonObject(bytes);
    if (reading.ok) {
      records.push(objectRecord(bytes, reading.value, startOf(span)));
      return;
    }
    if (reading.unfinished && bytes[0] === OPEN_OBJECT && span.line.ended) {
      const checker = new JsonChecker();
      if (checker.feed(textWithLineEnd(span)).state === "open") {
        this.#unfinished = { spans: [], bytes: 0, message: reading.message, checker };
        addSpan(this.#unfinished, span);
        return;
      }
    }
    records.push(badRecord("undecodable", reading.message, bytes, startOf(span)));
  }

  /** Takes the next line of an unfinished object; false when the line must be read for itself. */
  #goOn(unfinished: UnfinishedObject, span: Span, records: JsonRecord[]): boolean {
    if (hasRoom(unfinished, span.line)) {
      const progress = unfinished.checker.feed(textWithLineEnd(span));
      if (progress.state === "open") {
        addSpan(unfinished, span);
        return true;
      }
      if (progress.state === "complete" && span.start + progress.end >= span.end) {
        const spans = [...unfinished.spans, span];
        this.#unfinished = null;
        records.push(recordOf(joinSpans(spans), startOf(spans[0] ?? span)));
        return true;
      }
    }
    this.#abandonUnfinished(records);
    return false;
  }

  /** The first line is bad; of those after it, whole objects at the first column are saved. */
  #abandonUnfinished(records: JsonRecord[]): void {
    const unfinished = this.#unfinished;
    this.#unfinished = null;
    if (unfinished === null) return;
    this.#broken = { spans: [], bytes: 0, message: unfinished.message };
    for (const span of unfinished.spans) {
      const bytes = joinSpans([span]);
      const reading = beginsObject(span) && looksWhole(bytes) ? readJsonObject(bytes) : null;
      if (reading?.ok) {
        this.#giveBroken(records);
        records.push(objectRecord(bytes, reading.value, startOf(span)));
      } else if (this.#broken !== null || !isBlank(span)) {
        this.#broken ??= { spans: [], bytes: 0, message: "The lines continue no object." };
        addSpan(this.#broken, span);
      }
    }
  }

  #giveBroken(records: JsonRecord[]): void {
    const broken = this.#broken;
    this.#broken = null;
    const first = broken?.spans[0];
    if (broken === null || first === undefined) return;
    while (isBlank(broken.spans.at(-1) ?? first)) broken.spans.pop();
    records.push(badRecord("undecodable", broken.message, joinSpans(broken.spans), startOf(first)));
  }
}

function indexOrEnd(bytes: Buffer, byte: number, from: number): number {
  const index = bytes.indexOf(byte, from);
  return index === -1 ? bytes.length : index;
}

function hasRoom(group: LineGroup, line: Line): boolean {
  const bytes = group.bytes + line.bytes.length;
  return bytes <= HELD_BYTES_MAX && group.spans.length < RECORD_LINES_MAX;
}

function addSpan(group: LineGroup, span: Span): void {
  group.spans.push(span);
  group.bytes += span.line.bytes.length;
}

function oversizedMessage(line: Line): string {
  if (line.continuation) return "The piece continues a line that was quarantined as too long.";
  return `The line is longer than ${RECORD_BYTES_MAX} bytes, the most that one record may have.`;
}
