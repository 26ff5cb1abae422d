import type { Command } from "commander";
import type { SourceStatus } from "#query/answers/source-answers.ts";
import { confirm } from "../confirm.ts";
import { clientOf, type CommandContext } from "../context.ts";

/** `tracewell sources remove NAME`. */
export function addRemove(sources: Command, context: CommandContext): void {
  sources
    .command("remove")
    .description("Forget the settings of a source and follow its files no more; its records stay")
    .argument("<name>", "name of the source")
    .option("--yes", "do not ask")
    .action(async (name: string, { yes }: { readonly yes?: true }, command) => {
      const client = clientOf(command, context);
      const path = `/api/v1/sources/${encodeURIComponent(name)}`;
      const { records } = await client.get<SourceStatus>(path);
      const question = `Forget the settings of ${name}? Its records stay (${records}).`;
      const what = `forget the settings of ${name}`;
      if (yes !== true) await confirm({ question, expected: name, what }, context);
      await client.delete<SourceStatus>(`${path}?confirm=${encodeURIComponent(name)}`);
      await context.terminal.print(`${name} is forgotten. Records kept: ${records}.\n`);
    });
}
