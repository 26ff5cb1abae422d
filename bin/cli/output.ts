import { styleText } from "node:util";
import Table from "cli-table3";
import { stringify } from "csv-stringify/sync";
import type { Coverage } from "#query/answers/coverage.ts";

export const OUTPUT_FORMATS = ["table", "json", "ndjson", "csv"] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export type Style = Parameters<typeof styleText>[0];

/** Where a command writes: results to `out`, everything said about them to `note`. */
export interface Terminal {
  readonly out: NodeJS.WritableStream;
  readonly note: NodeJS.WritableStream;
  readonly isInteractive: boolean;
  /** Colors text only when results go to a terminal and NO_COLOR is not set. */
  style(style: Style, text: string): string;
}

export function createTerminal(
  streams: { out: NodeJS.WriteStream; note: NodeJS.WriteStream },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const hasColor = streams.out.isTTY && (environment.NO_COLOR ?? "") === "";
  return {
    ...streams,
    isInteractive: streams.note.isTTY,
    style: (style, text) => (hasColor ? styleText(style, text, { validateStream: false }) : text),
  };
}

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly style?: Style;
  readonly alignRight?: boolean;
}

/** Prints rows in the chosen format; JSON forms print the whole record, tables and CSV the columns. */
export function printRows<Row>(
  terminal: Terminal,
  format: OutputFormat,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): void {
  switch (format) {
    case "json":
      terminal.out.write(`${JSON.stringify(rows, null, 2)}\n`);
      return;
    case "ndjson":
      for (const row of rows) terminal.out.write(`${JSON.stringify(row)}\n`);
      return;
    case "csv":
      terminal.out.write(
        stringify(
          rows.map((row) => columns.map((column) => column.value(row))),
          { header: true, columns: columns.map(({ title }) => title), escape_formulas: true },
        ),
      );
      return;
    case "table":
      if (rows.length > 0) terminal.out.write(`${renderTable(terminal, rows, columns)}\n`);
  }
}

const NO_BORDERS = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
  ].map((edge) => [edge, ""]),
);

function renderTable<Row>(
  terminal: Terminal,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): string {
  const table = new Table({
    chars: { ...NO_BORDERS, middle: "  " },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    head: columns.map(({ title }) => terminal.style("dim", title)),
    colAligns: columns.map(({ alignRight }) => (alignRight === true ? "right" : "left")),
  });
  for (const row of rows) {
    table.push(
      columns.map(({ value, style }) => {
        const text = oneLine(value(row));
        return style === undefined ? text : terminal.style(style, text);
      }),
    );
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Control characters from logs must not steer a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ⏎ ").replaceAll(/\p{Cc}/gu, "·");
}

/** One line on how complete the answer is, to the notes. */
export function printCoverage(terminal: Terminal, coverage: Coverage): void {
  const positions = coverage.ledgers
    .map(({ ledger, throughSeq, headSeq }) => `${ledger} through ${throughSeq} of ${headSeq}`)
    .join(", ");
  const reasons = coverage.reasons.length > 0 ? ` ${coverage.reasons.join(" ")}` : "";
  terminal.note.write(`coverage: ${coverage.status} (${positions}).${reasons}\n`);
}
