import { Option } from "commander";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { ContextAnswer } from "#query/answers/query-answers.ts";
import { readReference, wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { EVENT_COLUMNS } from "../event-columns.ts";
import { outputOption, printCoverage, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

/** Largest number the API gives on one side. */
const NEIGHBORS_MAX = 500;
const NEIGHBORS_DEFAULT = 10;

const EXAMPLES = `
Examples:
  tracewell context main:6
  tracewell context 6 --before 2 --after 2
`;

interface ContextOptions {
  readonly before: number;
  readonly after: number;
  readonly output: OutputFormat;
}

/** `tracewell context RECORD`: a record among its neighbors in the ledger. */
export const contextCommand: AddCommand = (program, context) => {
  program
    .command("context")
    .description("A record among its neighbors, in the order in which they were recorded")
    .argument("<record>", "place in the ledger, such as main:6 or 6", readReference)
    .addOption(neighbors("-B, --before <count>", "records before it"))
    .addOption(neighbors("-A, --after <count>", "records after it"))
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (reference: string, options: ContextOptions, command) => {
      const { before, after, output } = options;
      const answer = await clientOf(command, context).get<ContextAnswer>(
        `/api/v1/events/${encodeURIComponent(reference)}/context`,
        { before, after },
      );
      const rows = [...answer.before, answer.event, ...answer.after];
      const mark: Column<EventAnswer> = {
        title: "",
        value: (row) => (row.reference === answer.event.reference ? ">" : ""),
        style: "bold",
      };
      const columns = output === "table" ? [mark, ...EVENT_COLUMNS] : EVENT_COLUMNS;
      await printRows(context.terminal, output, rows, columns);
      printCoverage(context.terminal, answer.coverage);
    });
};

function neighbors(flags: string, what: string): Option {
  return new Option(flags, what)
    .argParser(wholeNumber(0, NEIGHBORS_MAX))
    .default(NEIGHBORS_DEFAULT);
}
