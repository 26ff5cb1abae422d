import { crc32 } from "node:zlib";
import { TracewellError } from "#domain/errors.ts";
import type { LedgerEnvelope } from "./ledger.ts";
import { fillRecordHead, locateParts, makeRecordHead, RECORDED_AT_LENGTH } from "./record-head.ts";

/**
 * A record line, keys always in this order and without white space between them:
 * `{"seq":7,"recordedAt":"2026-01-31T09:05:00.120Z","group":5,"id":"…","source":{…},"event":…,"crc":"1f2e3d4c"}`
 * `id` is there when the draft had one. `crc` is zlib's CRC-32 over all bytes of the line before `,"crc"`,
 * as eight lower-case hexadecimal digits. The newline belongs neither to the line nor to the checksum.
 */
export interface RecordFields {
  readonly seq: number;
  readonly recordedAt: string;
  readonly group: number;
  readonly id: string | undefined;
  readonly sourceJson: string;
}

const CHECKSUM_KEY = ',"crc":"';
const CHECKSUM_DIGITS = 8;

/** Bytes of `,"crc":"…"}` at the end of every line. */
export const CHECKSUM_BYTES = CHECKSUM_KEY.length + CHECKSUM_DIGITS + 2;

const CHECKSUM_KEY_BYTES = Buffer.from(CHECKSUM_KEY);
const HEX_DIGITS = Buffer.from("0123456789abcdef");
const QUOTE = 0x22;
const CLOSING_BRACE = 0x7d;
const NEWLINE = 0x0a;

/** Everything before the event's own bytes. */
export function encodeRecordStart(fields: RecordFields): string {
  const { seq, recordedAt, group, id, sourceJson } = fields;
  const identity = id === undefined ? "" : `,"id":${JSON.stringify(id)}`;
  return (
    `{"seq":${seq},"recordedAt":"${recordedAt}","group":${group}${identity}` +
    `,"source":${sourceJson},"event":`
  );
}

/**
 * Ends the line whose bytes `start` (inclusive) to `end` (exclusive) are already in `buffer`: checksum and
 * newline. The buffer has room for CHECKSUM_BYTES + 1 more. Returns the position after the newline.
 */
export function writeRecordEnd(buffer: Buffer, start: number, end: number): number {
  const checksum = crc32(buffer.subarray(start, end));
  let position = end;
  for (let index = 0; index < CHECKSUM_KEY_BYTES.length; index += 1) {
    buffer[position++] = CHECKSUM_KEY_BYTES[index] ?? 0;
  }
  for (let shift = 28; shift >= 0; shift -= 4) {
    buffer[position++] = HEX_DIGITS[(checksum >>> shift) & 15] ?? 0;
  }
  buffer[position++] = QUOTE;
  buffer[position++] = CLOSING_BRACE;
  buffer[position++] = NEWLINE;
  return position;
}

/** One record as a line with its newline. The writer builds groups in place; this is for everything else. */
export function encodeRecord(fields: RecordFields, eventJson: Uint8Array | string): Buffer {
  const start = Buffer.from(encodeRecordStart(fields));
  const event = typeof eventJson === "string" ? Buffer.from(eventJson) : eventJson;
  const end = start.length + event.length;
  const line = Buffer.concat([start, event], end + CHECKSUM_BYTES + 1);
  writeRecordEnd(line, 0, end);
  return line;
}

/** Whether the bytes `start` to `end` of the buffer, without newline, carry the checksum they should. */
export function verifyChecksum(buffer: Buffer, start: number, end: number): boolean {
  const checksumAt = end - CHECKSUM_BYTES;
  if (checksumAt <= start) return false;
  if (buffer[end - 1] !== CLOSING_BRACE || buffer[end - 2] !== QUOTE) return false;
  for (let index = 0; index < CHECKSUM_KEY_BYTES.length; index += 1) {
    if (buffer[checksumAt + index] !== CHECKSUM_KEY_BYTES[index]) return false;
  }
  const checksum = crc32(buffer.subarray(start, checksumAt));
  let position = checksumAt + CHECKSUM_KEY_BYTES.length;
  for (let shift = 28; shift >= 0; shift -= 4) {
    if (buffer[position++] !== HEX_DIGITS[(checksum >>> shift) & 15]) return false;
  }
  return true;
}

/** The `crc` that a record line (without its newline) carries; it is not verified. */
export function lineChecksum(line: Buffer): string {
  const end = line.length - 2;
  return line.toString("latin1", end - CHECKSUM_DIGITS, end);
}

/** Whether a line without its newline is a record whose checksum is right. */
export function verifyLine(line: Buffer): boolean {
  return (
    fillRecordHead(makeRecordHead(), line, 0, line.length) && verifyChecksum(line, 0, line.length)
  );
}

/**
 * Takes a record line (without its newline) apart by position; the event itself is not parsed. The checksum
 * is not verified: readers have done that. Throws `ledger-corrupt` when the bytes are no record line.
 */
export function parseEnvelope(line: Buffer): LedgerEnvelope {
  const head = makeRecordHead();
  const sound = fillRecordHead(head, line, 0, line.length);
  const place = sound ? locateParts(line, head.restAt, line.length - CHECKSUM_BYTES) : null;
  if (place === null) {
    throw new TracewellError("ledger-corrupt", "The bytes are no record line of a ledger.", {
      detail: { start: line.toString("latin1", 0, 80) },
    });
  }
  const envelope = {
    seq: head.seq,
    recordedAt: line.toString("latin1", head.recordedAtAt, head.recordedAtAt + RECORDED_AT_LENGTH),
    group: head.group,
    sourceJson: line.toString("utf8", place.sourceAt, place.sourceEnd),
    eventJson: line.toString("utf8", place.eventAt, line.length - CHECKSUM_BYTES),
  };
  return place.id === undefined ? envelope : { ...envelope, id: place.id };
}
