import type { TimelineEntry, ObjectAnswer } from "#query/answers/object-answers.ts";
import { describeEvent, EVENT_COLUMNS, formatWait } from "../event-columns.ts";
import { printCoverage, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";
import { severalLines, type Terminal } from "../terminal.ts";

const TIMELINE_COLUMNS: readonly Column<TimelineEntry>[] = [
  { title: "time", value: ({ time }) => time },
  {
    title: "since last",
    value: ({ waitMs, undeterminedOrder }) =>
      undeterminedOrder && waitMs === 0 ? "same ms" : formatWait(waitMs),
    style: "dim",
    alignRight: true,
  },
  { title: "type", value: ({ type }) => type, style: "cyan" },
  { title: "what happened", value: describeEvent, wrap: "text" },
  { title: "record", value: ({ reference }) => reference, style: "dim", alignRight: true },
];

/** A table has no room for notes: they stand under it. */
const NOTES_COLUMN: Column<TimelineEntry> = {
  title: "notes",
  value: ({ parseNotes }) => parseNotes.map(({ code }) => code).join(" "),
};

interface EntryNote {
  readonly reference: string;
  readonly code: string;
  readonly message: string;
}

const ENTRY_NOTE_COLUMNS: readonly Column<EntryNote>[] = [
  { title: "record", value: ({ reference }) => reference, style: "dim" },
  { title: "note of the parser", value: ({ code }) => code, style: "yellow" },
  { title: "what it means", value: ({ message }) => message, wrap: "text" },
];

/** Prints a timeline; as a table also what it touches, what lies near, and on demand the source text. */
export async function printTimeline(
  terminal: Terminal,
  answer: ObjectAnswer,
  options: { readonly output: OutputFormat; readonly raw?: true },
): Promise<void> {
  const { timeline, coverage } = answer;
  if (options.output === "table") await printStory(terminal, answer, options.raw === true);
  else if (options.output === "json") {
    await terminal.print(`${JSON.stringify(answer, null, 2)}\n`);
  } else await printEntryRows(terminal, options.output, timeline);
  printCoverage(terminal, coverage);
}

/** As rows for programs, with the codes of the parser's notes. */
export async function printEntryRows(
  terminal: Terminal,
  output: OutputFormat,
  timeline: readonly TimelineEntry[],
): Promise<void> {
  await printRows(terminal, output, timeline, [...TIMELINE_COLUMNS, NOTES_COLUMN]);
}

async function printStory(
  terminal: Terminal,
  answer: ObjectAnswer,
  withRaw: boolean,
): Promise<void> {
  const { object, timeline, related } = answer;
  await terminal.print(
    `transaction ${terminal.style("bold", object.id)}: ${describeExtent(answer)}\n\n`,
  );
  await printEntries(terminal, timeline);
  if (related.length > 0) {
    const names = related.map(({ type, id }) => `${type} ${id}`).join(", ");
    await terminal.print(`\nIt touches ${names}.\n`);
  }
  if (withRaw) await printRaw(terminal, timeline);
  await printNearby(terminal, answer);
}

/** `18 records, 5 min 2.120 s in all`. */
export function describeExtent({ summary }: Pick<ObjectAnswer, "summary">): string {
  const records = summary.records === 1 ? "1 record" : `${summary.records} records`;
  const duration =
    summary.durationMs === null ? "" : `, ${formatWait(summary.durationMs).slice(1)} in all`;
  return records + duration;
}

/** The entries as a table, the parser's notes under it. */
export async function printEntries(
  terminal: Terminal,
  timeline: readonly TimelineEntry[],
): Promise<void> {
  await printRows(terminal, "table", timeline, TIMELINE_COLUMNS);
  const notes = timeline.flatMap(({ reference, parseNotes }) =>
    parseNotes.map((note) => ({ reference, ...note })),
  );
  if (notes.length > 0) {
    await terminal.print("\n");
    await printRows(terminal, "table", notes, ENTRY_NOTE_COLUMNS);
  }
}

/** Records without an ID that lie near, where there are any. */
export async function printNearby(
  terminal: Terminal,
  { unattributedNearby }: Pick<ObjectAnswer, "unattributedNearby">,
): Promise<void> {
  if (unattributedNearby.length === 0) return;
  await terminal.print("\nWithout an ID, close in source and time; they may not belong here:\n\n");
  await printRows(terminal, "table", unattributedNearby, EVENT_COLUMNS);
}

/** The source text of every entry that has one. */
export async function printRaw(
  terminal: Terminal,
  timeline: readonly TimelineEntry[],
): Promise<void> {
  for (const { reference, raw, source } of timeline) {
    if (raw === undefined) continue;
    const place = [source.file ?? source.name, source.line].filter((part) => part !== undefined);
    const title = `${reference}  ${place.join(":")}`;
    await terminal.print(`\n${terminal.style("dim", title)}\n${severalLines(raw)}\n`);
  }
}
