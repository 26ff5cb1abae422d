import type { Candidate, ResolveAnswer } from "#query/answers/query-answers.ts";
import { clientOf, outputOption, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import {
  printCoverage,
  printRows,
  type Column,
  type OutputFormat,
  type Terminal,
} from "../output.ts";

const CANDIDATE_COLUMNS: readonly Column<Candidate>[] = [
  { title: "kind", value: ({ objectType }) => objectType, style: "cyan" },
  { title: "ID", value: ({ id }) => id, style: "bold" },
  { title: "why", value: ({ reason }) => reason },
];

/** `tracewell resolve TEXT`: what an ID is, or which IDs were probably meant. */
export const resolveCommand: AddCommand = (program, context) => {
  program
    .command("resolve")
    .description("What an ID is; or which known IDs are close to a misheard one, and why")
    .argument("<id>", "the ID as it was read out")
    .addOption(outputOption())
    .action(async (id: string, options: { output: OutputFormat }, command) => {
      const answer = await clientOf(command, context).get<ResolveAnswer>("/api/v1/resolve", { id });
      printCandidates(context.terminal, options.output, answer);
      printCoverage(context.terminal, answer.coverage);
      if (!answer.items.some(({ exact }) => exact)) context.exit(EXIT.findings);
    });
};

export function printCandidates(
  terminal: Terminal,
  format: OutputFormat,
  answer: ResolveAnswer,
): void {
  if (answer.items.length === 0) {
    const tried = answer.tried.map(({ what }) => what).join(", ");
    terminal.note.write(`No known ID is close to it. Tried: ${tried}.\n`);
  } else if (!answer.items.some(({ exact }) => exact)) {
    terminal.note.write("Is it one of these?\n");
  }
  printRows(terminal, format, answer.items, CANDIDATE_COLUMNS);
}
