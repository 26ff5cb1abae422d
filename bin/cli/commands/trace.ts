import type {
  ResolveAnswer,
  TimelineEntry,
  TransactionAnswer,
} from "#query/answers/query-answers.ts";
import { ApiProblem, type ApiClient } from "../api-client.ts";
import { clientOf, outputOption, type AddCommand } from "../context.ts";
import { describeEvent, EVENT_COLUMNS, formatWait } from "../event-columns.ts";
import { EXIT } from "../exit-code.ts";
import {
  printCoverage,
  printRows,
  type Column,
  type OutputFormat,
  type Terminal,
} from "../output.ts";
import { printCandidates } from "./resolve.ts";

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
  { title: "what happened", value: describeEvent },
  {
    title: "notes",
    value: ({ parseNotes }) => parseNotes.map(({ code }) => code).join(", "),
    style: "yellow",
  },
  { title: "record", value: ({ reference }) => reference, style: "dim", alignRight: true },
];

/** `tracewell trace ID`: the timeline of a transaction; candidates when no record carries the ID. */
export const traceCommand: AddCommand = (program, context) => {
  program
    .command("trace")
    .description("The whole story of a transaction, from its ID")
    .argument("<id>", "transaction ID, as the customer said it")
    .option("--raw", "with the source text of every record")
    .option("--known-at <time>", "only what had been recorded by then")
    .addOption(outputOption())
    .action(async (id: string, options: TraceOptions, command) => {
      const client = clientOf(command, context);
      try {
        await printTimeline(client, id, options, context.terminal);
      } catch (error) {
        if (!(error instanceof ApiProblem && error.status === 404)) throw error;
        const resolved = await client.get<ResolveAnswer>("/api/v1/resolve", { id });
        context.terminal.note.write(`${error.message}\n`);
        printCandidates(context.terminal, options.output, resolved);
        context.exit(EXIT.findings);
      }
    });
};

interface TraceOptions {
  readonly raw?: true;
  readonly knownAt?: string;
  readonly output: OutputFormat;
}

async function printTimeline(
  client: ApiClient,
  id: string,
  options: TraceOptions,
  terminal: Terminal,
): Promise<void> {
  const path = `/api/v1/transactions/${encodeURIComponent(id)}`;
  const answer = await client.get<TransactionAnswer>(path, {
    limit: 1000,
    knownAt: options.knownAt,
  });
  if (options.output === "json") {
    terminal.out.write(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  const timeline = [...answer.timeline];
  for (let cursor = answer.nextCursor; cursor !== null;) {
    const more = await client.get<TransactionAnswer>(path, {
      limit: 1000,
      knownAt: options.knownAt,
      cursor,
    });
    timeline.push(...more.timeline);
    cursor = more.nextCursor;
  }
  const { summary, object, unattributedNearby } = answer;
  if (options.output === "table") {
    terminal.out.write(
      `${terminal.style("bold", object.id)}  ${summary.records} records, ${summary.from ?? "–"} to ${summary.to ?? "–"}\n\n`,
    );
  }
  printRows(terminal, options.output, timeline, TIMELINE_COLUMNS);
  if (options.raw === true && options.output === "table") printRaw(terminal, timeline);
  if (unattributedNearby.length > 0 && options.output === "table") {
    terminal.out.write("\nWithout an ID, close in source and time; they may not belong here:\n");
    printRows(terminal, "table", unattributedNearby, EVENT_COLUMNS);
  }
  printCoverage(terminal, answer.coverage);
}

function printRaw(terminal: Terminal, timeline: readonly TimelineEntry[]): void {
  for (const { reference, raw } of timeline) {
    if (raw === undefined) continue;
    terminal.out.write(`\n${terminal.style("dim", reference)}\n`);
    // Only line breaks and tabs are kept of the control characters.
    terminal.out.write(`${raw.replaceAll(/[^\P{Cc}\n\t]/gu, "·")}\n`);
  }
}
