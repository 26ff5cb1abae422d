import { Option } from "commander";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { ApiProblem } from "../api-client.ts";
import { joinWords, wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { EVENT_COLUMNS } from "../event-columns.ts";
import { EXIT } from "../exit-code.ts";
import { openRows, outputOption, printCoverage, type OutputFormat } from "../output.ts";
import { readEventPages } from "../read-event-pages.ts";
import type { Terminal } from "../terminal.ts";

/** Records listed where nothing is asked for. */
const LIMIT_DEFAULT = 100;

const EXAMPLES = `
Examples:
  tracewell search type:payment.declined
  tracewell search 'payment AND (declined OR "timed out")' --from now-1d
  tracewell search 'amount:>=10000 currency:EUR' --order oldest --limit 20
  tracewell search 'type:order.*' --all -o ndjson | jq -r .transactionId
  tracewell search -- -outcome:success            a query that begins with a dash

Quote the query, so that the shell leaves its quotes, parentheses, < and > alone.
The exit code is 1 when no record matches. The language: docs/search-language.md
`;

interface SearchOptions {
  readonly from?: string;
  readonly to?: string;
  readonly order: string;
  readonly limit: number;
  readonly all?: true;
  readonly output: OutputFormat;
}

/** `tracewell search QUERY`: events that match, newest first. */
export const searchCommand: AddCommand = (program, context) => {
  program
    .command("search")
    .description("Find events: an ID, words, or field:value terms")
    .argument("[query...]", 'for instance "type:payment.declined insufficient"; all without one')
    .option("--from <time>", "first moment, inclusive (2016-07-27, now-1h, epoch ms)")
    .option("--to <time>", "last moment, exclusive")
    .addOption(
      new Option("--order <order>", "which come first")
        .choices(["newest", "oldest"])
        .default("newest"),
    )
    .addOption(
      new Option("--limit <count>", "how many at most")
        .argParser(wholeNumber(1))
        .default(LIMIT_DEFAULT),
    )
    .addOption(new Option("--all", "every match").conflicts("limit"))
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (words: string[], options: SearchOptions, command) => {
      const client = clientOf(command, context);
      const { terminal } = context;
      const query = joinWords(words);
      const { from, to, order, limit, all } = options;
      const printer = openRows<EventAnswer>(terminal, options.output, EVENT_COLUMNS);
      let found = 0;
      try {
        const search = { query, from, to, order, ...(all !== true && { limit }) };
        for await (const page of readEventPages(client, search)) {
          found += page.items.length;
          await printer.print(page.items);
          if (page.nextCursor !== null && found < (search.limit ?? Infinity)) continue;
          await printer.end();
          if (page.nextCursor !== null) {
            terminal.note.write("There are more; see all with --all, or more with --limit.\n");
          }
          if (found === 0) terminal.note.write("No record matches.\n");
          printCoverage(terminal, page.coverage);
        }
      } catch (error) {
        explainQueryError(error, query, terminal);
        throw error;
      }
      if (found === 0) context.exit(EXIT.findings);
    });
};

/** Points at the place in the query where reading stopped. */
export function explainQueryError(error: unknown, query: string, terminal: Terminal): void {
  if (error instanceof ApiProblem && error.code === "invalid-query" && error.position !== null) {
    const before = Array.from(query.slice(0, error.position)).length;
    terminal.note.write(`  ${query}\n  ${" ".repeat(before)}^\n`);
  }
}
