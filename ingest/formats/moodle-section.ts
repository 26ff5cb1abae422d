import { type Line, lineText } from "#ingest/formats/line-splitter.ts";
import type { TimeReading } from "#ingest/formats/source-time.ts";
import type {
  TransactionIdExpression,
  TransactionIdPattern,
} from "#ingest/formats/transaction-id-pattern.ts";

/** A header line's text and the instant it names. */
export interface MoodleHeader {
  readonly text: string;
  readonly time: TimeReading;
}

/** A record that was closed before its end was seen; what comes next may continue it. */
export interface ClosedRecord {
  readonly offset: number;
  readonly transactionId: string | null;
  readonly hadMessage: boolean;
  readonly oversized: boolean;
}

/** A header with all lines up to the next header. Usually one record; more when headers are missing. */
export interface MoodleSection {
  /** The time of its records; null for text before the first header. */
  readonly header: MoodleHeader | null;
  /** Null when the header stands in an earlier section, which was closed before its end. */
  readonly headerLine: Line | null;
  readonly continues: ClosedRecord | null;
  /** Lines before the header line that belong to its record: a displaced beginning, blank lines. */
  before: Line[];
  body: Line[];
}

/** Lines and what they say. */
export interface MoodleText {
  readonly lines: Line[];
  /** Text of the lines without bracket and ID, in order; blank lines have none. */
  readonly content: Buffer[];
  transactionId: string | null;
}

/** The lines of one record, before they are read. */
export interface MoodleRecordLines extends MoodleText {
  readonly header: MoodleHeader | null;
  readonly reassembled: boolean;
  readonly sharedHeader: boolean;
  readonly continues: ClosedRecord | null;
}

/** Longest beginning of a line in which `[TXID]` is looked for. */
const MARK_BYTES_MAX = 512;

/** Recognizes `[TXID]` at the beginning of a line. */
export class TransactionMark {
  readonly #expression: TransactionIdExpression;

  constructor(pattern: TransactionIdPattern) {
    this.#expression = pattern.within("^([ \\t]*)\\[", "\\]");
  }

  /** The ID and the text after its bracket; null when the line does not begin with one. */
  read(line: Line, options: { indented: boolean }): { id: string; rest: Buffer } | null {
    const text = lineText(line);
    if (line.continuation) return null;
    const match = this.#expression.match(text.subarray(0, MARK_BYTES_MAX).toString("utf8"));
    const [whole, indent, id] = match ?? [];
    if (whole === undefined || id === undefined) return null;
    if (options.indented && indent === "") return null;
    return { id, rest: text.subarray(Buffer.byteLength(whole)) };
  }
}

export function isBlankLine(line: Line): boolean {
  return lineText(line).every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

export function sectionHasContent(section: MoodleSection): boolean {
  return section.body.some((line) => !isBlankLine(line));
}

/** Whether the section is white space outside any record. */
export function sectionIsBlank(section: MoodleSection): boolean {
  return section.headerLine === null && section.before.length === 0 && !sectionHasContent(section);
}

export function sectionBytes(section: MoodleSection): number {
  const header = section.headerLine?.bytes.length ?? 0;
  return header + linesBytes(section.before) + linesBytes(section.body);
}

export function linesBytes(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.bytes.length, 0);
}

/** The records of a section: a new one at each indented `[TXID]` after the first. */
export function splitSection(section: MoodleSection, mark: TransactionMark): MoodleRecordLines[] {
  const { header, headerLine } = section;
  const first: MoodleRecordLines = {
    header,
    lines: [],
    content: [],
    transactionId: null,
    reassembled: section.before.some((line) => !isBlankLine(line)),
    sharedHeader: false,
    continues: section.continues,
  };
  for (const line of section.before) addLine(first, line, mark.read(line, { indented: true }));
  if (headerLine !== null) first.lines.push(headerLine);
  const records = [first];
  for (const line of section.body) {
    let current = records.at(-1) ?? first;
    const begun = current.content.length > 0;
    const found = header === null ? null : mark.read(line, { indented: begun });
    // Without a header line of its own, a section's first `[TXID]` begins a record rather than going on.
    if (found !== null && (begun || headerLine === null)) {
      const shared = { header, transactionId: null, reassembled: false, continues: null };
      const next = { ...shared, lines: [], content: [], sharedHeader: true };
      if (begun) records.push(next);
      else records[0] = { ...next, lines: current.lines };
      current = records.at(-1) ?? next;
    }
    addLine(current, line, found);
  }
  return records;
}

/** Adds a line, which may begin with the ID found in it. */
export function addLine(
  record: MoodleText,
  line: Line,
  found: { id: string; rest: Buffer } | null,
): void {
  record.lines.push(line);
  if (found !== null) {
    record.transactionId = found.id;
    record.content.push(found.rest);
  } else if (line.continuation && record.content.length > 0) {
    record.content.push(Buffer.concat([record.content.pop() ?? Buffer.alloc(0), lineText(line)]));
  } else if (!isBlankLine(line)) record.content.push(lineText(line));
}

/** The text without IDs, its lines joined by single spaces. */
export function messageOf(record: MoodleText): string {
  const parts = record.content.map((part) =>
    part
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .trim(),
  );
  return parts.filter((part) => part !== "").join(" ");
}
