import { type Command, InvalidArgumentError } from "commander";
import { TracewellError } from "#domain/errors.ts";
import { listMappings } from "#ingest/mappings/shipped-mappings.ts";
import type { ShippedMapping } from "#ingest/mappings/mapping-schema.ts";
import { wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { type ImportSettings, settingsOf } from "../import/import-settings.ts";
import { previewInput } from "../import/preview.ts";
import { previewPrinter } from "../import/print-preview.ts";
import { registerSource } from "../import/register-source.ts";
import { checkInputs, openInput, STANDARD_INPUT } from "../ingest/input.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";
import { ingestFiles, sourceNameOf } from "./ingest.ts";

const EXAMPLES = `
Examples:
  tracewell import --mappings
  tracewell import quotes.csv --mapping magento-quotes --dry-run
  tracewell import quotes.csv --mapping magento-quotes --source shop-quotes
  tracewell import till.csv --mapping till.json --timezone Europe/Prague
  tracewell import products.json --mapping catalog-products --assumed-time 2026-02-03T10:00:00Z

A mapping makes events with their original times of the rows of a table: docs/imports.md. The dry run needs
no service and writes nothing. A row is imported once, however often its export is; a row that has changed
adds what is new. The exit code is 1 when something is, or would be, quarantined.
`;

/** Examples of each type and problems that a preview shows. */
const LIMIT_DEFAULT = 3;
const LIMIT_MAX = 1_000;

interface ImportOptions {
  readonly mappings?: true;
  readonly mapping?: string;
  readonly source?: string;
  readonly format?: string;
  readonly timezone?: string;
  readonly assumedTime?: string;
  readonly dryRun?: true;
  readonly limit: number;
  readonly output: OutputFormat;
}

const MAPPING_COLUMNS: readonly Column<ShippedMapping>[] = [
  { title: "mapping", value: ({ name }) => name, style: "bold" },
  { title: "format", value: ({ format }) => format },
  { title: "zone", value: ({ timezone }) => timezone ?? "" },
  { title: "what it is for", value: ({ describes }) => describes, wrap: "text" },
];

/** `tracewell import FILE… --mapping NAME|FILE`. */
export const importCommand: AddCommand = (program, context) => {
  program
    .command("import")
    .description("Import exports of databases and services as events, with a preview")
    .argument("[file...]", "files (also .gz and .zst), or - for standard input")
    .option("--mapping <name>", "a shipped mapping, or a JSON file with one")
    .option("--mappings", "list the shipped mappings")
    .option("--source <name>", "name of the source; by default the mapping's")
    .option("--format <name>", "format; by default that of the mapping")
    .option("--timezone <zone>", "IANA zone of times that carry none; by default the mapping's")
    .option(
      "--assumed-time <time>",
      "when records were read that keep no time of their own",
      readMoment,
    )
    .option("--dry-run", "show what would be imported, and every problem; write nothing")
    .option(
      "--limit <n>",
      "examples of each type, and problems, that are shown",
      wholeNumber(1, LIMIT_MAX),
      LIMIT_DEFAULT,
    )
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], options: ImportOptions, command: Command) => {
      if (options.mappings === true) {
        await printRows(context.terminal, options.output, listMappings(), MAPPING_COLUMNS);
        return;
      }
      if (files.length === 0) {
        throw new TracewellError("invalid-parameter", "Name a file, or - for standard input.");
      }
      checkInputs(files);
      const settings = settingsOf(options);
      if (options.dryRun === true) await preview(files, settings, options, context);
      else await send(files, settings, options, command, context);
    });
};

async function preview(
  files: readonly string[],
  settings: ImportSettings,
  options: ImportOptions,
  context: CommandContext,
): Promise<void> {
  const { assumedTime } = options;
  const { terminal } = context;
  const assumedTimeMs = assumedTime === undefined ? undefined : Date.parse(assumedTime);
  const printer = previewPrinter(terminal, options.output);
  let quarantined = 0;
  for (const file of files) {
    const input = openInput(file);
    try {
      const result = await previewInput(input, {
        input: file === STANDARD_INPUT ? "standard input" : file,
        source: sourceOf(file, settings, options),
        settings,
        assumedTimeMs,
        nowMs: context.nowMs(),
        limit: options.limit,
      });
      quarantined += result.quarantined;
      await printer.print([result]);
    } finally {
      input.close();
    }
  }
  await printer.end();
  if (quarantined > 0) context.exit(EXIT.findings);
}

async function send(
  files: readonly string[],
  settings: ImportSettings,
  options: ImportOptions,
  command: Command,
  context: CommandContext,
): Promise<void> {
  const client = clientOf(command, context);
  const source = options.source ?? settings.sourceName;
  const names = new Set(files.map((file) => sourceOf(file, settings, options)));
  if (settings.format !== "auto") {
    for (const name of names) await registerSource(client, name, settings);
  }
  await ingestFiles(client, files, context, {
    // An export is complete when it is imported.
    final: true,
    format: settings.format,
    output: options.output,
    ...(source !== undefined && { source }),
    ...(options.timezone !== undefined && { timezone: options.timezone }),
    ...(options.assumedTime !== undefined && { assumedTime: options.assumedTime }),
  });
}

/** Exports of one table are one source, whatever their files are called: a row is known by its source and key. */
function sourceOf(file: string, settings: ImportSettings, { source }: ImportOptions): string {
  return source ?? settings.sourceName ?? sourceNameOf(file);
}

/** RFC 3339 with its offset, as the service takes it. */
function readMoment(text: string): string {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i.test(
    text,
  );
  if (isWhole && Number.isFinite(Date.parse(text))) return text;
  throw new InvalidArgumentError("Write a time such as 2026-02-03T10:00:00Z.");
}
