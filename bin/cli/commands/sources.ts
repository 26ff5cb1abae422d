import type { SourceList, SourceStatus } from "#query/answers/source-answers.ts";
import type { ApiClient } from "../api-client.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { openRows, outputOption, type OutputFormat } from "../output.ts";
import { addCheck } from "../sources/check-sources.ts";
import { addReload } from "../sources/reload-sources.ts";
import { addRemove } from "../sources/remove-source.ts";
import { addSet } from "../sources/set-source.ts";
import { addShow } from "../sources/show-source.ts";
import { SOURCE_COLUMNS } from "../sources/source-columns.ts";

const EXAMPLES = `
Examples:
  tracewell sources
  tracewell sources set moodle-shop --format moodle-trace --timezone Europe/Paris
  tracewell sources set order-files --format text --protect-raw      before the first file is sent
  tracewell sources set shop --format ndjson --mapping mapping.json
  tracewell sources set till --format events --files '/var/log/till/*.ndjson' --store main
  tracewell sources check && tracewell sources reload                after an edit of the configuration

"set" replaces all settings of a source, and holds for what is sent from then on. A mapping says how
foreign records become events: docs/formats.md. Sources of the configuration file are set there alone:
docs/operations.md
`;

/** `tracewell sources …`: where records come from, and how their text is read. */
export const sourcesCommand: AddCommand = (program, context) => {
  const sources = program
    .command("sources")
    .description("List the sources of records, set how they are read, reload those of the file")
    .addHelpText("after", EXAMPLES);
  sources
    .command("list", { isDefault: true })
    .description("The sources by name; exits with 1 when the configuration file has become bad")
    .addOption(outputOption())
    .action(async (options: { output: OutputFormat }, command) => {
      const { terminal } = context;
      const printer = openRows<SourceStatus>(terminal, options.output, SOURCE_COLUMNS);
      let found = 0;
      let configuration: SourceList["configuration"];
      for await (const page of readSources(clientOf(command, context))) {
        found += page.items.length;
        configuration = page.configuration;
        await printer.print(page.items);
      }
      await printer.end();
      if (found === 0) {
        terminal.note.write('There is none yet; "tracewell ingest FILE" makes one.\n');
      }
      if (configuration === undefined || configuration.errors.length === 0) return;
      const { file, loadedAt, errors } = configuration;
      const listed = errors.map(
        ({ path, message }) => `\n  ${path === "" ? "" : `${path}: `}${message}`,
      );
      terminal.note.write(
        `The sources are those that ${file ?? "the configuration"} had at ${loadedAt}; as it is now it is bad:${listed.join("")}\n`,
      );
      context.exit(EXIT.findings);
    });
  addShow(sources, context);
  addSet(sources, context);
  addRemove(sources, context);
  addCheck(sources, context);
  addReload(sources, context);
};

async function* readSources(client: ApiClient): AsyncGenerator<SourceList> {
  let cursor: string | undefined;
  do {
    const page: SourceList = await client.get("/api/v1/sources", { limit: 1000, cursor });
    yield page;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
