import type { SavedSearchAnswer, SavedSearchList } from "#query/answers/alert-answers.ts";
import { joinWords } from "../arguments.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell searches
  tracewell searches save "declined payments" type:payment.declined
  tracewell searches remove 6f1c2e0a-…

An alert can be about a saved search: tracewell alerts add --help
`;

const COLUMNS: readonly Column<SavedSearchAnswer>[] = [
  { title: "id", value: ({ id }) => id },
  { title: "name", value: ({ name }) => name, style: "bold" },
  { title: "query", value: ({ q }) => q, wrap: "text" },
  { title: "by", value: ({ by }) => by },
  { title: "changed", value: ({ changedAt }) => changedAt },
];

interface OutputOption {
  readonly output: OutputFormat;
}

/** `tracewell searches …`: queries under a name. */
export const searchesCommand: AddCommand = (program, context) => {
  const { terminal } = context;
  const searches = program
    .command("searches")
    .description("List, save and forget queries under a name")
    .addHelpText("after", EXAMPLES);
  searches
    .command("list", { isDefault: true })
    .description("Saved searches, by name")
    .addOption(outputOption())
    .action(async ({ output }: OutputOption, command) => {
      const { items } = await clientOf(command, context).get<SavedSearchList>(
        "/api/v1/saved-searches",
      );
      await printRows(terminal, output, items, COLUMNS);
      if (items.length === 0) terminal.note.write("No search is saved yet.\n");
    });
  searches
    .command("save")
    .description("Save a query under a name")
    .argument("<name>", "for people")
    .argument("<query...>", "as of tracewell search")
    .addOption(outputOption())
    .action(async (name: string, query: string[], { output }: OutputOption, command) => {
      const saved = await clientOf(command, context).post<SavedSearchAnswer>(
        "/api/v1/saved-searches",
        { name, q: joinWords(query) },
      );
      await printRows(terminal, output, [saved], COLUMNS);
    });
  searches
    .command("remove")
    .description("Forget a saved search; one that an alert is about stays")
    .argument("<id>", "as it is listed")
    .action(async (id: string, _options: object, command) => {
      const path = `/api/v1/saved-searches/${encodeURIComponent(id)}`;
      const { name } = await clientOf(command, context).delete<SavedSearchAnswer>(path);
      await terminal.print(`The search "${name}" is forgotten.\n`);
    });
};
