import { Option, type Command } from "commander";
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
import { outputOption, printCoverage, type OutputFormat } from "../output.ts";
import { printListPages } from "../print-list-pages.ts";
import { PAST_COLUMNS, UNCERTAIN_COLUMNS } from "../replays/replay-columns.ts";
import { printExecuted, printReplay } from "../replays/show-replay.ts";

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
    const { store, limit, output } = options;
    const listed = await printListPages<UncertainOrder>(
      clientOf(command, context),
      context.terminal,
      {
        path: "/api/v1/replays",
        query: { store },
        limit,
        columns: UNCERTAIN_COLUMNS,
        output,
        nothing: "No order is uncertain.",
      },
    );
    if (listed > 0) context.exit(EXIT.findings);
  });
}

function addPast(replays: Command, context: CommandContext): void {
  listOptions(
    replays
      .command("past")
      .description("Replays so far, each with a verdict; exits with 1 when one was not right"),
  ).action(async (options: ListOptions, command: Command) => {
    const { store, limit, output } = options;
    let hasWrong = false;
    await printListPages<PastReplay>(clientOf(command, context), context.terminal, {
      path: "/api/v1/replays/past",
      query: { store },
      limit,
      columns: PAST_COLUMNS,
      output,
      nothing: "Nothing was replayed yet.",
      onItems: (items) => {
        hasWrong ||= items.some(({ verdict }) => verdict !== "right");
      },
    });
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
