import type { ParseNote } from "#domain/events/event.ts";
import type { Continuation } from "#ingest/formats/continuation.ts";
import { type Decoded, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { TransactionIdFinder } from "#ingest/formats/id-in-text.ts";
import { levelInText } from "#ingest/formats/level-names.ts";
import type { Line } from "#ingest/formats/line-splitter.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";
import { excerpt, type RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { exact, isoTime, type TimeReading } from "#ingest/formats/source-time.ts";
import type { TransactionIdPattern } from "#ingest/formats/transaction-id-pattern.ts";
import { textEvent } from "#ingest/formats/text-event.ts";

/** The lines of one record of text, and the time that its first line begins with. */
export interface TextRecord {
  readonly time: TimeReading | null;
  readonly timeText: string;
  /** Text of the lines, without the time. */
  readonly text: string[];
  readonly lines: Line[];
  bytes: number;
  readonly continues: Continuation | null;
}

/** Whether the record has a time of its own, or continues one that has. */
export function isTimed(record: TextRecord): boolean {
  return record.time !== null || (record.continues?.timeText ?? "") !== "";
}

/** What a later continuation needs to know of a record. */
export function continuationOf(format: string, record: TextRecord, decoded: Decoded): Continuation {
  const { continues } = record;
  const id = decoded.kind === "event" ? decoded.event["transactionId"] : undefined;
  return {
    format,
    offset: continues?.offset ?? record.lines[0]?.offset ?? 0,
    transactionId: typeof id === "string" ? id : (continues?.transactionId ?? null),
    hadMessage: true,
    oversized: continues?.oversized === true || record.bytes > RECORD_BYTES_MAX,
    insideLine: false,
    timeText: record.time?.ok === true ? isoTime(record.time.ms) : (continues?.timeText ?? ""),
  };
}

/** Makes events of text records. */
export class PlainTextReader {
  readonly #emitter: RecordEmitter;
  readonly #finder: TransactionIdFinder;
  readonly #assumedTimeMs: number | undefined;

  constructor(
    emitter: RecordEmitter,
    idPattern: TransactionIdPattern,
    assumedTimeMs: number | undefined,
  ) {
    this.#emitter = emitter;
    this.#finder = new TransactionIdFinder(idPattern);
    this.#assumedTimeMs = assumedTimeMs;
  }

  read(record: TextRecord, closedUnfinished: boolean): Decoded {
    const bytes = Buffer.concat(record.lines.map((line) => line.bytes));
    const start = { offset: record.lines[0]?.offset ?? 0, line: record.lines[0]?.line ?? 1 };
    if (record.continues?.oversized === true || bytes.length > RECORD_BYTES_MAX) {
      const message = `The record is longer than ${RECORD_BYTES_MAX} bytes, the most that one record may have.`;
      return this.#emitter.bad(start, "oversized", message, bytes);
    }
    const time = this.#timeOf(record);
    if (!time.ok) return this.#emitter.bad(start, "invalid-time", time.problem, bytes);
    const message = record.text.join("\n").trim();
    const notes = [...time.notes, ...continuationNotes(record)];
    if (closedUnfinished) notes.push(parseNote("closed-unfinished"));
    const known = record.continues?.transactionId ?? null;
    const found = known === null ? this.#finder.find(message) : null;
    if (found !== null) {
      notes.push(
        parseNote("id-found-in-text", `The transaction ID ${found} was found in the text.`),
      );
    }
    const id = known ?? found;
    const event = textEvent({
      type: "trace.recorded",
      timeMs: time.ms,
      transaction: id === null ? { unattributed: "no transaction ID in the text" } : { id },
      message,
      level: levelInText(message),
      notes,
      bytes,
    });
    return this.#emitter.event(start, event);
  }

  #timeOf(record: TextRecord): TimeReading {
    const { time, timeText, continues } = record;
    if (time !== null) {
      if (time.ok) return time;
      return { ok: false, problem: `${excerpt(timeText)} cannot be read: ${time.problem}` };
    }
    const continuedMs = Date.parse(continues?.timeText ?? "");
    if (!Number.isNaN(continuedMs)) return exact(continuedMs);
    if (this.#assumedTimeMs === undefined) {
      return {
        ok: false,
        problem:
          "The text begins with no time, and when it arrived is not known; give a time with --assumed-time (assumedTime over HTTP).",
      };
    }
    const message = `The text has no time; ${isoTime(this.#assumedTimeMs)}, when it arrived, stands in.`;
    return exact(this.#assumedTimeMs, [parseNote("time-assumed", message)]);
  }
}

function continuationNotes(record: TextRecord): ParseNote[] {
  if (record.continues === null) return [];
  const message = `The text continues the record at byte ${record.continues.offset}, which was closed before its end.`;
  return [parseNote("continues", message)];
}
