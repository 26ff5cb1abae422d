import type { Decoded, DecodeOptions, Decoder, Format } from "#ingest/formats/format.ts";
import { HELD_BYTES_MAX, RECORD_LINES_MAX } from "#ingest/formats/format.ts";
import { type Line, LineSplitter } from "#ingest/formats/line-splitter.ts";
import { displacedStart, goesOnWithDisplaced } from "#ingest/formats/moodle-displaced.ts";
import {
  mayBecomeMoodleMark,
  readMoodleHeader,
  readMoodleHeaderText,
} from "#ingest/formats/moodle-header.ts";
import { closedRecord, decodeMoodleRecord, isUnfinished } from "#ingest/formats/moodle-record.ts";
import {
  type ClosedRecord,
  isBlankLine,
  type MoodleHeader,
  type MoodleSection,
  sectionBytes,
  sectionHasContent,
  sectionIsBlank,
  splitSection,
  TransactionMark,
} from "#ingest/formats/moodle-section.ts";
import {
  type Continuation,
  readContinuation,
  writeContinuation,
} from "#ingest/formats/continuation.ts";
import { RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { ZoneClock } from "#ingest/formats/source-time.ts";
import { TransactionIdPattern } from "#ingest/formats/transaction-id-pattern.ts";

const FORMAT_NAME = "moodle-trace";

const NOTHING_CLOSED: ClosedRecord = {
  offset: 0,
  transactionId: null,
  hadMessage: false,
  oversized: false,
};

/** Nothing else has such a line; JSON of ours alone is more certain. */
const HEADER_SCORE = 0.95;

interface UndecidedSection {
  readonly section: MoodleSection;
  readonly displacedStart: number;
}

/**
 * Sale traces of the Moodle shop: a header line with the local time, then an indented `[TXID]`, then a
 * message that may wrap. Every byte of the input stands in the `raw` of exactly one event or in exactly one
 * bad record; only white space that no record follows is left out.
 */
export const moodleTraceFormat: Format = {
  name: FORMAT_NAME,
  detect: (sample) => {
    const clock = new ZoneClock();
    for (const line of new LineSplitter().push(sample)) {
      if (readMoodleHeader(line, clock) !== null) return HEADER_SCORE;
    }
    return 0;
  },
  createDecoder: (options) => new MoodleTraceDecoder(options),
};

class MoodleTraceDecoder implements Decoder {
  readonly #splitter: LineSplitter;
  readonly #emitter: RecordEmitter;
  readonly #clock: ZoneClock;
  readonly #mark: TransactionMark;
  #section: MoodleSection = newSection(null, null, null);
  /** The section before, whose end may belong to the present one: decided by that one's first text. */
  #undecided: UndecidedSection | null = null;
  #heldBytes = 0;
  #decoded: Decoded[] = [];

  constructor(options: DecodeOptions) {
    const continuation = readContinuation(options.continuation, FORMAT_NAME);
    this.#splitter = new LineSplitter({
      offset: options.startOffset,
      line: options.startLine,
      insideLine: continuation?.insideLine,
    });
    this.#emitter = new RecordEmitter(options);
    this.#clock = new ZoneClock(options.timezone);
    this.#mark = new TransactionMark(new TransactionIdPattern(options.transactionIdPattern));
    if (continuation !== null) this.#section = this.#continuedSection(continuation);
  }

  get pendingBytes(): number {
    return this.#heldBytes + this.#splitter.pendingBytes;
  }

  get continuation(): string | undefined {
    const section = this.#undecided?.section ?? this.#section;
    const { header, headerLine, continues } = section;
    const first = section.before[0] ?? section.body[0];
    const insideLine = first?.continuation ?? this.#splitter.insideLine;
    if (headerLine !== null || (continues === null && !insideLine)) return undefined;
    const closed = continues ?? NOTHING_CLOSED;
    return writeContinuation({
      format: FORMAT_NAME,
      ...closed,
      insideLine,
      timeText: header?.text ?? "",
    });
  }

  push(chunk: Uint8Array): Decoded[] {
    for (const line of this.#splitter.push(chunk)) this.#read(line);
    return this.#takeDecoded();
  }

  flush(options: { final: boolean }): Decoded[] {
    const pending = this.#splitter.pendingText();
    if (options.final || !mayBecomeMoodleMark(pending)) {
      for (const line of this.#splitter.flush()) this.#read(line);
    }
    if (options.final) {
      this.#adoptDisplaced();
      this.#give(this.#section, false);
      this.#begin(newSection(null, null, null));
    } else this.#closeIdle();
    return this.#takeDecoded();
  }

  #continuedSection(continuation: Continuation): MoodleSection {
    const { offset, transactionId, hadMessage, oversized, timeText } = continuation;
    // Inside a line of text before any header.
    if (timeText === "") return newSection(null, null, null);
    const header = readMoodleHeaderText(timeText, this.#clock);
    return newSection(header, null, { offset, transactionId, hadMessage, oversized });
  }

  #read(line: Line): void {
    const header = readMoodleHeader(line, this.#clock);
    if (header !== null) this.#startSection(header, line);
    else this.#addLine(line);
  }

  #startSection(header: MoodleHeader, line: Line): void {
    this.#adoptDisplaced();
    const section = this.#section;
    const next = newSection(header, line, null);
    const start = displacedStart(section, this.#mark);
    if (start !== -1) this.#undecided = { section, displacedStart: start };
    else if (sectionIsBlank(section)) next.before = section.body;
    else this.#give(section, false);
    this.#begin(next);
  }

  #addLine(line: Line): void {
    if (this.#undecided !== null && !isBlankLine(line)) this.#decide(this.#undecided, line);
    const full =
      this.#heldBytes + line.bytes.length > HELD_BYTES_MAX ||
      this.#section.body.length === RECORD_LINES_MAX;
    if (full) this.#cut();
    this.#section.body.push(line);
    this.#heldBytes += line.bytes.length;
  }

  #decide(undecided: UndecidedSection, line: Line): void {
    const displaced = undecided.section.body.slice(undecided.displacedStart);
    const hasOwnMark = this.#mark.read(line, { indented: false }) !== null;
    if (!hasOwnMark && goesOnWithDisplaced(displaced, line, this.#mark)) {
      this.#adoptDisplaced();
      return;
    }
    this.#undecided = null;
    this.#give(undecided.section, false);
    this.#count();
  }

  /** Gives the present section the text that stood before its header. */
  #adoptDisplaced(): void {
    if (this.#undecided === null) return;
    const { section, displacedStart: start } = this.#undecided;
    this.#undecided = null;
    const displaced = section.body.splice(start);
    this.#section.before = displaced;
    if (sectionIsBlank(section)) this.#section.before.unshift(...section.body);
    else this.#give(section, false);
    this.#count();
  }

  /** What an idle second closes: all but a bare header and text that may belong to the next header. */
  #closeIdle(): void {
    const section = this.#section;
    if (this.#undecided !== null || !sectionHasContent(section)) return;
    const start = displacedStart(section, this.#mark);
    const displaced = start === -1 ? [] : section.body.splice(start);
    if (sectionIsBlank(section)) {
      section.body.push(...displaced);
      return;
    }
    const closed = this.#give(section, true);
    this.#begin(newSection(section.header, null, section.header === null ? null : closed));
    this.#section.body = displaced;
    this.#count();
  }

  /** Gives out what is held, so that a record without end cannot fill the memory. */
  #cut(): void {
    this.#adoptDisplaced();
    const closed = this.#give(this.#section, false);
    this.#begin(newSection(this.#section.header, null, closed));
  }

  /** Decodes a section's records; what is needed to continue the last of them. */
  #give(section: MoodleSection, idle: boolean): ClosedRecord | null {
    if (sectionIsBlank(section)) return section.continues;
    const records = splitSection(section, this.#mark);
    let closed: ClosedRecord | null = null;
    for (const [index, record] of records.entries()) {
      const unfinished = idle && index === records.length - 1 && isUnfinished(record);
      this.#decoded.push(decodeMoodleRecord(record, this.#emitter, unfinished));
      closed = closedRecord(record);
    }
    return closed;
  }

  #begin(section: MoodleSection): void {
    this.#section = section;
    this.#count();
  }

  #count(): void {
    const undecided = this.#undecided === null ? 0 : sectionBytes(this.#undecided.section);
    this.#heldBytes = undecided + sectionBytes(this.#section);
  }

  #takeDecoded(): Decoded[] {
    const decoded = this.#decoded;
    this.#decoded = [];
    return decoded;
  }
}

function newSection(
  header: MoodleHeader | null,
  headerLine: Line | null,
  continues: ClosedRecord | null,
): MoodleSection {
  return { header, headerLine, continues, before: [], body: [] };
}
