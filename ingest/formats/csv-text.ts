import { stringify } from "csv-stringify/sync";
import type { Cell } from "#ingest/formats/csv-cells.ts";
import type { CsvDialect } from "#ingest/formats/csv-dialect.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\\": "\\\\",
};

/** One row in the dialect it came in, without a line end. */
export function writeCells(cells: readonly Cell[], { delimiter, escapes }: CsvDialect): string {
  if (escapes === "doubled") {
    return stringify([cells.map((cell) => cell ?? "\\N")], { delimiter, eof: false });
  }
  return cells.map((cell) => (cell === null ? "\\N" : escaped(cell, delimiter))).join(delimiter);
}

function escaped(cell: string, delimiter: string): string {
  const text = cell.replaceAll(/[\n\t\r\\]/g, (sign) => ESCAPES[sign] ?? sign);
  const inQuotes = text.startsWith('"') ? `\\${text}` : text;
  return delimiter === "\t" ? inQuotes : inQuotes.replaceAll(delimiter, `\\${delimiter}`);
}
