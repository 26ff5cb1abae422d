import type { PlainEventScanner } from "#domain/plain-events/plain-event-scanner.ts";
import type { OwnLines } from "#ingest/formats/format.ts";
import type { PackedBatchBuilder } from "#storage/index/packed-batch-builder.ts";
import type { LedgerWriter, PlainSource } from "#storage/ledger/ledger.ts";
import type { AnswerBuilder } from "./answer-builder.ts";

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** How many records of a request were read. */
export interface RecordCount {
  records: number;
}

/**
 * The short way of usual events: from the bytes of their line straight into the open group, without a value
 * in between. What is not plain, and what the ledger would refuse, is left to the long way, which gives the
 * same answers and the same bytes.
 */
export class PlainLane {
  readonly #scanner: PlainEventScanner;
  readonly #writer: LedgerWriter;
  readonly #packed: PackedBatchBuilder | undefined;
  readonly #answer: AnswerBuilder;
  readonly #count: RecordCount;
  readonly #mayLackId: boolean;
  readonly #source: PlainSource;
  readonly #linesEnd: number;
  /** One for all records. */
  readonly #draft;

  constructor(options: {
    readonly scanner: PlainEventScanner;
    readonly writer: LedgerWriter;
    readonly packed: PackedBatchBuilder | undefined;
    readonly answer: AnswerBuilder;
    /** Shared with who counts the records that go the long way. */
    readonly count: RecordCount;
    readonly source: PlainSource;
    /** Whether an event without an ID is to have none; else one is made on the long way. */
    readonly mayLackId: boolean;
    readonly body: Buffer;
  }) {
    this.#scanner = options.scanner;
    this.#writer = options.writer;
    this.#packed = options.packed;
    this.#answer = options.answer;
    this.#count = options.count;
    this.#source = options.source;
    this.#mayLackId = options.mayLackId;
    const { source, body } = options;
    this.#linesEnd = body.lastIndexOf(NEWLINE) + 1;
    this.#draft = {
      source,
      bytes: body,
      eventAt: 0,
      eventEnd: 0,
      idAt: 0,
      idEnd: 0,
      line: 0,
      offset: 0,
    };
  }

  /**
   * Stages the plain events that stand in the body from `from` on, a line each, up to the first line that is
   * none. Returns where that begins.
   */
  take(from: number, lines: OwnLines): number {
    const body = this.#draft.bytes;
    const draft = this.#draft;
    draft.line = lines.line;
    const offsetOfBody = lines.offset - from;
    const { records } = this.#count;
    let at = from;
    // Up to there every line has an end, so that nothing is read beyond the body's.
    while (at < this.#linesEnd) {
      const eventEnd = this.#scanner.scanFrom(body, at);
      if (eventEnd < 0) break;
      const newline = body[eventEnd] === CARRIAGE_RETURN ? eventEnd + 1 : eventEnd;
      if (body[newline] !== NEWLINE) break;
      draft.eventAt = at;
      draft.eventEnd = eventEnd;
      draft.offset = offsetOfBody + at;
      if (!this.#stage()) break;
      this.#count.records += 1;
      draft.line += 1;
      at = newline + 1;
    }
    const passed = this.#count.records - records;
    if (passed > 0) lines.pass(passed, at - from);
    return at;
  }

  /** Stages the event scanned last; false where nothing was done. */
  #stage(): boolean {
    const draft = this.#draft;
    const { spans } = this.#scanner;
    if (spans.idEnd === 0 && !this.#mayLackId) return false;
    draft.idAt = spans.idAt;
    draft.idEnd = spans.idEnd;
    const seq = this.#writer.stagePlain(draft);
    if (seq === 0) return false;
    const index = this.#count.records;
    if (seq < 0) {
      this.#answer.duplicate(index, -seq, this.#id());
      return true;
    }
    this.#answer.accepted(index, seq, this.#answer.allItems ? this.#id() : undefined);
    this.#packed?.addPlain(spans, draft.eventEnd - draft.eventAt, this.#source.name);
    return true;
  }

  #id(): string | undefined {
    const { bytes, idAt, idEnd } = this.#draft;
    return idEnd === 0 ? undefined : bytes.toString("latin1", idAt, idEnd);
  }
}
