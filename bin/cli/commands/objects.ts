import { InvalidArgumentError, Option } from "commander";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import { formatAmount } from "#domain/measures/format-amount.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import type { ObjectCounts, ObjectRowAnswer } from "#query/answers/worklist-answers.ts";
import type { ApiClient } from "../api-client.ts";
import { wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printCoverage, printRows, type OutputFormat } from "../output.ts";
import { printListPages } from "../print-list-pages.ts";
import { readObjectType } from "../object-types.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell objects                                           how many are in which state
  tracewell objects --type order --state uncertain            uncertain orders, the oldest first
  tracewell objects --type order --stuck-for 2h --store 1
  tracewell objects --finding gift-card --open                what nobody has explained yet
  tracewell objects --type license --expires-within 30d -o csv > renewals.csv

The exit code is 1 when an object that is listed has a finding.
`;

interface ObjectsOptions {
  readonly type?: string;
  readonly state?: string;
  readonly finding?: string;
  readonly severity?: string;
  readonly open?: true;
  readonly stuckFor?: string;
  readonly expiresWithin?: string;
  readonly store?: string;
  readonly from?: string;
  readonly to?: string;
  readonly order: string;
  readonly limit: number;
  readonly output: OutputFormat;
}

const FILTERS = [
  "type",
  "state",
  "finding",
  "severity",
  "open",
  "stuckFor",
  "expiresWithin",
  "store",
  "from",
  "to",
] as const satisfies readonly (keyof ObjectsOptions)[];

const ROW_COLUMNS: readonly Column<ObjectRowAnswer>[] = [
  { title: "type", value: ({ object }) => object.type, style: "cyan" },
  { title: "ID", value: ({ object }) => object.id, style: "bold" },
  { title: "state", value: ({ state }) => state },
  { title: "for", value: ({ inStateMs }) => formatDuration(inStateMs), alignRight: true },
  { title: "store", value: ({ store }) => store ?? "" },
  {
    title: "amount",
    value: ({ amount }) => (amount === null ? "" : formatAmount(amount)),
    alignRight: true,
  },
  { title: "due", value: ({ dueAt }) => dueAt ?? "" },
  { title: "ends", value: ({ expiresAt }) => expiresAt ?? "" },
  {
    title: "findings",
    value: ({ findings }) => findings.map(({ rule }) => rule).join(", "),
    style: "yellow",
    wrap: "items",
  },
];

type CountRow = ObjectCounts["items"][number];

const COUNT_COLUMNS: readonly Column<CountRow>[] = [
  { title: "type", value: ({ type }) => type, style: "cyan" },
  { title: "by", value: ({ by }) => by },
  { title: "name", value: ({ name }) => name },
  { title: "objects", value: ({ count }) => String(count), alignRight: true },
];

/** `tracewell objects`: worklists; without a filter, how many objects are in which state. */
export const objectsCommand: AddCommand = (program, context) => {
  program
    .command("objects")
    .description("List objects by state, finding or age; without a filter, count them")
    .option("--type <type>", "type of the objects, such as gift-card", readObjectType)
    .option("--state <state>", "a state, such as uncertain")
    .option("--finding <rule>", "with this finding: a rule ID, or its first part such as gift-card")
    .addOption(new Option("--severity <severity>", "with a finding of it").choices([...SEVERITIES]))
    .option("--open", "with a finding that nobody has explained or acknowledged")
    .option(
      "--stuck-for <time>",
      "in its state, and not a final one, for at least so long, such as 2h",
      readSpan,
    )
    .option(
      "--expires-within <time>",
      "its term or hold ends within so long, such as 30d",
      readSpan,
    )
    .option("--store <store>", "only of this store")
    .option("--from <time>", "last record then or later (2016-07-27, now-1h, epoch ms)")
    .option("--to <time>", "last record before then")
    .addOption(
      new Option(
        "--order <order>",
        "longest in its state, last touched, or soonest at its end first",
      )
        .choices(["stuck", "newest", "expiring"])
        .default("stuck"),
    )
    .addOption(
      new Option("--limit <count>", "how many at most").argParser(wholeNumber(1)).default(100),
    )
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options: ObjectsOptions, command) => {
      const client = clientOf(command, context);
      const isFiltered = FILTERS.some((filter) => options[filter] !== undefined);
      if (!isFiltered) await countObjects(client, options.output, context);
      else await listObjects(client, options, context);
    });
};

async function countObjects(
  client: ApiClient,
  output: OutputFormat,
  { terminal }: CommandContext,
): Promise<void> {
  const answer = await client.get<ObjectCounts>("/api/v1/objects/counts");
  await printRows(terminal, output, answer.items, COUNT_COLUMNS);
  if (answer.items.length === 0) terminal.note.write("No record names an object yet.\n");
  printCoverage(terminal, answer.coverage);
}

async function listObjects(
  client: ApiClient,
  { limit, output, open, ...filters }: ObjectsOptions,
  context: CommandContext,
): Promise<void> {
  const query = { ...filters, open: open === true ? "true" : undefined };
  let hasFinding = false;
  await printListPages<ObjectRowAnswer>(client, context.terminal, {
    path: "/api/v1/objects",
    query,
    limit,
    columns: ROW_COLUMNS,
    output,
    nothing: "No object fulfills all of that.",
    onItems: (items) => {
      hasFinding ||= items.some(({ findings }) => findings.length > 0);
    },
  });
  if (hasFinding) context.exit(EXIT.findings);
}

function readSpan(text: string): string {
  if (/^\d{1,9}(ms|s|m|h|d|w)$/.test(text)) return text;
  throw new InvalidArgumentError("Write a number and ms, s, m, h, d or w: 2h.");
}
