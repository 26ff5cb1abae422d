import {
  type Continuation,
  readContinuation,
  writeContinuation,
} from "#ingest/formats/continuation.ts";
import {
  type Decoded,
  type DecodeOptions,
  type Decoder,
  type Format,
  HELD_BYTES_MAX,
  RECORD_BYTES_MAX,
  RECORD_LINES_MAX,
} from "#ingest/formats/format.ts";
import { isBlank, spanOf } from "#ingest/formats/json-span.ts";
import { type Line, LineSplitter, lineText } from "#ingest/formats/line-splitter.ts";
import {
  continuationOf,
  isTimed,
  PlainTextReader,
  type TextRecord,
} from "#ingest/formats/plain-text-record.ts";
import { RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import { mayBecomeTime, readLeadingTime, type TimeContext } from "#ingest/formats/time-shapes.ts";
import { TransactionIdPattern } from "#ingest/formats/transaction-id-pattern.ts";

const FORMAT_NAME = "text";

/** Any text is text, but every other format that fits says more. */
const FALLBACK_SCORE = 0.1;
const TIMED_LINES_SCORE = 0.4;

/**
 * Text of any program: a line that begins with a time begins a record, and the lines after it belong to it.
 * Text before any time has none: it is quarantined, or, where the arrival of a live push is given, each of
 * its lines is a record of that time.
 */
export const plainTextFormat: Format = {
  name: FORMAT_NAME,
  detect(sample) {
    const context = { clock: new ZoneClock() };
    const lines = [...new LineSplitter().push(sample)].filter((line) => !isBlank(spanOf(line)));
    const timed = lines.filter((line) => readLeadingTime(textOf(line), context) !== null);
    return FALLBACK_SCORE + (TIMED_LINES_SCORE * timed.length) / Math.max(1, lines.length);
  },
  createDecoder: (options) => new PlainTextDecoder(options),
};

class PlainTextDecoder implements Decoder {
  readonly #splitter: LineSplitter;
  readonly #reader: PlainTextReader;
  readonly #context: TimeContext;
  #open: TextRecord | null = null;
  /** Blank lines that no record precedes; they go with the next. */
  #blank: Line[] = [];
  #heldBytes = 0;
  /** The record that an idle second closed, while nothing but its continuation may have followed. */
  #closed: Continuation | null;
  #decoded: Decoded[] = [];

  constructor(options: DecodeOptions) {
    this.#closed = readContinuation(options.continuation, FORMAT_NAME);
    this.#splitter = new LineSplitter({
      offset: options.startOffset,
      line: options.startLine,
      insideLine: this.#closed?.insideLine,
    });
    const { assumedTimeMs } = options;
    this.#context = { clock: new ZoneClock(options.timezone), assumedTimeMs };
    const idPattern = new TransactionIdPattern(options.transactionIdPattern);
    this.#reader = new PlainTextReader(new RecordEmitter(options), idPattern, assumedTimeMs);
  }

  get pendingBytes(): number {
    return this.#heldBytes + this.#splitter.pendingBytes;
  }

  get continuation(): string | undefined {
    const closed = this.#open === null ? this.#closed : this.#open.continues;
    if (closed === null) return undefined;
    const first = this.#blank[0] ?? this.#open?.lines[0];
    const insideLine = first?.continuation ?? this.#splitter.insideLine;
    return writeContinuation({ ...closed, insideLine });
  }

  push(chunk: Uint8Array): Decoded[] {
    for (const line of this.#splitter.push(chunk)) this.#read(line);
    return this.#takeDecoded();
  }

  flush(options: { final: boolean }): Decoded[] {
    const pending = this.#splitter.pendingText().toString("latin1");
    if (options.final || this.#splitter.insideLine || !mayBecomeTime(pending)) {
      for (const line of this.#splitter.flush()) this.#read(line);
    }
    this.#close(!options.final);
    if (options.final) {
      this.#blank = [];
      this.#heldBytes = 0;
    }
    return this.#takeDecoded();
  }

  #read(line: Line): void {
    const leading = line.continuation ? null : readLeadingTime(textOf(line), this.#context);
    if (leading !== null) {
      this.#close(false);
      const { time, rest, timeText } = leading;
      this.#begin({ time, timeText, text: [rest], lines: [], bytes: 0, continues: null }, line);
    } else if (isBlank(spanOf(line))) this.#readBlank(line);
    else this.#readUntimed(line);
  }

  #readBlank(line: Line): void {
    const full =
      this.#heldBytes + line.bytes.length > HELD_BYTES_MAX ||
      (this.#open?.lines ?? this.#blank).length === RECORD_LINES_MAX;
    if (full) {
      this.#closed = this.#close(false) ?? this.#closed;
      this.#blank = [];
      this.#heldBytes = 0;
    }
    if (this.#open === null) this.#blank.push(line);
    else this.#add(this.#open, line);
    this.#heldBytes += line.bytes.length;
  }

  #readUntimed(line: Line): void {
    const open = this.#open;
    let continues = null;
    if (open === null) continues = line.continuation || isDetail(line) ? this.#closed : null;
    else if (this.#joins(open, line)) {
      if (hasRoom(open, line, HELD_BYTES_MAX)) {
        addText(open, line);
        this.#add(open, line);
        this.#heldBytes += line.bytes.length;
        return;
      }
      continues = this.#close(false);
    } else this.#close(false);
    const text = [textOf(line)];
    this.#begin({ time: null, timeText: "", text, lines: [], bytes: 0, continues }, line);
  }

  /** Text without any time is gathered into one bad record, unless its arrival makes each line a record. */
  #joins(open: TextRecord, line: Line): boolean {
    if (line.continuation || isTimed(open)) return true;
    if (this.#context.assumedTimeMs !== undefined) return isDetail(line);
    return hasRoom(open, line, RECORD_BYTES_MAX);
  }

  #begin(record: TextRecord, line: Line): void {
    this.#open = record;
    this.#closed = null;
    for (const blank of this.#blank) this.#add(record, blank);
    this.#blank = [];
    this.#add(record, line);
    this.#heldBytes += line.bytes.length;
  }

  #add(record: TextRecord, line: Line): void {
    record.lines.push(line);
    record.bytes += line.bytes.length;
  }

  #close(idle: boolean): Continuation | null {
    const open = this.#open;
    if (open === null) return null;
    this.#open = null;
    this.#heldBytes = 0;
    const decoded = this.#reader.read(open, idle && open.lines.at(-1)?.ended !== true);
    this.#decoded.push(decoded);
    const closed = continuationOf(FORMAT_NAME, open, decoded);
    if (idle) this.#closed = closed;
    return closed;
  }

  #takeDecoded(): Decoded[] {
    const decoded = this.#decoded;
    this.#decoded = [];
    return decoded;
  }
}

function hasRoom(record: TextRecord, line: Line, bytesMax: number): boolean {
  return record.bytes + line.bytes.length <= bytesMax && record.lines.length < RECORD_LINES_MAX;
}

function addText(record: TextRecord, line: Line): void {
  if (line.continuation) record.text.push((record.text.pop() ?? "") + textOf(line));
  else record.text.push(textOf(line));
}

function textOf(line: Line): string {
  return lineText(line).toString("utf8");
}

/** Whether a line is a detail of the one before it: indented, or part of a stack trace. */
function isDetail(line: Line): boolean {
  return /^(?:[ \t]|Caused by: |\.\.\. \d+ (?:more|common)|Traceback |at \S+\()/.test(textOf(line));
}
