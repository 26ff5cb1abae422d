import { HELD_BYTES_MAX, RECORD_BYTES_MAX } from "#ingest/formats/format.ts";
import type { ArrayElement } from "#ingest/formats/json-array.ts";
import { readJsonObject } from "#ingest/formats/json-object.ts";
import { onOneLine } from "#ingest/formats/json-span.ts";
import { skipSpace, trimSpaceEnd } from "#ingest/formats/json-text.ts";
import type { RecordStart } from "#ingest/formats/record-emitter.ts";
import type { QuarantineReason } from "#storage/quarantine/quarantine-store.ts";

/** One JSON object of the input, or text that is none. `offset` and `line` are those of its first character. */
export type JsonRecord = JsonObjectRecord | JsonBadRecord;

export interface JsonObjectRecord extends RecordStart {
  readonly kind: "object";
  /** As the producer wrote it; without white space outside strings if it stood on several lines. */
  readonly bytes: Buffer;
  /** Exactly as the producer wrote it. */
  readonly source: Buffer;
  readonly value: Record<string, unknown>;
}

export interface JsonBadRecord extends RecordStart {
  readonly kind: "bad";
  readonly reason: QuarantineReason;
  readonly message: string;
  readonly content: Buffer;
}

/** What was refused, quoted whole. */
export function badRecord(
  reason: QuarantineReason,
  message: string,
  content: Buffer,
  start: RecordStart,
): JsonBadRecord {
  return { kind: "bad", reason, message, content, offset: start.offset, line: start.line };
}

/** The record that source text without surrounding white space makes, whatever it holds. */
export function recordOf(bytes: Buffer, start: RecordStart): JsonRecord {
  if (bytes.length > RECORD_BYTES_MAX) {
    const message = `The record has ${bytes.length} bytes; at most ${RECORD_BYTES_MAX} are read.`;
    return badRecord("oversized", message, bytes, start);
  }
  const reading = readJsonObject(bytes);
  return reading.ok
    ? objectRecord(bytes, reading.value, start)
    : badRecord("undecodable", reading.message, bytes, start);
}

export function objectRecord(
  source: Buffer,
  value: Record<string, unknown>,
  start: RecordStart,
): JsonObjectRecord {
  const bytes = onOneLine(source);
  return { kind: "object", bytes, source, value, offset: start.offset, line: start.line };
}

/** The record of an object that stands on one line, without the search for line ends. */
export function plainRecord(
  bytes: Buffer,
  value: Record<string, unknown>,
  start: RecordStart,
): JsonObjectRecord {
  const { offset, line } = start;
  return { kind: "object", bytes, source: bytes, value, offset, line };
}

export function recordOfElement(element: ArrayElement): JsonRecord {
  const { bytes, offset, line } = element;
  const start = skipSpace(bytes, 0);
  const text = bytes.subarray(start, trimSpaceEnd(bytes, start, bytes.length));
  const lineEnds = bytes.subarray(0, start).filter((byte) => byte === 0x0a).length;
  const at = { offset: offset + start, line: line + lineEnds };
  if (text.length === 0) {
    const message = "The array has a comma with no element beside it.";
    return badRecord("undecodable", message, Buffer.from(","), { offset, line });
  }
  if (!element.cut) return recordOf(text, at);
  const message = `A piece of an array element that is longer than ${HELD_BYTES_MAX} bytes.`;
  return badRecord("oversized", message, text, at);
}
