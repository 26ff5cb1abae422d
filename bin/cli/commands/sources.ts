import type { SourceStatus } from "#query/answers/source-answers.ts";
import { clientOf, outputOption, type AddCommand } from "../context.ts";
import { printRows, type Column, type OutputFormat } from "../output.ts";

const SOURCE_COLUMNS: readonly Column<SourceStatus>[] = [
  { title: "source", value: ({ name }) => name, style: "bold" },
  { title: "format", value: ({ format }) => format },
  { title: "zone", value: ({ timezone }) => timezone ?? "" },
  { title: "registered", value: ({ registeredAt }) => registeredAt },
];

/** `tracewell sources`: where records come from. */
export const sourcesCommand: AddCommand = (program, context) => {
  program
    .command("sources")
    .description("List the sources of records")
    .addOption(outputOption())
    .action(async (options: { output: OutputFormat }, command) => {
      const answer = await clientOf(command, context).get<{ items: SourceStatus[] }>(
        "/api/v1/sources",
      );
      printRows(context.terminal, options.output, answer.items, SOURCE_COLUMNS);
    });
};
