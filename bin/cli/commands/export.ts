import { type Command, Option } from "commander";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import {
  EXPORT_FORMATS,
  type ExportAnswer,
  type Exported,
  type ExportList,
} from "#query/answers/export-answers.ts";
import { counted } from "#query/coverage.ts";
import type { ApiClient } from "../api-client.ts";
import { joinWords } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { downloadExport, manifestFile } from "../export/download-export.ts";
import { followExport } from "../export/follow-export.ts";
import { objectTypeArgument, readObjectType } from "../object-types.ts";
import { outputOption, printCoverage, printRows, type OutputFormat } from "../output.ts";
import { formatBytes, formatCount, withProgress } from "../progress.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell export search type:payment.declined --from 2026-01-01 -f csv --file declined.csv
  tracewell export search --from now-1d | jq -r .type
  tracewell export object order 100000047 -f html --file order.html
  tracewell export object gift-card FA-1001 --as-of 2026-01-31 -f ocel2 --file card.ocel.json
  tracewell export worklist --type order --state uncertain -f csv --file uncertain.csv
  tracewell export list

Formats: ndjson (records as answers show them), csv, html (to be printed), ocel2 (OCEL 2.0 as JSON, for process
mining). A file gets a manifest beside it: query, range, positions, counts, coverage and SHA-256. Personal
values and secrets stand as their masks. Ctrl-C cancels.
`;

interface FileOptions {
  readonly format: string;
  readonly file?: string;
  readonly keep?: true;
}

type Given = Readonly<Record<string, string | true | undefined>>;

const COLUMNS: readonly Column<ExportAnswer>[] = [
  { title: "export", value: ({ id }) => id, style: "bold" },
  { title: "of", value: ({ what }) => what.kind },
  { title: "format", value: ({ format }) => format },
  { title: "status", value: ({ status }) => status },
  { title: "done", value: ({ progress }) => formatCount(progress.done), alignRight: true },
  { title: "size", value: ({ progress }) => formatBytes(progress.bytes), alignRight: true },
  { title: "asked", value: ({ requestedAt }) => requestedAt },
  { title: "expires", value: ({ expiresAt }) => expiresAt ?? "" },
  { title: "why", value: ({ reason }) => reason ?? "", wrap: "text" },
];

/** `tracewell export …`: records and objects as files to take along. */
export const exportCommand: AddCommand = (program, context) => {
  const exports = program
    .command("export")
    .description("Take records or objects along as a file, with a manifest")
    .addHelpText("after", EXAMPLES);
  addSearch(exports, context);
  addObject(exports, context);
  addWorklist(exports, context);
  exports
    .command("list")
    .description("List the exports that the service has")
    .addOption(outputOption())
    .action(async ({ output }: { output: OutputFormat }, command) => {
      const { items } = await clientOf(command, context).get<ExportList>("/api/v1/exports");
      await printRows(context.terminal, output, items, COLUMNS);
      if (items.length === 0) context.terminal.note.write("The service has no exports.\n");
    });
};

function addSearch(exports: Command, context: CommandContext): void {
  withFile(exports.command("search"))
    .description("Every record that matches, oldest first")
    .argument("[query...]", "as for search; all records without one")
    .option("--from <time>", "first moment, inclusive (2016-07-27, now-1h, epoch ms)")
    .option("--to <time>", "last moment, exclusive")
    .action(async (words: string[], options: FileOptions & Given, command) => {
      const { from, to } = options;
      const q = joinWords(words);
      const what = { kind: "search" as const, ...stated({ ...(q !== "" && { q }), from, to }) };
      await takeAlong(clientOf(command, context), what, options, context);
    });
}

function addObject(exports: Command, context: CommandContext): void {
  withFile(exports.command("object"))
    .description("What happened to one object; as HTML with its verdict")
    .addArgument(objectTypeArgument())
    .argument("<id>", "any ID of the object")
    .option("--as-of <time>", "only what occurred up to then, that very millisecond included")
    .option("--known-at <time>", "only what had been recorded by then")
    .action(async (type: string, id: string, options: FileOptions & Given, command) => {
      const { asOf, knownAt } = options;
      const object = { kind: "object" as const, type, id };
      const what = { ...object, ...stated({ asOf, knownAt }) };
      await takeAlong(clientOf(command, context), what, options, context);
    });
}

function addWorklist(exports: Command, context: CommandContext): void {
  withFile(exports.command("worklist"))
    .description("Objects by state, finding or age, each with its life")
    .option("--type <type>", "type of the objects, such as gift-card", readObjectType)
    .option("--state <state>", "a state, such as uncertain")
    .option("--finding <rule>", "with this finding: a rule ID, or its first part such as gift-card")
    .addOption(new Option("--severity <severity>", "with a finding of it").choices([...SEVERITIES]))
    .option("--open", "with a finding that nobody has explained or acknowledged")
    .option("--stuck-for <time>", "in its state for at least so long, such as 2h")
    .option("--expires-within <time>", "its term or hold ends within so long, such as 30d")
    .option("--store <store>", "only of this store")
    .option("--from <time>", "last record then or later")
    .option("--to <time>", "last record before then")
    .action(async (options: FileOptions & Given, command) => {
      const { format: _format, file: _file, keep: _keep, ...filters } = options;
      await takeAlong(
        clientOf(command, context),
        { kind: "worklist", ...stated(filters) },
        options,
        context,
      );
    });
}

function withFile(command: Command): Command {
  return command
    .addOption(
      new Option("-f, --format <format>", "of the file")
        .choices([...EXPORT_FORMATS])
        .default("ndjson"),
    )
    .option("--file <file>", "where it goes; standard output without one")
    .option("--keep", "leave the export with the service too, until it expires");
}

function stated(options: Given): Given {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Starts an export, waits for it, and fetches it. Interrupted, it leaves nothing with the service. */
async function takeAlong(
  client: ApiClient,
  what: object & { readonly kind: Exported["kind"] },
  { format, file = null, keep }: Omit<FileOptions, "file"> & { readonly file?: string | null },
  { terminal, signal, nowMs }: CommandContext,
): Promise<void> {
  const { id } = await client.post<ExportAnswer>("/api/v1/exports", { what, format });
  const path = `/api/v1/exports/${id}`;
  let isKept = false;
  try {
    const answer = await withProgress(terminal, "export", "records", nowMs, (progress) =>
      followExport(client, id, { progress, signal }),
    );
    if (answer.status !== "finished") {
      isKept = true;
      throw new Error(`The export ${id} is ${answer.status}. ${answer.reason ?? ""}`.trimEnd());
    }
    const manifest = await downloadExport(client, id, { file, terminal });
    const { counts, coverage } = manifest;
    const objects = counts.objects === null ? "" : `, ${counted(counts.objects, "object")}`;
    terminal.note.write(
      `${counted(counts.records, "record")}${objects}, ${formatBytes(manifest.file.bytes)}, SHA-256 ${manifest.file.sha256}\n`,
    );
    if (file !== null) terminal.note.write(`The manifest is in ${manifestFile(file)}.\n`);
    printCoverage(terminal, coverage);
    isKept = keep === true;
  } finally {
    // Why it failed says more than why it could not be removed.
    if (!isKept) {
      await client.delete(path).catch((error: unknown) => {
        terminal.note.write(`The export ${id} stays with the service: ${String(error)}\n`);
      });
    }
  }
}
