import type { Command } from "commander";
import type { ReloadAnswer } from "#query/answers/source-answers.ts";
import { clientOf, type CommandContext } from "../context.ts";
import { describeReload } from "./describe-reload.ts";

/** `tracewell sources reload`. */
export function addReload(sources: Command, context: CommandContext): void {
  sources
    .command("reload")
    .description("Let the service read its configuration file again; exits with 2 when it is bad")
    .addHelpText(
      "after",
      "\nAll or nothing: with anything wrong in the file, the service goes on as before.\n",
    )
    .action(async (_options: object, command: Command) => {
      const client = clientOf(command, context);
      const answer = await client.post<ReloadAnswer>("/api/v1/sources/reload", undefined);
      await context.terminal.print(`${describeReload(answer)}\n`);
    });
}
