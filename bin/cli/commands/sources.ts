import type { Command } from "commander";
import { readFileSync } from "node:fs";
import { TracewellError } from "#domain/errors.ts";
import type { SourceList, SourceStatus } from "#query/answers/source-answers.ts";
import type { ApiClient } from "../api-client.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { formatWait } from "../event-columns.ts";
import { openRows, outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell sources
  tracewell sources set moodle-shop --format moodle-trace --timezone Europe/Paris
  tracewell sources set order-files --format text --protect-raw      before the first file is sent
  tracewell sources set shop --format ndjson --mapping mapping.json

"set" replaces all settings of a source, and holds for what is sent from then on. A mapping says how
foreign JSON becomes an event: docs/formats.md
`;

const SOURCE_COLUMNS: readonly Column<SourceStatus>[] = [
  { title: "source", value: ({ name }) => name, style: "bold" },
  { title: "format", value: ({ format }) => format },
  { title: "zone", value: ({ timezone }) => timezone ?? "" },
  { title: "settings", value: describeSettings, wrap: "items" },
  { title: "records", value: ({ records }) => String(records), alignRight: true },
  { title: "last record", value: ({ lastRecord }) => lastRecord?.time ?? "" },
  { title: "lag", value: ({ lastRecord }) => describeLag(lastRecord), alignRight: true },
];

/** How long after it occurred the last record became known; a source whose clock is ahead has a minus. */
function describeLag(lastRecord: SourceStatus["lastRecord"]): string {
  if (lastRecord === null) return "";
  const lagMs = Date.parse(lastRecord.recordedAt) - Date.parse(lastRecord.time);
  const lag = formatWait(Math.abs(lagMs)).slice(1);
  return lagMs < 0 ? `-${lag}` : lag;
}

function describeSettings(source: SourceStatus): string {
  const { protectRaw, mapping, transactionIdPattern } = source;
  return [
    ...(protectRaw === true ? ["raw-protected"] : []),
    ...(mapping === undefined ? [] : ["mapped"]),
    ...(transactionIdPattern === undefined ? [] : [`ID=${transactionIdPattern}`]),
  ].join(", ");
}

/** `tracewell sources …`: where records come from, and how their text is read. */
export const sourcesCommand: AddCommand = (program, context) => {
  const sources = program
    .command("sources")
    .description("List the sources of records, or set how the text of one is read")
    .addHelpText("after", EXAMPLES);
  sources
    .command("list", { isDefault: true })
    .description("The sources by name, with what is known of them")
    .addOption(outputOption())
    .action(async (options: { output: OutputFormat }, command) => {
      const { terminal } = context;
      const printer = openRows<SourceStatus>(terminal, options.output, SOURCE_COLUMNS);
      let found = 0;
      for await (const items of readSources(clientOf(command, context))) {
        found += items.length;
        await printer.print(items);
      }
      await printer.end();
      if (found === 0) {
        terminal.note.write('There is none yet; "tracewell ingest FILE" makes one.\n');
      }
    });
  addSet(sources, context);
};

interface SetOptions {
  readonly format: string;
  readonly timezone?: string;
  readonly transactionIdPattern?: string;
  readonly protectRaw?: true;
  readonly mapping?: string;
  readonly output: OutputFormat;
}

function addSet(sources: Command, context: CommandContext): void {
  sources
    .command("set")
    .description("Register a source, or replace its settings whole")
    .argument("<name>", "name of the source")
    .requiredOption("--format <name>", "events, ndjson, moodle-trace or text")
    .option("--timezone <zone>", "IANA zone of times that carry none; UTC without it")
    .option("--transaction-id-pattern <regex>", "a whole transaction ID; 16 of A–Z, 0–9 without it")
    .option("--protect-raw", "its text carries personal data: it is written as ciphertext")
    .option("--mapping <file>", "JSON file: how foreign JSON becomes an event")
    .addOption(outputOption())
    .action(async (name: string, options: SetOptions, command) => {
      const { mapping, output, ...settings } = options;
      const body = { ...settings, ...(mapping !== undefined && { mapping: readMapping(mapping) }) };
      const path = `/api/v1/sources/${encodeURIComponent(name)}`;
      const source = await clientOf(command, context).put<SourceStatus>(path, body);
      await printRows(context.terminal, output, [source], SOURCE_COLUMNS);
    });
}

/** What stands in the file; the service checks it. */
function readMapping(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError("invalid-parameter", `The mapping ${file} cannot be read: ${why}`, {
      cause,
    });
  }
}

async function* readSources(client: ApiClient): AsyncGenerator<SourceList["items"]> {
  let cursor: string | undefined;
  do {
    const page: SourceList = await client.get("/api/v1/sources", { limit: 1000, cursor });
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
