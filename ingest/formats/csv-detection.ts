import { readCells } from "#ingest/formats/csv-cells.ts";
import { dialectOf } from "#ingest/formats/csv-dialect.ts";
import { CsvRowSplitter } from "#ingest/formats/csv-splitter.ts";

/** Above plain text with a time in every line: a table may begin each row with one. */
const TABLE_SCORE = 0.95;

/** A header alone may as well be a list of words. */
const HEADER_SCORE = 0.6;

/** Rows that are looked at. */
const ROWS_MAX = 50;

/** Names as tables have them; prose has blanks after its commas. */
const COLUMN_NAME = /^[\p{L}_@][\p{L}\p{N}_.@-]*$/u;

/** How surely a sample is a table with a header: names for two columns or more, and rows as wide as it. */
export function detectCsv(sample: Uint8Array): number {
  const splitter = new CsvRowSplitter({ offset: 0, line: 1 });
  const texts: string[] = [];
  let found = splitter.next(Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength));
  while (found !== null && texts.length <= ROWS_MAX) {
    const { bytes, fault } = found.row;
    if (fault !== undefined) return 0;
    if (bytes.length > 0) texts.push(bytes.toString("utf8").replace(/^\uFEFF/, ""));
    found = splitter.next(found.rest);
  }
  const [header, ...rows] = texts;
  if (header === undefined) return 0;
  const dialect = dialectOf(header);
  const names = readCells(header, dialect);
  if (!names.ok || names.cells.length < 2) return 0;
  if (!names.cells.every((name) => name !== null && COLUMN_NAME.test(name))) return 0;
  const widths = rows.map((row) => {
    const reading = readCells(row, dialect);
    return reading.ok ? reading.cells.length : 0;
  });
  if (widths.length === 0) return HEADER_SCORE;
  const fitting = widths.filter((width) => width === names.cells.length).length;
  return (TABLE_SCORE * fitting) / widths.length;
}
