import { Option, type Command } from "commander";
import type { Coverage } from "#query/answers/coverage.ts";
import type {
  ExecutedReplay,
  PastReplay,
  ReplayView,
  UncertainOrder,
} from "#query/answers/replay-answers.ts";
import { wholeNumber } from "../arguments.ts";
import { confirm } from "../confirm.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { openRows, outputOption, printCoverage, type OutputFormat } from "../output.ts";
import { readListPages } from "../read-list-pages.ts";
import { PAST_COLUMNS, UNCERTAIN_COLUMNS } from "../replays/replay-columns.ts";
import { printExecuted, printReplay } from "../replays/show-replay.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell replays                          uncertain orders, with what is to be replayed
  tracewell replays show 38-211449           every input of the decision, and the replays so far
  tracewell replays run 38-211449 --dry-run  the shop decides, and changes nothing
  tracewell replays run 38-211449            the shop replays it, and verifies
  tracewell replays past                     were earlier replays right, needless or harmful?

The log's decision rests on what records tell; the shop's on its databases and the gateway, now.
`;

interface ListOptions {
  readonly store?: string;
  readonly limit: number;
  readonly output: OutputFormat;
}

/** `tracewell replays …`: uncertain orders, the decision on each, and its execution through the shop. */
export const replaysCommand: AddCommand = (program, context) => {
  const replays = program
    .command("replays")
    .description("List uncertain orders, decide what to replay and why, have the shop replay them")
    .addHelpText("after", EXAMPLES);
  addList(replays, context);
  addPast(replays, context);
  addShow(replays, context);
  addRun(replays, context);
};

function addList(replays: Command, context: CommandContext): void {
  listOptions(
    replays
      .command("list", { isDefault: true })
      .description("Uncertain orders, longest first; exits with 1 when there are any"),
  ).action(async (options: ListOptions, command: Command) => {
    const listed = await printPages<UncertainOrder>(
      { path: "/api/v1/replays", columns: UNCERTAIN_COLUMNS, options, command },
      context,
    );
    if (listed === 0) context.terminal.note.write("No order is uncertain.\n");
    else context.exit(EXIT.findings);
  });
}

function addPast(replays: Command, context: CommandContext): void {
  listOptions(
    replays
      .command("past")
      .description("Replays so far, each with a verdict; exits with 1 when one was not right"),
  ).action(async (options: ListOptions, command: Command) => {
    let hasWrong = false;
    const listed = await printPages<PastReplay>(
      { path: "/api/v1/replays/past", columns: PAST_COLUMNS, options, command },
      context,
      (items) => (hasWrong ||= items.some(({ verdict }) => verdict !== "right")),
    );
    if (listed === 0) context.terminal.note.write("Nothing was replayed yet.\n");
    if (hasWrong) context.exit(EXIT.findings);
  });
}

function addShow(replays: Command, context: CommandContext): void {
  replays
    .command("show")
    .description("Everything about the replay of one order, by the log and by the shop")
    .argument("<order>", "its foreign ID, or its number")
    .addOption(outputOption())
    .action(async (order: string, { output }: { output: OutputFormat }, command) => {
      const { terminal } = context;
      const path = `/api/v1/replays/${encodeURIComponent(order)}`;
      const view = await clientOf(command, context).get<ReplayView>(path);
      if (output === "table") await printReplay(terminal, view);
      else await terminal.print(`${JSON.stringify(view)}\n`);
      printCoverage(terminal, view.coverage);
    });
}

function addRun(replays: Command, context: CommandContext): void {
  replays
    .command("run")
    .description("Have the shop decide, replay, wait and verify; a repeat changes nothing more")
    .argument("<order>", "its foreign ID, or its number")
    .option("--dry-run", "only decide")
    .option("--yes", "do not ask")
    .addOption(outputOption())
    .action(
      async (
        order: string,
        options: { readonly dryRun?: true; readonly yes?: true; readonly output: OutputFormat },
        command,
      ) => {
        const { terminal } = context;
        const dryRun = options.dryRun === true;
        if (!dryRun && options.yes !== true) {
          const question = `Have the shop replay order ${order}?`;
          await confirm({ question, expected: order, what: `replay ${order}` }, context);
        }
        const path = `/api/v1/replays/${encodeURIComponent(order)}?dryRun=${dryRun}`;
        const done = await clientOf(command, context).post<ExecutedReplay>(path, undefined);
        if (options.output === "table") await printExecuted(terminal, done);
        else await terminal.print(`${JSON.stringify(done)}\n`);
        if (done.replay.state === "failed") context.exit(EXIT.findings);
      },
    );
}

function listOptions(command: Command): Command {
  return command
    .option("--store <store>", "only of this store")
    .addOption(
      new Option("--limit <count>", "how many at most").argParser(wholeNumber(1)).default(100),
    )
    .addOption(outputOption());
}

interface ListedPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly coverage: Coverage;
}

/** Prints every page; answers how many were listed. */
async function printPages<Item>(
  list: {
    readonly path: string;
    readonly columns: readonly Column<Item>[];
    readonly options: ListOptions;
    readonly command: Command;
  },
  context: CommandContext,
  look: (items: readonly Item[]) => void = () => undefined,
): Promise<number> {
  const { terminal } = context;
  const { store, limit, output } = list.options;
  const client = clientOf(list.command, context);
  const printer = openRows(terminal, output, list.columns);
  let listed = 0;
  for await (const page of readListPages<ListedPage<Item>>(client, list.path, { store }, limit)) {
    listed += page.items.length;
    look(page.items);
    await printer.print(page.items);
    if (page.nextCursor !== null && listed < limit) continue;
    await printer.end();
    if (page.nextCursor !== null) terminal.note.write("There are more; see more with --limit.\n");
    printCoverage(terminal, page.coverage);
  }
  return listed;
}
