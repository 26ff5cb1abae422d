import { stringify } from "csv-stringify/sync";
import type { Cell } from "#ingest/formats/csv-cells.ts";
import type { CsvDialect } from "#ingest/formats/csv-dialect.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\\": "\\\\",
};

/** Words that mean null where they stand bare. */
const NULL_WORD = /^(?:NULL|\\N)$/;

/** One row in the dialect it came in, without a line end: `readCells` gives the same cells. */
export function writeCells(cells: readonly Cell[], dialect: CsvDialect): string {
  const { delimiter, escapes } = dialect;
  const write = escapes === "doubled" ? quoted : escaped;
  return cells.map((cell) => (cell === null ? "\\N" : write(cell, delimiter))).join(delimiter);
}

function quoted(cell: string, delimiter: string): string {
  if (NULL_WORD.test(cell)) return `"${cell}"`;
  return cell === "" ? "" : stringify([[cell]], { delimiter, eof: false });
}

function escaped(cell: string, delimiter: string): string {
  const text = cell.replaceAll(/[\n\t\r\\]/g, (sign) => ESCAPES[sign] ?? sign);
  const isSpecial = text.startsWith('"') || cell === "NULL";
  const bare = isSpecial ? `\\${text}` : text;
  return delimiter === "\t" ? bare : bare.replaceAll(delimiter, `\\${delimiter}`);
}
