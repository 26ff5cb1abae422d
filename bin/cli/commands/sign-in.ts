import type { SignInLink } from "#query/answers/operation-answers.ts";
import { clientOf, type AddCommand } from "../context.ts";

/** `tracewell sign-in`: a new one-time link for a browser. */
export const signInCommand: AddCommand = (program, context) => {
  program
    .command("sign-in")
    .description("Print a link that signs a browser in, once")
    .action(async (_options: object, command) => {
      const client = clientOf(command, context);
      const link = await client.post<SignInLink>("/api/v1/sign-in-links", undefined);
      context.terminal.out.write(`${new URL(link.path, client.url)}\n`);
      context.terminal.note.write(`It works once, until ${link.expiresAt}.\n`);
    });
};
