import { createInterface } from "node:readline/promises";
import { TracewellError } from "#domain/errors.ts";
import type { CommandContext } from "./context.ts";

/** What a person types to say yes, and what they are told where nobody can be asked. */
export interface Question {
  /** Ends in a question mark. */
  readonly question: string;
  /** Typed to say yes: the name of the thing concerned. */
  readonly expected: string;
  /** `forget the settings of X`. */
  readonly what: string;
}

/** Asks a person; a script says --yes. Throws `invalid-parameter` unless the answer is yes. */
export async function confirm(
  { question, expected, what }: Question,
  { terminal, signal }: CommandContext,
): Promise<void> {
  if (process.stdin.isTTY && terminal.isInteractive) {
    const asking = createInterface({ input: process.stdin, output: terminal.note });
    try {
      const said = await asking.question(`${question} Type ${expected} to say yes: `, { signal });
      if (said.trim() === expected) return;
    } finally {
      asking.close();
    }
  }
  throw new TracewellError(
    "invalid-parameter",
    `Nothing was changed. To ${what} without being asked, say --yes.`,
  );
}
