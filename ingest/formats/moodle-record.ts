import type { ParseNote } from "#domain/events/event.ts";
import { type Decoded, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import { readMoodleMessage } from "#ingest/formats/moodle-messages.ts";
import {
  type ClosedRecord,
  linesBytes,
  messageOf,
  type MoodleRecordLines,
} from "#ingest/formats/moodle-section.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";
import { excerpt, type RecordEmitter } from "#ingest/formats/record-emitter.ts";
import { textEvent } from "#ingest/formats/text-event.ts";

/** Whether the record's last line lacks its end, or its message obviously goes on. */
export function isUnfinished(record: MoodleRecordLines): boolean {
  const message = messageOf(record);
  return record.lines.at(-1)?.ended !== true || message === "" || message.endsWith(":");
}

/** What a later continuation needs to know of a record. */
export function closedRecord(record: MoodleRecordLines): ClosedRecord {
  return {
    offset: record.continues?.offset ?? record.lines[0]?.offset ?? 0,
    transactionId: record.transactionId ?? record.continues?.transactionId ?? null,
    hadMessage: messageOf(record) !== "" || record.continues?.hadMessage === true,
    oversized: record.continues?.oversized === true || linesBytes(record.lines) > RECORD_BYTES_MAX,
  };
}

/** The event of a record, or why it is none. `closedUnfinished` when an idle second closed it. */
export function decodeMoodleRecord(
  record: MoodleRecordLines,
  emitter: RecordEmitter,
  closedUnfinished: boolean,
): Decoded {
  const bytes = Buffer.concat(record.lines.map((line) => line.bytes));
  const start = { offset: record.lines[0]?.offset ?? 0, line: record.lines[0]?.line ?? 1 };
  const { header } = record;
  if (closedRecord(record).oversized) {
    const message = `The record is longer than ${RECORD_BYTES_MAX} bytes, the most that one record may have.`;
    return emitter.bad(start, "oversized", message, bytes);
  }
  if (header === null) {
    const message =
      "There is no header such as -- 2016-7-27 11:32:13 753 -- before this text, so it has no time.";
    return emitter.bad(start, "undecodable", message, bytes);
  }
  if (!header.time.ok) {
    const message = `The header ${excerpt(header.text)} names no possible time: ${header.time.problem}`;
    return emitter.bad(start, "invalid-time", message, bytes);
  }
  const message = messageOf(record);
  const meaning =
    record.continues?.hadMessage === true
      ? { type: "trace.recorded", attributes: {} }
      : readMoodleMessage(message);
  const event = textEvent({
    ...meaning,
    timeMs: header.time.ms,
    transaction: transactionOf(record, message),
    message,
    notes: [...recordNotes(record, closedUnfinished), ...header.time.notes],
    bytes,
  });
  return emitter.event(start, event);
}

function transactionOf(
  record: MoodleRecordLines,
  message: string,
): { id: string } | { unattributed: string } {
  const id = record.transactionId ?? record.continues?.transactionId ?? null;
  if (id !== null) return { id };
  const bracket = /^\[[^\]]*\]/u.exec(message)?.[0];
  if (bracket !== undefined) {
    return { unattributed: `${bracket.slice(0, 80)} does not have the form of a transaction ID` };
  }
  return { unattributed: "no transaction ID in the record" };
}

function recordNotes(record: MoodleRecordLines, closedUnfinished: boolean): ParseNote[] {
  const notes: ParseNote[] = [];
  const header = excerpt(record.header?.text ?? "");
  if (record.reassembled) {
    const message = `The beginning of the record stood before its header ${header}; it was joined to the text after the header.`;
    notes.push(parseNote("reassembled", message));
  }
  if (record.sharedHeader) {
    const message = `The record has no header of its own; its time is that of ${header} before it.`;
    notes.push(parseNote("shared-header", message));
  }
  if (record.continues !== null) {
    const message = `The text continues the record at byte ${record.continues.offset}, which was closed before its end; the time is that of its header ${header}.`;
    notes.push(parseNote("continues", message));
  }
  if (closedUnfinished) notes.push(parseNote("closed-unfinished"));
  return notes;
}
