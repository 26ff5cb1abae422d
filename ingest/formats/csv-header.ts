import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { type CsvDialect, DELIMITERS } from "#ingest/formats/csv-dialect.ts";
import { isOfOtherFormat } from "#ingest/formats/continuation.ts";
import { readCells } from "#ingest/formats/csv-cells.ts";

/** Most columns of a table: Magento's widest have some 150, and databases end near 1,000. */
const COLUMNS_MAX = 1024;

/** A header travels in the address of each further piece of its file, which servers bound to 16 KiB. */
const HEADER_CHARACTERS_MAX = 10_000;

/** Columns named in a message. */
const COLUMNS_NAMED_MAX = 12;

/** What a table's rows are read by. */
export interface CsvHeader {
  readonly dialect: CsvDialect;
  readonly columns: readonly string[];
  /** Why rows cannot be read by it, as one sentence; null when they can. */
  readonly problem: string | null;
}

const continuationSchema = z.strictObject({
  format: z.literal("csv"),
  delimiter: z.enum(DELIMITERS),
  escapes: z.enum(["doubled", "backslash"]),
  quotes: z.boolean(),
  columns: z.array(z.string()).max(COLUMNS_MAX),
  problem: z.string().max(1024).nullable(),
  /** The next byte goes on with a row that was given out in part. */
  goesOn: z.boolean(),
});

/** Reads a header line. Names that are missing or repeated make every row undecidable. */
export function readHeader(text: string, dialect: CsvDialect): CsvHeader {
  const reading = readCells(text, dialect);
  if (!reading.ok)
    return { dialect, columns: [], problem: `The header cannot be read. ${reading.problem}` };
  const columns = reading.cells.map((cell) => (cell ?? "").trim());
  const problem = headerProblem(columns, text);
  return { dialect, columns: problem === null ? columns : [], problem };
}

function headerProblem(columns: readonly string[], text: string): string | null {
  if (text.includes("\0")) return "The table looks like UTF-16; save it as UTF-8.";
  // Such a table is one line: rows would be taken for names of columns, and lost.
  if (/\r(?!\n)/.test(text)) {
    return "The table's lines end in carriage returns alone; save it with line feeds.";
  }
  if (columns.length > COLUMNS_MAX) {
    return `The header has ${columns.length} columns; at most ${COLUMNS_MAX} are read.`;
  }
  if (encodeURIComponent(JSON.stringify(columns)).length > HEADER_CHARACTERS_MAX) {
    return `The names of the columns are longer than ${HEADER_CHARACTERS_MAX} characters in all; export fewer columns.`;
  }
  const seen = new Map<string, number>();
  for (const [index, name] of columns.entries()) {
    if (name === "") return `The header has no name for column ${index + 1}; each needs one.`;
    const first = seen.get(name);
    if (first !== undefined) {
      return `The header names ${JSON.stringify(name)} twice, in columns ${first + 1} and ${index + 1}; export each column once, under a name of its own.`;
    }
    seen.set(name, index);
  }
  return null;
}

/** Why a row does not fit its header, or null. */
export function raggedProblem(found: number, { columns, dialect }: CsvHeader): string | null {
  if (found === columns.length) return null;
  const named = columns.slice(0, COLUMNS_NAMED_MAX).join(", ");
  const expected = columns.length > COLUMNS_NAMED_MAX ? `${named}, …` : named;
  const sign = dialect.delimiter === "\t" ? "a tab" : `"${dialect.delimiter}"`;
  const why =
    found < columns.length
      ? `nothing stands for ${columns.slice(found, found + COLUMNS_NAMED_MAX).join(", ")}`
      : `a field with ${sign} in it may lack its quotes`;
  return `The row has ${found} columns, the header ${columns.length} (${expected}): ${why}.`;
}

/** The header as a new decoder is told of it. */
export function writeCsvContinuation(header: CsvHeader, goesOn: boolean): string {
  const { dialect, columns, problem } = header;
  return JSON.stringify({ format: "csv", ...dialect, columns, problem, goesOn });
}

/** Null without one, or for one of another format. Throws `invalid-parameter` when it is damaged. */
export function readCsvContinuation(
  text: string | undefined,
): { header: CsvHeader; goesOn: boolean } | null {
  if (text === undefined) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (isOfOtherFormat(value, "csv")) return null;
    const { columns, problem, goesOn, delimiter, escapes, quotes } =
      continuationSchema.parse(value);
    return { header: { dialect: { delimiter, escapes, quotes }, columns, problem }, goesOn };
  } catch (cause) {
    throw new TracewellError(
      "invalid-parameter",
      "The continuation is not one that an earlier answer gave.",
      { cause, detail: { parameter: "continuation" } },
    );
  }
}
