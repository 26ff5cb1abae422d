import type { Command } from "commander";
import { createInterface } from "node:readline/promises";
import { TracewellError } from "#domain/errors.ts";
import type { SourceStatus } from "#query/answers/source-answers.ts";
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
      if (yes !== true) await confirm(name, records, context);
      await client.delete<SourceStatus>(`${path}?confirm=${encodeURIComponent(name)}`);
      await context.terminal.print(`${name} is forgotten. Records kept: ${records}.\n`);
    });
}

/** Asks a person; a script says --yes. */
async function confirm(name: string, records: number, context: CommandContext): Promise<void> {
  const { terminal, signal } = context;
  if (process.stdin.isTTY && terminal.isInteractive) {
    const question = createInterface({ input: process.stdin, output: terminal.note });
    try {
      const said = await question.question(
        `Forget the settings of ${name}? Its records stay (${records}). Type the name to say yes: `,
        { signal },
      );
      if (said.trim() === name) return;
    } finally {
      question.close();
    }
  }
  throw new TracewellError(
    "invalid-parameter",
    `Nothing was changed. To forget the settings of ${name} without being asked, say --yes.`,
  );
}
