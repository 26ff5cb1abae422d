import { type Command } from "commander";
import type { TriageAnswer } from "#query/answers/triage-answers.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { nameInWords, objectTypeArgument } from "../object-types.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell findings acknowledge order 100000047 order.stuck --note "seen, the bank is slow"
  tracewell findings assign gift-card FA-1001 gift-card.overdrawn --to kim --note "ask the cashier"
  tracewell findings explain payment P-12 payment.unanswered --note "the gateway was serviced"
  tracewell findings reopen order 100000047 order.stuck --note "the bank has no such transfer"

Each word is an event of its own, with its reason; the finding stays and shows the last one.
`;

const COLUMNS: readonly Column<TriageAnswer>[] = [
  { title: "object", value: ({ on }) => nameInWords(on), style: "bold" },
  { title: "finding", value: ({ rule }) => rule, style: "yellow" },
  { title: "holds", value: ({ holds }) => (holds ? "yes" : "no") },
  { title: "status", value: ({ triage }) => triage.status },
  { title: "by", value: ({ triage }) => triage.by ?? "" },
  { title: "assignee", value: ({ triage }) => triage.assignee ?? "" },
  { title: "record", value: ({ triage }) => triage.reference },
  { title: "note", value: ({ triage }) => triage.note ?? "", wrap: "text" },
];

interface TriageOptions {
  readonly note: string;
  readonly to?: string;
  readonly output: OutputFormat;
}

/** `tracewell findings …`: what people say of findings. */
export const findingsCommand: AddCommand = (program, context) => {
  const findings = program
    .command("findings")
    .description("Acknowledge, explain, assign or reopen a finding, with the reason")
    .addHelpText("after", EXAMPLES);
  addTriage(findings, context, "acknowledge", "Take note of it");
  addTriage(findings, context, "explain", "Say why nothing is wrong, or how it was dealt with");
  addTriage(findings, context, "assign", "Give it to somebody").requiredOption(
    "--to <name>",
    "who is to look after it",
  );
  addTriage(findings, context, "reopen", "Take back what was said of it");
};

function addTriage(
  findings: Command,
  context: CommandContext,
  action: string,
  description: string,
): Command {
  return findings
    .command(action)
    .description(description)
    .addArgument(objectTypeArgument())
    .argument("<id>", "any ID of the object")
    .argument("<rule>", "finding, such as order.stuck")
    .requiredOption("--note <text>", "the reason")
    .addOption(outputOption())
    .action(async (type: string, id: string, rule: string, options: TriageOptions, command) => {
      const { note, to, output } = options;
      const place = [type, id, rule].map(encodeURIComponent).join("/");
      const answer = await clientOf(command, context).post<TriageAnswer>(
        `/api/v1/findings/${place}/${action}`,
        { note, ...(to !== undefined && { assignee: to }) },
      );
      await printRows(context.terminal, output, [answer], COLUMNS);
    });
}
