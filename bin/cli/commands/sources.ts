import type { SourceStatus } from "#query/answers/source-answers.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

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
    .description("List the sources of records, with the format and zone their text is read by")
    .addOption(outputOption())
    .action(async (options: { output: OutputFormat }, command) => {
      const answer = await clientOf(command, context).get<{ items: SourceStatus[] }>(
        "/api/v1/sources",
      );
      await printRows(context.terminal, options.output, answer.items, SOURCE_COLUMNS);
      if (answer.items.length === 0) {
        context.terminal.note.write('There is none yet; "tracewell ingest FILE" makes one.\n');
      }
    });
};
