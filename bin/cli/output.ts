import { Option } from "commander";
import { stringify } from "csv-stringify/sync";
import type { Coverage } from "#query/answers/coverage.ts";
import { renderTable, type Column } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export const OUTPUT_FORMATS = ["table", "json", "ndjson", "csv"] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** `-o, --output` of every command that prints results. */
export function outputOption(): Option {
  return new Option("-o, --output <format>", "how results are printed")
    .choices([...OUTPUT_FORMATS])
    .default("table" satisfies OutputFormat);
}

/** Prints rows as they come. JSON forms print the whole record, tables and CSV the columns. */
export interface RowPrinter<Row> {
  /** A table is aligned within each call. */
  print(rows: readonly Row[]): Promise<void>;
  /** Closes what has to be closed, also when there were no rows. */
  end(): Promise<void>;
}

export function openRows<Row>(
  terminal: Terminal,
  format: OutputFormat,
  columns: readonly Column<Row>[],
): RowPrinter<Row> {
  const printers: Record<OutputFormat, () => RowPrinter<Row>> = {
    table: () => tableRows(terminal, columns),
    json: () => jsonRows(terminal),
    ndjson: () => ndjsonRows(terminal),
    csv: () => csvRows(terminal, columns),
  };
  return printers[format]();
}

export async function printRows<Row>(
  terminal: Terminal,
  format: OutputFormat,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): Promise<void> {
  const printer = openRows(terminal, format, columns);
  await printer.print(rows);
  await printer.end();
}

/** For formats that have nothing to close. */
async function endPlainly(): Promise<void> {}

function tableRows<Row>(terminal: Terminal, columns: readonly Column<Row>[]): RowPrinter<Row> {
  return {
    print: async (rows) => {
      if (rows.length > 0) await terminal.print(`${renderTable(terminal, rows, columns)}\n`);
    },
    end: endPlainly,
  };
}

function ndjsonRows<Row>(terminal: Terminal): RowPrinter<Row> {
  return {
    print: (rows) => terminal.print(rows.map((row) => `${JSON.stringify(row)}\n`).join("")),
    end: endPlainly,
  };
}

/** One array, whatever the number of calls. */
function jsonRows<Row>(terminal: Terminal): RowPrinter<Row> {
  let isFirst = true;
  return {
    print: async (rows) => {
      for (const row of rows) {
        const text = JSON.stringify(row, null, 2).replaceAll("\n", "\n  ");
        await terminal.print(`${isFirst ? "[" : ","}\n  ${text}`);
        isFirst = false;
      }
    },
    end: () => terminal.print(isFirst ? "[]\n" : "\n]\n"),
  };
}

function csvRows<Row>(terminal: Terminal, columns: readonly Column<Row>[]): RowPrinter<Row> {
  let hasHeader = false;
  const print = async (rows: readonly Row[]): Promise<void> => {
    const lines = stringify(
      rows.map((row) => columns.map((column) => column.value(row))),
      {
        header: !hasHeader,
        columns: columns.map(({ title }) => title),
        // A cell that begins like a formula must not become one where the file is opened.
        escape_formulas: true,
      },
    );
    hasHeader = true;
    await terminal.print(lines);
  };
  return {
    print,
    end: async () => {
      if (!hasHeader) await print([]);
    },
  };
}

/** One line on how complete the answer is, to the notes. */
export function printCoverage(terminal: Terminal, coverage: Coverage): void {
  const positions = coverage.ledgers
    .map(({ ledger, throughSeq, headSeq }) => `${ledger} through ${throughSeq} of ${headSeq}`)
    .join(", ");
  const reasons = coverage.reasons.length > 0 ? ` ${coverage.reasons.join(" ")}` : "";
  terminal.note.write(`coverage: ${coverage.status} (${positions}).${reasons}\n`);
}
