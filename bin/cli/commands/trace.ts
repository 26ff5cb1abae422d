import type { Candidate, ResolveAnswer } from "#query/answers/query-answers.ts";
import { ApiProblem, type ApiClient } from "../api-client.ts";
import { joinWords } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, type OutputFormat } from "../output.ts";
import { printCandidates } from "./resolve.ts";
import { printObjectRecords } from "../trace/object-records.ts";
import { printTimeline } from "../trace/print-timeline.ts";
import { readStory } from "../trace/read-story.ts";

const EXAMPLES = `
Examples:
  tracewell trace TU80WKRYTI9QUMJ4
  tracewell trace tu80 wkry ti9q umj4          as it was read out
  tracewell trace 100000001                    an order: its records and its transactions
  tracewell trace TU80WKRYTI9QUMJ4 --raw       with the source text, verbatim
  tracewell trace TU80WKRYTI9QUMJ4 -o csv > timeline.csv

Blanks, dashes, brackets and case do not matter. Another ID is never opened by itself: when no record
carries the one given, those that may have been meant are listed, and the exit code is 1.
`;

/** As listings show it in their last column. */
const RECORD_PLACE = /^main:\d+$/;

export interface TraceOptions {
  readonly raw?: true;
  readonly knownAt?: string;
  readonly output: OutputFormat;
}

/** `tracewell trace ID`: the timeline of a transaction; candidates when no record carries the ID. */
export const traceCommand: AddCommand = (program, context) => {
  program
    .command("trace")
    .description("The whole story of a transaction, from its ID")
    .argument("<id...>", "transaction ID, as the customer said it; or the ID of any other object")
    .option("--raw", "with the source text of every record")
    .option("--known-at <time>", "only what had been recorded by then")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (words: string[], options: TraceOptions, command) => {
      const id = joinWords(words);
      if (id === "") command.error("error: the ID is empty");
      const client = clientOf(command, context);
      if (!(await traceTransaction(client, id, options, context))) {
        await traceOther(client, id, options, context);
      }
    });
};

/** False when no record names the transaction. */
async function traceTransaction(
  client: ApiClient,
  id: string,
  options: TraceOptions,
  context: CommandContext,
): Promise<boolean> {
  try {
    const { knownAt } = options;
    const object = { kind: "transactions", id };
    const answer = await readStory(client, object, { knownAt, withVerdict: false });
    await printTimeline(context.terminal, answer, options);
    if (answer.timeline.length === 0) context.exit(EXIT.findings);
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "not-found") return false;
    throw error;
  }
}

/** The one thing an ID is, written otherwise; else what may have been meant. */
async function traceOther(
  client: ApiClient,
  given: string,
  options: TraceOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  if (RECORD_PLACE.test(given)) {
    terminal.note.write(`${given} is the place of a record: tracewell show ${given}\n`);
    context.exit(EXIT.findings);
    return;
  }
  const resolved = await client.get<ResolveAnswer>("/api/v1/resolve", { id: given });
  const exact = resolved.items.filter((candidate) => candidate.exact);
  const [only] = exact;
  if (only !== undefined && exact.length === 1) {
    terminal.note.write(`“${given}” is ${nameOf(only)}.\n`);
    if (only.objectType !== "transaction") {
      await printObjectRecords(client, only, options, context);
      return;
    }
    if (await traceTransaction(client, only.id, options, context)) return;
  }
  terminal.note.write(
    exact.length > 1
      ? `“${given}” is the ID of several things.\n`
      : `No record carries the ID “${given}”.\n`,
  );
  await printCandidates(terminal, options.output, resolved);
  context.exit(EXIT.findings);
}

function nameOf({ objectType, id }: Candidate): string {
  return `${objectType} ${id}`;
}
