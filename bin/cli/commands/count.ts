import type { FacetsAnswer, HistogramAnswer } from "#query/answers/query-answers.ts";
import { InvalidArgumentError, Option } from "commander";
import { joinWords, wholeNumber } from "../arguments.ts";
import type { ApiClient } from "../api-client.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { outputOption, printCoverage, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";
import { explainQueryError } from "./search.ts";

/** Largest number of values the API gives. */
const VALUES_MAX = 1000;
const VALUES_DEFAULT = 20;

const EXAMPLES = `
Examples:
  tracewell count --by type --by source --from now-1d
  tracewell count COURSETOBUY --by outcome
  tracewell count type:order.placed --per 1h -o csv > orders.csv
`;

interface CountOptions {
  readonly by?: readonly string[];
  readonly per?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly output: OutputFormat;
}

interface ValueCount {
  readonly field: string;
  readonly value: string;
  readonly count: number;
}

interface TimeCount {
  readonly start: string;
  readonly count: number;
}

const VALUE_COLUMNS: readonly Column<ValueCount>[] = [
  { title: "field", value: ({ field }) => field, style: "cyan" },
  { title: "value", value: ({ value }) => value },
  { title: "records", value: ({ count }) => String(count), alignRight: true },
];

const TIME_COLUMNS: readonly Column<TimeCount>[] = [
  { title: "from", value: ({ start }) => start },
  { title: "records", value: ({ count }) => String(count), alignRight: true },
];

/** `tracewell count QUERY`: how many records match, by value or over time. */
export const countCommand: AddCommand = (program, context) => {
  program
    .command("count")
    .description("How many records match: by the values of fields, or over time")
    .argument("[query...]", "the same language as search; all records without one")
    .addOption(
      new Option(
        "--by <field>",
        "count the values of type, source, outcome or level; may be given more than once",
      )
        .argParser((field: string, given: readonly string[] | undefined) => [
          ...(given ?? []),
          field,
        ])
        .conflicts("per"),
    )
    .option("--per <time>", "count over time, in steps such as 15m, 1h, 1d", readStep)
    .option("--from <time>", "first moment, inclusive (2016-07-27, now-1h, epoch ms)")
    .option("--to <time>", "last moment, exclusive")
    .addOption(
      new Option("--limit <count>", "values of each field, the most frequent first")
        .argParser(wholeNumber(1, VALUES_MAX))
        .default(VALUES_DEFAULT),
    )
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (words: string[], options: CountOptions, command) => {
      const query = joinWords(words);
      try {
        const client = clientOf(command, context);
        if (options.per === undefined) await countValues(client, query, options, context);
        else await countOverTime(client, query, options, context);
      } catch (error) {
        explainQueryError(error, query, context.terminal);
        throw error;
      }
    });
};

async function countValues(
  client: ApiClient,
  query: string,
  { by, from, to, limit, output }: CountOptions,
  { terminal }: CommandContext,
): Promise<void> {
  const answer = await client.get<FacetsAnswer>("/api/v1/stats/facets", {
    q: query === "" ? undefined : query,
    fields: (by ?? ["type"]).join(","),
    from,
    to,
    limit,
  });
  const rows = answer.items.flatMap(({ field, values }) =>
    values.map((value): ValueCount => ({ field, ...value })),
  );
  await printRows(terminal, output, rows, VALUE_COLUMNS);
  terminal.note.write(`${answer.total} records match.\n`);
  printCoverage(terminal, answer.coverage);
}

async function countOverTime(
  client: ApiClient,
  query: string,
  { per, from, to, output }: CountOptions,
  { terminal }: CommandContext,
): Promise<void> {
  const answer = await client.get<HistogramAnswer>("/api/v1/stats/histogram", {
    q: query === "" ? undefined : query,
    bucket: per,
    from,
    to,
  });
  await printRows(terminal, output, answer.items, TIME_COLUMNS);
  terminal.note.write(`${answer.total} records match; steps without any are not listed.\n`);
  printCoverage(terminal, answer.coverage);
}

function readStep(text: string): string {
  if (/^\d{1,9}(ms|s|m|h|d|w)$/.test(text)) return text;
  throw new InvalidArgumentError("Write a number and ms, s, m, h, d or w: 15m.");
}
