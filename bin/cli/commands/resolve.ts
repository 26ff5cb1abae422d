import type { Candidate, ResolveAnswer } from "#query/answers/query-answers.ts";
import { joinWords } from "../arguments.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printCoverage, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `
Examples:
  tracewell resolve TU80WKRYTl9QUMJ4          l and I were confused
  tracewell resolve TU80WK                    the beginning, six characters or more
  tracewell resolve eva@example.com           protected fields are found by their whole value

The exit code is 0 when the ID is known as given (blanks, dashes, brackets and case do not matter),
and 1 when it is not, whether candidates are listed or none.
`;

const CANDIDATE_COLUMNS: readonly Column<Candidate>[] = [
  { title: "kind", value: ({ objectType }) => objectType, style: "cyan" },
  { title: "ID", value: ({ id }) => id, style: "bold" },
  { title: "why", value: ({ reason }) => reason, wrap: "text" },
];

/** `tracewell resolve TEXT`: what an ID is, or which IDs were probably meant. */
export const resolveCommand: AddCommand = (program, context) => {
  program
    .command("resolve")
    .description("What an ID is; or which known IDs are close to a misheard one, and why")
    .argument("<id...>", "the ID as it was read out")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (words: string[], options: { output: OutputFormat }, command) => {
      const id = joinWords(words);
      if (id === "") command.error("error: the ID is empty");
      const answer = await clientOf(command, context).get<ResolveAnswer>("/api/v1/resolve", { id });
      await printCandidates(context.terminal, options.output, answer);
      printCoverage(context.terminal, answer.coverage);
      if (!answer.items.some(({ exact }) => exact)) context.exit(EXIT.findings);
    });
};

export async function printCandidates(
  terminal: Terminal,
  format: OutputFormat,
  answer: ResolveAnswer,
): Promise<void> {
  if (answer.items.length === 0) {
    const tried = answer.tried.map(({ what }) => what).join("; ");
    terminal.note.write(`No known ID is close to it. Tried: ${tried}.\n`);
  } else if (!answer.items.some(({ exact }) => exact)) {
    terminal.note.write("Was one of these meant?\n");
  }
  await printRows(terminal, format, answer.items, CANDIDATE_COLUMNS);
}
