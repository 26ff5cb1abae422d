import { CsvError, parse } from "csv-parse/sync";
import type { CsvDialect } from "#ingest/formats/csv-dialect.ts";

/** A cell: its text, or null where the export says so (`NULL` or `\N` outside quotes). */
export type Cell = string | null;

export type CellsReading =
  | { readonly ok: true; readonly cells: Cell[] }
  /** One sentence with the column. */
  | { readonly ok: false; readonly problem: string };

/** What exports write for null outside quotes: phpMyAdmin and `mysql --batch`, SELECT INTO and COPY. */
const NULLS = new Set(["NULL", "\\N"]);

/** The cells of one row, without its line end. */
export function readCells(text: string, dialect: CsvDialect): CellsReading {
  if (dialect.escapes === "backslash") return readEscaped(text, dialect);
  try {
    const rows = parseRows(text, dialect);
    return rows.length === 1 ? { ok: true, cells: rows[0] ?? [] } : readSingle(text, rows.length);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, problem: explain(error) };
  }
}

/** The cells of several rows at once; null where one of them must be looked at by itself. */
export function readManyCells(texts: readonly string[], dialect: CsvDialect): Cell[][] | null {
  if (dialect.escapes === "backslash") return null;
  try {
    const rows = parseRows(texts.join("\n"), dialect);
    return rows.length === texts.length ? rows : null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return null;
  }
}

function parseRows(text: string, dialect: CsvDialect): Cell[][] {
  const rows: Cell[][] = parse(text, {
    delimiter: dialect.delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: false,
    cast: (value, { quoting }) => (!quoting && NULLS.has(value) ? null : value),
  });
  return rows;
}

function readSingle(text: string, rows: number): CellsReading {
  if (text === "") return { ok: true, cells: [""] };
  return { ok: false, problem: `The row reads as ${rows} rows.` };
}

function explain(error: CsvError): string {
  const index = "index" in error && typeof error.index === "number" ? error.index : null;
  const place = index === null ? "" : ` in column ${index + 1}`;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return "A quote opens here and is never closed: double quotes that belong to the text.";
    case "CSV_INVALID_CLOSING_QUOTE":
      return `A quote${place} closes before the field ends: double quotes that belong to the text.`;
    case "INVALID_OPENING_QUOTE":
      return `A quote${place} stands inside a field that has none: put the field in quotes and double those within.`;
    default:
      return `The row cannot be read${place}: ${error.message}.`;
  }
}

const ESCAPED: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  Z: "\u001A",
};

/** MySQL's and PostgreSQL's text: a backslash escapes the character after it, wherever it stands. */
function readEscaped(text: string, { delimiter, quotes }: CsvDialect): CellsReading {
  const cells: Cell[] = [];
  let at = 0;
  for (;;) {
    const isQuoted = quotes && text[at] === '"';
    const start = at;
    let value = "";
    if (isQuoted) at += 1;
    for (;;) {
      const character = text[at];
      if (character === undefined) {
        if (isQuoted) return { ok: false, problem: "A quote opens here and is never closed." };
        break;
      }
      if (character === "\\" && at + 1 < text.length) {
        const escaped = text[at + 1] ?? "";
        value += ESCAPED[escaped] ?? escaped;
        at += 2;
      } else if (isQuoted && character === '"') {
        if (text[at + 1] !== '"') break;
        value += '"';
        at += 2;
      } else if (!isQuoted && character === delimiter) break;
      else {
        value += character;
        at += 1;
      }
    }
    if (isQuoted) {
      at += 1;
      if (at < text.length && text[at] !== delimiter) {
        const column = cells.length + 1;
        return { ok: false, problem: `A quote in column ${column} closes before the field ends.` };
      }
    }
    cells.push(!isQuoted && NULLS.has(text.slice(start, at)) ? null : value);
    if (at >= text.length) return { ok: true, cells };
    at += 1;
  }
}
