import { Option } from "commander";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { ApiProblem, type ApiClient } from "../api-client.ts";
import { clientOf, outputOption, type AddCommand } from "../context.ts";
import { EVENT_COLUMNS } from "../event-columns.ts";
import { EXIT } from "../exit-code.ts";
import { printCoverage, printRows, type OutputFormat, type Terminal } from "../output.ts";

/** Largest page the API gives. */
const PAGE_ITEMS_MAX = 1000;

interface SearchOptions {
  readonly from?: string;
  readonly to?: string;
  readonly order: string;
  readonly limit: string;
  readonly all?: true;
  readonly output: OutputFormat;
}

/** `tracewell search QUERY`: events that match, newest first. */
export const searchCommand: AddCommand = (program, context) => {
  program
    .command("search")
    .description("Find events: an ID, words, or field:value terms")
    .argument("[query]", 'for instance "type:payment.declined insufficient"', "")
    .option("--from <time>", "first moment, inclusive (2016-07-27, now-1h, epoch ms)")
    .option("--to <time>", "last moment, exclusive")
    .addOption(
      new Option("--order <order>", "which come first")
        .choices(["newest", "oldest"])
        .default("newest"),
    )
    .option("--limit <count>", "how many at most", "100")
    .option("--all", "every match, page by page")
    .addOption(outputOption())
    .action(async (query: string, options: SearchOptions, command) => {
      const client = clientOf(command, context);
      try {
        const found = await searchPages(client, query, options, context.terminal, context.signal);
        if (found === 0) context.exit(EXIT.findings);
      } catch (error) {
        explainQueryError(error, query, context.terminal);
        throw error;
      }
    });
};

async function searchPages(
  client: ApiClient,
  query: string,
  options: SearchOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  let left = options.all === true ? Number.POSITIVE_INFINITY : Number(options.limit);
  let cursor: string | undefined;
  const collected: EventAnswer[] = [];
  let found = 0;
  for (;;) {
    const page: EventList = await client.get(
      "/api/v1/events",
      {
        q: query === "" ? undefined : query,
        from: options.from,
        to: options.to,
        order: options.order,
        limit: Math.min(PAGE_ITEMS_MAX, left),
        cursor,
      },
      signal,
    );
    found += page.items.length;
    left -= page.items.length;
    const isLast = page.nextCursor === null || left <= 0;
    // NDJSON streams; the other formats are aligned or bracketed as a whole, page by page for --all tables.
    if (options.output === "ndjson") printRows(terminal, "ndjson", page.items, EVENT_COLUMNS);
    else collected.push(...page.items);
    if (isLast) {
      if (options.output !== "ndjson")
        printRows(terminal, options.output, collected, EVENT_COLUMNS);
      if (page.nextCursor !== null) terminal.note.write("There are more; use --all or --limit.\n");
      if (found === 0) terminal.note.write("No record matches.\n");
      printCoverage(terminal, page.coverage);
      return found;
    }
    cursor = page.nextCursor ?? undefined;
  }
}

/** Points at the place in the query where reading stopped. */
export function explainQueryError(error: unknown, query: string, terminal: Terminal): void {
  if (error instanceof ApiProblem && error.code === "invalid-query" && error.position !== null) {
    terminal.note.write(`  ${query}\n  ${" ".repeat(error.position)}^\n`);
  }
}
