import type { AuditEvent } from "#domain/events/event.ts";
import { describeObjects, formatAmount } from "../event-columns.ts";
import { openRows, type OutputFormat, type RowPrinter } from "../output.ts";
import { formatBytes, formatCount } from "../progress.ts";
import { type Column, renderTable } from "../table.ts";
import { oneLine, type Terminal } from "../terminal.ts";
import type { Preview, PreviewProblem, PreviewType } from "./preview-result.ts";

const SUMMARY_COLUMNS: readonly Column<Preview>[] = [
  { title: "input", value: ({ input }) => input },
  { title: "source", value: ({ source }) => source },
  { title: "format", value: ({ format }) => format },
  { title: "mapping", value: ({ mapping }) => mapping ?? "" },
  { title: "rows", value: ({ rows }) => String(rows ?? "") },
  { title: "records", value: ({ records }) => String(records) },
  { title: "repeated", value: ({ repeated }) => String(repeated) },
  { title: "quarantined", value: ({ quarantined }) => String(quarantined) },
  { title: "first", value: ({ firstTime }) => firstTime ?? "" },
  { title: "last", value: ({ lastTime }) => lastTime ?? "" },
];

const TYPE_COLUMNS: readonly Column<PreviewType>[] = [
  { title: "type", value: ({ type }) => type, style: "cyan" },
  { title: "count", value: ({ count }) => formatCount(count), alignRight: true },
  { title: "first", value: ({ firstTime }) => firstTime },
  { title: "last", value: ({ lastTime }) => lastTime },
];

const EXAMPLE_COLUMNS: readonly Column<AuditEvent>[] = [
  { title: "time", value: ({ time }) => time },
  { title: "type", value: ({ type }) => type, style: "cyan" },
  { title: "objects", value: objectsOf, wrap: "items" },
  { title: "message", value: messageOf, wrap: "text" },
];

const PROBLEM_COLUMNS: readonly Column<PreviewProblem>[] = [
  { title: "line", value: ({ line }) => String(line ?? ""), alignRight: true },
  { title: "reason", value: ({ reason }) => reason },
  { title: "what is wrong", value: ({ message }) => message, wrap: "text" },
];

function objectsOf({ objects }: AuditEvent): string {
  return describeObjects({ objects: objects ?? [] });
}

function messageOf({ message, amount }: AuditEvent): string {
  return [message, amount === undefined ? undefined : formatAmount(amount)]
    .filter((part) => part !== undefined)
    .join(" ");
}

/** JSON forms have everything of a preview, CSV a line for each file, a table is for reading. */
export function previewPrinter(terminal: Terminal, format: OutputFormat): RowPrinter<Preview> {
  if (format !== "table") return openRows(terminal, format, SUMMARY_COLUMNS);
  return {
    print: async (previews) => {
      for (const preview of previews) await terminal.print(describe(terminal, preview));
    },
    end: async () => {},
  };
}

function describe(terminal: Terminal, preview: Preview): string {
  const examples = preview.types.flatMap((type) => type.examples);
  const parts = [headline(preview)];
  if (preview.types.length > 0) {
    parts.push(renderTable(terminal, preview.types, TYPE_COLUMNS));
    parts.push(`The first of each type:\n${renderTable(terminal, examples, EXAMPLE_COLUMNS)}`);
  }
  if (preview.problems.length > 0) {
    const { quarantined, problems } = preview;
    const shown = problems.length < quarantined ? `, the first ${problems.length}` : "";
    const table = renderTable(terminal, problems, PROBLEM_COLUMNS);
    parts.push(`Would go to quarantine (${formatCount(quarantined)}${shown}):\n${table}`);
  }
  parts.push(conclusion(preview));
  return `${parts.join("\n\n")}\n`;
}

function headline({ input, bytes, format, mapping, firstTime, lastTime }: Preview): string {
  const by = mapping === null ? "" : `, mapping ${mapping}`;
  const range = firstTime === null ? "" : `, from ${firstTime} to ${lastTime ?? ""}`;
  return `${oneLine(input)}: ${formatBytes(bytes)} of ${format}${by}${range}`;
}

function conclusion(preview: Preview): string {
  const { rows, rowsOnly, records, quarantined, source, format, mapping } = preview;
  const { columnsMissing, idsCompared, repeated } = preview;
  const events = records - (rows ?? 0);
  const what =
    rows === null
      ? counted(records, "record")
      : `${counted(rows, "row")} as they stand, and ${counted(events, "event")} made of them`;
  const lines = [
    `Importing would register the source ${source} (format ${format}${mapping === null ? "" : `, mapping ${mapping}`}) and send ${what}; ${counted(quarantined, "record")} would go to quarantine. What the ledger has already is not added again.`,
  ];
  if (repeated > 0) {
    lines.push(`${counted(repeated, "record")} more of the file say the same again: added once.`);
  }
  if (rowsOnly > 0) {
    lines.push(
      `Of ${counted(rowsOnly, "row")} no template makes an event: they are kept as trace.recorded.`,
    );
  }
  if (columnsMissing.length > 0) {
    const columns = columnsMissing.join(", ");
    lines.push(`The table lacks ${columns}, which the mapping names: what needs them is left out.`);
  }
  if (!idsCompared) lines.push("There are too many IDs to compare them all with each other.");
  return lines.join("\n");
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
