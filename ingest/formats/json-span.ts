import { compactJson, skipSpace, trimSpaceEnd } from "#ingest/formats/json-text.ts";
import type { Line } from "#ingest/formats/line-splitter.ts";

/** The part of a line that is not white space; empty (`start === end`) for a blank line. */
export interface Span {
  readonly line: Line;
  readonly start: number;
  readonly end: number;
}

const OPEN_OBJECT = 0x7b;
const CLOSING = new Set([0x7d, 0x5d]);

export function spanOf(line: Line): Span {
  const start = skipSpace(line.bytes, line.textStart, line.textEnd);
  return { line, start, end: trimSpaceEnd(line.bytes, start, line.textEnd) };
}

export function isBlank(span: Span): boolean {
  return span.start === span.end;
}

/** Offset and line of the span's first character. */
export function startOf(span: Span): { offset: number; line: number } {
  return { offset: span.line.offset + span.start, line: span.line.line };
}

/** Whether an object begins at the line's first column, as in one object a line. */
export function beginsObject(span: Span): boolean {
  return span.line.bytes[span.start] === OPEN_OBJECT && span.start === span.line.textStart;
}

/** Whether the line looks like a further line of an object: indented, or a closing bracket. */
export function continuesObject(span: Span): boolean {
  const first = span.line.bytes[span.start] ?? 0;
  return span.start > span.line.textStart || CLOSING.has(first);
}

/** The text with the line's end, so that the grammar sees a string that the line end breaks. */
export function textWithLineEnd(span: Span): Buffer {
  return span.line.bytes.subarray(span.start);
}

/** Source text from the first span's start to the last one's end, the lines between whole. */
export function joinSpans(spans: readonly Span[]): Buffer {
  const only = spans[0];
  if (only !== undefined && spans.length === 1) {
    return only.line.bytes.subarray(only.start, only.end);
  }
  const last = spans.length - 1;
  return Buffer.concat(
    spans.map(({ line, start, end }, index) =>
      line.bytes.subarray(index === 0 ? start : 0, index === last ? end : line.bytes.length),
    ),
  );
}

/** JSON source on one line: as it is, or without white space outside strings where it has line ends. */
export function onOneLine(bytes: Buffer): Buffer {
  return bytes.includes(0x0a) || bytes.includes(0x0d) ? compactJson(bytes) : bytes;
}
