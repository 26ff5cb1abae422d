import type { ResolveAnswer } from "#query/answers/query-answers.ts";
import { ApiProblem } from "../api-client.ts";
import { joinWords } from "../arguments.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption } from "../output.ts";
import { readStory } from "../trace/read-story.ts";
import { printVerdict, type VerdictOptions } from "../verdict/print-verdict.ts";
import { printCandidates } from "./resolve.ts";

interface ObjectOptions extends VerdictOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
}

interface ObjectCommand {
  readonly name: string;
  /** Its part of the address. */
  readonly kind: string;
  readonly description: string;
  readonly id: string;
  readonly examples: readonly string[];
}

const COMMANDS: readonly ObjectCommand[] = [
  {
    name: "order",
    kind: "orders",
    description: "What happened to an order, what is wrong with it and why",
    id: "order number or foreign ID",
    examples: ["100000047", "38-211449 --narrative", "100000047 --as-of 2026-01-05T09:00:00Z"],
  },
  {
    name: "gift-card",
    kind: "gift-cards",
    description: "What happened to a gift card: its account, holds and findings",
    id: "financial account ID, or the card's code",
    examples: ["FA-1001", "4711 0815 1234 5678 --as-of now-7d"],
  },
  {
    name: "license",
    kind: "licenses",
    description: "What happened to a license: its term, renewals and findings",
    id: "LN ID, or the license number",
    examples: ["LN-1001", "LN-1001 -o json"],
  },
  {
    name: "transaction",
    kind: "transactions",
    description: "What happened in a transaction, and the verdict on all it touched",
    id: "transaction ID",
    examples: ["TU80WKRYTI9QUMJ4", "TU80WKRYTI9QUMJ4 --known-at now-1d"],
  },
];

/** `tracewell order|gift-card|license|transaction ID`: the whole story of an object with its verdict. */
export const objectCommands: AddCommand = (program, context) => {
  for (const { name, kind, description, id: idWords, examples } of COMMANDS) {
    program
      .command(name)
      .description(description)
      .argument("<id...>", idWords)
      .option("--as-of <time>", "how it was at that moment")
      .option("--known-at <time>", "from what had been recorded by then, judged at that moment")
      .option("--narrative", "in plain sentences, each with its records")
      .option("--raw", "with the source text of every record")
      .addOption(outputOption())
      .addHelpText("after", helpOf(name, examples))
      .action(async (words: string[], options: ObjectOptions, command) => {
        const id = joinWords(words);
        if (id === "") command.error("error: the ID is empty");
        const { terminal } = context;
        const client = clientOf(command, context);
        try {
          const { asOf, knownAt } = options;
          const moment = { asOf, knownAt, withVerdict: true };
          const answer = await readStory(client, { kind, id }, moment);
          await printVerdict(terminal, answer, options);
          const { findings = [], timeline } = answer;
          if (findings.length > 0 || timeline.length === 0) context.exit(EXIT.findings);
        } catch (error) {
          if (!(error instanceof ApiProblem) || error.code !== "not-found") throw error;
          terminal.note.write(`No record names the ${name.replaceAll("-", " ")} “${id}”.\n`);
          const resolved = await client.get<ResolveAnswer>("/api/v1/resolve", { id });
          await printCandidates(terminal, options.output, resolved);
          context.exit(EXIT.findings);
        }
      });
  }
};

function helpOf(name: string, examples: readonly string[]): string {
  return `
Examples:
${examples.map((example) => `  tracewell ${name} ${example}`).join("\n")}

The exit code is 1 when there are findings, on it or on what belongs to it, and when no record names it.
`;
}
