import { stringify } from "csv-stringify/sync";

/** A column of a CSV file; null leaves the field empty. */
export interface CsvColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | null;
}

/** The library quotes line ends of its own kind alone; readers take any for the end of a row. */
const LINE_END = /[\r\n]/;

/** The library does so with every other character that a spreadsheet skips before it calculates. */
function guarded(value: string | number | null): string | number | null {
  return typeof value === "string" && value.startsWith("\n") ? `'${value}` : value;
}

/**
 * Rows as RFC 4180 has them. A text that a spreadsheet would calculate gets an apostrophe in front; a number
 * is data whatever its sign.
 */
export function csvRows<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => columns.map(({ value }) => guarded(value(row)))),
    { record_delimiter: "windows", escape_formulas: true, quoted_match: LINE_END },
  );
}

export function csvHead<Row>(columns: readonly CsvColumn<Row>[]): string {
  return stringify([columns.map(({ title }) => title)], { record_delimiter: "windows" });
}
