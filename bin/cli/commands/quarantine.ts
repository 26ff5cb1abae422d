import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import type { QuarantineItemAnswer } from "#query/answers/quarantine-answers.ts";
import { wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { openRows, outputOption, type OutputFormat } from "../output.ts";
import { readQuarantine } from "../quarantine/read-quarantine.ts";
import { retryItems, type RetryOptions } from "../quarantine/retry-items.ts";
import { severalLines } from "../terminal.ts";
import type { Column } from "../table.ts";

const LIST_EXAMPLES = `
Examples:
  tracewell quarantine                                    what is open
  tracewell quarantine show q1                            the input itself
  tracewell quarantine show q1 > q1.txt                   … to mend it in an editor
  tracewell quarantine retry q1 --content q1.txt
  tracewell quarantine retry q1 q2 --timezone Europe/Paris
  tracewell quarantine retry --all --source moodle-shop   after a fix
  tracewell quarantine dismiss q3 --note "a test of the load balancer"

Nothing is ever deleted: a dismissed item stays listed, but no longer makes answers partial.
`;

const ITEM_COLUMNS: readonly Column<QuarantineItemAnswer>[] = [
  { title: "item", value: ({ itemId }) => itemId, style: "bold" },
  { title: "status", value: ({ status }) => status },
  { title: "source", value: ({ sourceName }) => sourceName },
  { title: "reason", value: ({ reason }) => reason, style: "yellow" },
  { title: "place", value: ({ position }) => place(position) },
  { title: "bytes", value: ({ contentBytes }) => String(contentBytes), alignRight: true },
  { title: "what is wrong", value: ({ message }) => message, wrap: "text" },
  { title: "note", value: ({ note }) => note ?? "", wrap: "text" },
];

function place({ file, line, index }: QuarantineItemAnswer["position"]): string {
  if (line !== undefined) return `${file ?? "input"}:${line}`;
  return index === undefined ? (file ?? "") : `record ${index + 1}`;
}

interface ListOptions {
  readonly status: string;
  readonly source?: string;
  readonly limit: number;
  readonly output: OutputFormat;
}

/** `tracewell quarantine …`: input that could not become an event, kept whole until somebody decides. */
export const quarantineCommand: AddCommand = (program, context) => {
  const quarantine = program
    .command("quarantine")
    .description("List, read, retry or dismiss input that could not become an event")
    .addHelpText("after", LIST_EXAMPLES);
  addList(quarantine, context);
  addShow(quarantine, context);
  addRetry(quarantine, context);
  addDismiss(quarantine, context);
};

function addList(quarantine: Command, context: CommandContext): void {
  quarantine
    .command("list", { isDefault: true })
    .description("What lies in quarantine, newest first; exits with 1 when something is open")
    .addOption(
      new Option("--status <status>", "which items")
        .choices(["open", "resolved", "dismissed"])
        .default("open"),
    )
    .option("--source <name>", "only of this source")
    .addOption(
      new Option("--limit <count>", "how many at most").argParser(wholeNumber(1)).default(100),
    )
    .addOption(outputOption())
    .action(async ({ status, source, limit, output }: ListOptions, command) => {
      const { terminal } = context;
      const client = clientOf(command, context);
      const printer = openRows<QuarantineItemAnswer>(terminal, output, ITEM_COLUMNS);
      let found = 0;
      for await (const page of readQuarantine(client, { status, source, limit })) {
        found += page.items.length;
        await printer.print(page.items);
        if (page.nextCursor !== null && found >= limit) {
          terminal.note.write("There are more; see more with --limit.\n");
        }
      }
      await printer.end();
      if (found === 0) terminal.note.write(`Nothing is ${status}.\n`);
      else if (status === "open") context.exit(EXIT.findings);
    });
}

function addShow(quarantine: Command, context: CommandContext): void {
  quarantine
    .command("show")
    .description("Write the quarantined input itself, byte for byte")
    .argument("<item>", "item, such as q1", readItem)
    .action(async (item: string, _options: object, command) => {
      const { terminal } = context;
      const path = `/api/v1/quarantine/${item}/content`;
      const response = await clientOf(command, context).request(path);
      const bytes = Buffer.from(await response.arrayBuffer());
      // A screen is protected from control characters; a file or pipe gets every byte.
      await terminal.print(terminal.isScreen ? `${severalLines(bytes.toString())}\n` : bytes);
    });
}

function addRetry(quarantine: Command, context: CommandContext): void {
  quarantine
    .command("retry")
    .description("Read it again after a fix; with --content, corrected input instead")
    .argument("[item...]", "items, such as q1", readItems)
    .option("--all", "every open item, of --source where one is given")
    .option("--content <file>", "file with the corrected input of one item, - for standard input")
    .option("--format <name>", "format to read it by, instead of the one it came with")
    .option("--timezone <zone>", "IANA zone, such as Europe/Prague")
    .option("--assumed-time <time>", "time of text that carries none, such as 2026-01-31T09:05:00Z")
    .option("--source <name>", "with --all: only of this source; else: source to record it under")
    .addOption(outputOption())
    .action(async (items: string[], options: RetryOptions, command) => {
      const asked = items.length > 0 ? items.length : null;
      if ((asked === null) === (options.all !== true)) {
        command.error("error: name the items, or write --all");
      }
      if (options.content !== undefined && asked !== 1) {
        command.error("error: --content is the corrected input of exactly one item");
      }
      await retryItems(clientOf(command, context), items, options, context);
    });
}

function addDismiss(quarantine: Command, context: CommandContext): void {
  quarantine
    .command("dismiss")
    .description("Set it aside with a reason; it is kept and can be listed, but no longer counts")
    .argument("<item...>", "items, such as q1", readItems)
    .requiredOption("--note <text>", "why it carries no event")
    .addOption(outputOption())
    .action(async (items: string[], options: { note: string; output: OutputFormat }, command) => {
      const { terminal } = context;
      const client = clientOf(command, context);
      const printer = openRows<QuarantineItemAnswer>(terminal, options.output, ITEM_COLUMNS);
      for (const item of items) {
        const path = `/api/v1/quarantine/${item}/dismiss`;
        const answer = await client.post<QuarantineItemAnswer>(path, { note: options.note });
        if (options.output === "table") await terminal.print(`${item} dismissed\n`);
        else await printer.print([answer]);
      }
      if (options.output !== "table") await printer.end();
    });
}

function readItem(text: string): string {
  if (/^q[1-9]\d{0,15}$/.test(text)) return text;
  throw new InvalidArgumentError("Write an item as it is listed: q1.");
}

function readItems(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), readItem(text)];
}
