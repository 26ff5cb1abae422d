import Table from "cli-table3";
import { oneLine, type Style, type Terminal } from "./terminal.ts";
import { displayWidth, itemsOf, wrapItems, wrapText } from "./wrap-text.ts";

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly style?: Style;
  readonly alignRight?: boolean;
  /**
   * What gives way when a table is too wide: `items` is a list broken after commas, `text` is broken anywhere;
   * both stand under their row on a narrow screen. Other columns, IDs among them, always stand whole.
   */
  readonly wrap?: "items" | "text";
}

/** Blanks between columns. */
const GAP = "  ";

/** A text in a narrower column cannot be read at a glance. */
const TEXT_WIDTH_MIN = 24;

/** What stands under its row, the first choice that fits: nothing, texts, everything that can be wrapped. */
const FOLDS: readonly ((wrap: "items" | "text" | undefined) => boolean)[] = [
  () => false,
  (wrap) => wrap === "text",
  (wrap) => wrap !== undefined,
];

/** Indents what stands under its row. */
const FOLD_INDENT = "    ";

interface Cells<Row> {
  readonly column: Column<Row>;
  readonly texts: readonly string[];
  readonly width: number;
  readonly widthMin: number;
}

/** Sets rows in columns within the width of the terminal; columns without any value are left out. */
export function renderTable<Row>(
  terminal: Terminal,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): string {
  const filled = columns
    .map((column) => cellsOf(column, rows))
    .filter(({ texts }) => texts.some((text) => text !== ""));
  for (const folds of FOLDS) {
    const standing = filled.filter(({ column }) => !folds(column.wrap));
    const widths = fitWidths(standing, terminal.width);
    if (sumOf(widths) > terminal.width && folds !== FOLDS.at(-1)) continue;
    const folded = filled.filter(({ column }) => folds(column.wrap));
    return setTable(terminal, standing, widths, folded);
  }
  return "";
}

function cellsOf<Row>(column: Column<Row>, rows: readonly Row[]): Cells<Row> {
  const texts = rows.map((row) => oneLine(column.value(row)));
  const width = widestOf([column.title, ...texts]);
  const widthMin =
    column.wrap === "text"
      ? TEXT_WIDTH_MIN
      : column.wrap === "items"
        ? widestOf([column.title, ...texts.flatMap(itemsOf)])
        : width;
  return { column, texts, width, widthMin: Math.min(width, widthMin) };
}

/** Takes columns from the widest that can give any, one at a time, until the table fits or none can. */
function fitWidths<Row>(cells: readonly Cells<Row>[], widthMax: number): number[] {
  const widths = cells.map(({ width }) => width);
  for (let excess = sumOf(widths) - widthMax; excess > 0; excess -= 1) {
    let widest: number | null = null;
    for (const [index, { widthMin }] of cells.entries()) {
      const width = widths[index] ?? 0;
      if (width > widthMin && (widest === null || width > (widths[widest] ?? 0))) widest = index;
    }
    if (widest === null) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function setTable<Row>(
  terminal: Terminal,
  cells: readonly Cells<Row>[],
  widths: readonly number[],
  folded: readonly Cells<Row>[],
): string {
  const table = new Table({
    chars: { ...NO_BORDERS, middle: GAP },
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    head: cells.map(({ column }) => terminal.style("dim", column.title)),
    colAligns: cells.map(({ column }) => (column.alignRight === true ? "right" : "left")),
  });
  const foldedWidth = Math.max(TEXT_WIDTH_MIN, sumOf(widths) - FOLD_INDENT.length);
  for (let row = 0; row < (cells[0]?.texts.length ?? 0); row += 1) {
    table.push(
      cells.map(({ column, texts }, index) =>
        setCell(terminal, column, texts[row] ?? "", widths[index] ?? 0),
      ),
    );
    for (const { column, texts } of folded) {
      const text = texts[row] ?? "";
      if (text === "") continue;
      const content = setCell(terminal, column, text, foldedWidth, FOLD_INDENT);
      table.push([{ content, colSpan: cells.length }]);
    }
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

function setCell<Row>(
  terminal: Terminal,
  { style, wrap }: Column<Row>,
  text: string,
  width: number,
  indent = "",
): string {
  const lines = { items: wrapItems, text: wrapText };
  return (wrap === undefined ? [text] : lines[wrap](text, width))
    .map((line) => indent + (style === undefined ? line : terminal.style(style, line)))
    .join("\n");
}

function sumOf(widths: readonly number[]): number {
  const texts = widths.reduce((sum, width) => sum + width, 0);
  return texts + GAP.length * Math.max(0, widths.length - 1);
}

function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, displayWidth(text)), 0);
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
