import type { SignInLink } from "#query/answers/operation-answers.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

interface Link {
  readonly url: string;
  readonly expiresAt: string;
}

const LINK_COLUMNS: readonly Column<Link>[] = [
  { title: "url", value: ({ url }) => url },
  { title: "expires", value: ({ expiresAt }) => expiresAt },
];

/** `tracewell sign-in`: a new one-time link for a browser. */
export const signInCommand: AddCommand = (program, context) => {
  program
    .command("sign-in")
    .description("Print a link that signs a browser in, once")
    .addOption(outputOption())
    .action(async (options: { output: OutputFormat }, command) => {
      const { terminal } = context;
      const client = clientOf(command, context);
      const { path, expiresAt } = await client.post<SignInLink>("/api/v1/sign-in-links", undefined);
      const url = new URL(path, client.url).href;
      if (options.output !== "table") {
        await printRows(terminal, options.output, [{ url, expiresAt }], LINK_COLUMNS);
        return;
      }
      await terminal.print(`${url}\n`);
      terminal.note.write(`It works once, until ${expiresAt}.\n`);
    });
};
