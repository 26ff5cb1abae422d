import { readFileSync } from "node:fs";
import { Option } from "commander";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { QuarantineItem } from "#storage/quarantine/quarantine-store.ts";
import { clientOf, outputOption, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { printRows, type Column, type OutputFormat } from "../output.ts";

const ITEM_COLUMNS: readonly Column<QuarantineItem>[] = [
  { title: "item", value: ({ itemId }) => itemId, style: "bold" },
  { title: "status", value: ({ status }) => status },
  { title: "source", value: ({ sourceName }) => sourceName },
  { title: "reason", value: ({ reason }) => reason, style: "yellow" },
  { title: "place", value: ({ position }) => place(position) },
  { title: "bytes", value: ({ contentBytes }) => String(contentBytes), alignRight: true },
  { title: "what is wrong", value: ({ message }) => message },
];

function place(position: QuarantineItem["position"]): string {
  const { file, line, index } = position;
  if (line !== undefined) return `${file ?? "input"}:${line}`;
  return index === undefined ? (file ?? "") : `record ${index + 1}`;
}

interface RetryOptions {
  readonly content?: string;
  readonly format?: string;
  readonly timezone?: string;
  readonly source?: string;
}

/** `tracewell quarantine …`: input that could not become an event, kept whole until somebody decides. */
export const quarantineCommand: AddCommand = (program, context) => {
  const quarantine = program
    .command("quarantine")
    .description("List, read, retry or dismiss input that could not become an event");

  quarantine
    .command("list", { isDefault: true })
    .description("What lies in quarantine, newest first; exits with 1 when something is open")
    .addOption(
      new Option("--status <status>").choices(["open", "resolved", "dismissed"]).default("open"),
    )
    .option("--source <name>", "only of this source")
    .option("--limit <count>", "how many at most", "100")
    .addOption(outputOption())
    .action(async (options: ListOptions, command) => {
      const { status, source, limit } = options;
      const answer = await clientOf(command, context).get<{ items: QuarantineItem[] }>(
        "/api/v1/quarantine",
        { status, source, limit },
      );
      printRows(context.terminal, options.output, answer.items, ITEM_COLUMNS);
      if (answer.items.length === 0) context.terminal.note.write(`Nothing is ${status}.\n`);
      else if (status === "open") context.exit(EXIT.findings);
    });

  quarantine
    .command("show")
    .description("Write the quarantined input itself, byte for byte")
    .argument("<item>")
    .action(async (item: string, _options: object, command) => {
      const path = `/api/v1/quarantine/${encodeURIComponent(item)}/content`;
      const response = await clientOf(command, context).request(path);
      context.terminal.out.write(Buffer.from(await response.arrayBuffer()));
    });

  quarantine
    .command("retry")
    .description(
      "Read it again after a fix; with --content, corrected input instead of the stored one",
    )
    .argument("<item>")
    .option("--content <file>", "file with the corrected input, - for standard input")
    .option("--format <name>")
    .option("--timezone <zone>", "IANA zone, such as Europe/Prague")
    .option("--source <name>")
    .action(async (item: string, options: RetryOptions, command) => {
      const { content, ...rest } = options;
      const answer = await clientOf(command, context).post<IngestAnswer>(
        `/api/v1/quarantine/${encodeURIComponent(item)}/retry`,
        {
          ...rest,
          ...(content !== undefined && {
            contentBase64: readFileSync(content === "-" ? 0 : content).toString("base64"),
          }),
        },
      );
      const seqs = answer.items.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
      if (answer.quarantined === 0) {
        context.terminal.out.write(`${item} resolved: record ${seqs.join(", ")}\n`);
        return;
      }
      const reason = answer.items.find(({ error }) => error !== undefined)?.error?.message ?? "";
      context.terminal.note.write(`${item} stays in quarantine: ${reason}\n`);
      context.exit(EXIT.findings);
    });

  quarantine
    .command("dismiss")
    .description("Set it aside with a reason; it is kept and can be listed, but no longer counts")
    .argument("<item>")
    .requiredOption("--note <text>", "why it carries no event")
    .action(async (item: string, options: { note: string }, command) => {
      const path = `/api/v1/quarantine/${encodeURIComponent(item)}/dismiss`;
      await clientOf(command, context).post(path, { note: options.note });
      context.terminal.out.write(`${item} dismissed\n`);
    });
};

interface ListOptions {
  readonly status: string;
  readonly source?: string;
  readonly limit: string;
  readonly output: OutputFormat;
}
