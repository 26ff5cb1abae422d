/** Length of `2026-01-31T09:05:00.120Z`. */
export const RECORDED_AT_LENGTH = 24;

/** More digits than a safe integer has are no seq. */
const NUMBER_DIGITS_MAX = 16;

const SEQ_KEY = Buffer.from('{"seq":');
const RECORDED_AT_KEY = Buffer.from(',"recordedAt":"');
const GROUP_KEY = Buffer.from('","group":');
const ID_KEY = Buffer.from(',"id":"');
const SOURCE_KEY = Buffer.from(',"source":{');
const EVENT_KEY = Buffer.from('},"event":');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const ASCII_MAX = 0x7f;

/**
 * What must stand between a source object and its event. No source object may contain it, so that the end
 * of the source is found without parsing it; inside a JSON string the quotes would be escaped.
 */
export const SOURCE_EVENT_BOUNDARY = '},"event":';

/** The beginning of a record line, read in place. Positions refer to the buffer it was read from. */
export interface RecordHead {
  seq: number;
  group: number;
  recordedAtAt: number;
  /** Position after the group, where `,"id"` or `,"source"` begins. */
  restAt: number;
}

/** Heads are made once and filled again and again: scans read millions of lines. */
export function makeRecordHead(): RecordHead {
  return { seq: 0, group: 0, recordedAtAt: 0, restAt: 0 };
}

function standsAt(buffer: Buffer, position: number, key: Buffer): boolean {
  for (let index = 0; index < key.length; index += 1) {
    if (buffer[position + index] !== key[index]) return false;
  }
  return true;
}

function digitsEnd(buffer: Buffer, start: number, end: number): number {
  const limit = Math.min(end, start + NUMBER_DIGITS_MAX);
  let position = start;
  while (position < limit) {
    const digit = (buffer[position] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    position += 1;
  }
  return position;
}

function readDigits(buffer: Buffer, start: number, end: number): number {
  let value = 0;
  for (let position = start; position < end; position += 1) {
    value = value * 10 + ((buffer[position] ?? 0) - 48);
  }
  return value;
}

/** Fills `head` from the line at `start` to `end`; false when no record line begins there. */
export function fillRecordHead(
  head: RecordHead,
  buffer: Buffer,
  start: number,
  end: number,
): boolean {
  if (!standsAt(buffer, start, SEQ_KEY)) return false;
  const seqAt = start + SEQ_KEY.length;
  const seqEnd = digitsEnd(buffer, seqAt, end);
  if (seqEnd === seqAt || !standsAt(buffer, seqEnd, RECORDED_AT_KEY)) return false;
  head.recordedAtAt = seqEnd + RECORDED_AT_KEY.length;
  const groupKeyAt = head.recordedAtAt + RECORDED_AT_LENGTH;
  if (!standsAt(buffer, groupKeyAt, GROUP_KEY)) return false;
  const groupAt = groupKeyAt + GROUP_KEY.length;
  head.restAt = digitsEnd(buffer, groupAt, end);
  if (head.restAt === groupAt || head.restAt >= end || buffer[head.restAt] !== COMMA) return false;
  head.seq = readDigits(buffer, seqAt, seqEnd);
  head.group = readDigits(buffer, groupAt, head.restAt);
  return true;
}

/** What stands between the head and the source. */
export interface RecordStart {
  readonly id: string | undefined;
  readonly sourceAt: number;
}

export interface RecordParts extends RecordStart {
  readonly sourceEnd: number;
  readonly eventAt: number;
}

/** Reads the id, if there is one, and finds the source. Null when no source follows. */
export function locateSource(buffer: Buffer, restAt: number, end: number): RecordStart | null {
  let position = restAt;
  let id: string | undefined;
  if (standsAt(buffer, position, ID_KEY)) {
    const quoteAt = position + ID_KEY.length - 1;
    const idEnd = stringEnd(buffer, quoteAt, end);
    if (idEnd < 0) return null;
    id = readString(buffer, quoteAt, idEnd);
    position = idEnd;
  }
  if (!standsAt(buffer, position, SOURCE_KEY)) return null;
  return { id, sourceAt: position + SOURCE_KEY.length - 1 };
}

/** Locates id, source and event after the head; `end` is where the checksum begins. Null: no such line. */
export function locateParts(buffer: Buffer, restAt: number, end: number): RecordParts | null {
  const start = locateSource(buffer, restAt, end);
  if (start === null) return null;
  const boundaryAt = buffer.indexOf(EVENT_KEY, start.sourceAt);
  const eventAt = boundaryAt + EVENT_KEY.length;
  if (boundaryAt < 0 || eventAt > end) return null;
  return { ...start, sourceEnd: boundaryAt + 1, eventAt };
}

/** Position after the closing quote of the JSON string that opens at `quoteAt`; -1 when it does not end. */
export function stringEnd(buffer: Buffer, quoteAt: number, end: number): number {
  for (let position = quoteAt + 1; position < end; position += 1) {
    const byte = buffer[position];
    if (byte === BACKSLASH) position += 1;
    else if (byte === QUOTE) return position + 1;
  }
  return -1;
}

/** The text of the JSON string from its opening quote to after its closing one. */
export function readString(buffer: Buffer, quoteAt: number, end: number): string {
  for (let position = quoteAt + 1; position < end - 1; position += 1) {
    const byte = buffer[position] ?? 0;
    if (byte === BACKSLASH || byte > ASCII_MAX) {
      return String(JSON.parse(buffer.toString("utf8", quoteAt, end)));
    }
  }
  return buffer.toString("latin1", quoteAt + 1, end - 1);
}
