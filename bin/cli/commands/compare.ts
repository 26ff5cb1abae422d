import { wordsOf } from "#domain/narrative/names-in-words.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import type { CompareAnswer } from "#query/answers/compare-answers.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { objectTypeOf } from "../object-types.ts";
import { outputOption, printCoverage, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `
Examples:
  tracewell compare order:100000047                       with the normal course of an order
  tracewell compare order:100000047 order:100000012
  tracewell compare license:LN-1001 license:LN-1002 -o csv > licenses.csv

A step stands beside its like; what one side lacks is left empty there. The exit code is 1 when the left one
has findings.
`;

interface CompareOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly output: OutputFormat;
}

type Row = CompareAnswer["steps"][number];

const STEP_COLUMNS: readonly Column<Row>[] = [
  { title: "left", value: ({ left }) => nameOf(left), style: "cyan" },
  { title: "after", value: ({ left }) => waitOf(left), alignRight: true, style: "dim" },
  { title: "right", value: ({ right }) => nameOf(right), style: "cyan" },
  { title: "after, right", value: ({ right }) => waitOf(right), alignRight: true, style: "dim" },
  { title: "differs", value: differenceOf, style: "yellow" },
  { title: "record", value: ({ left }) => left?.reference ?? "", style: "dim", alignRight: true },
  {
    title: "record, right",
    value: ({ right }) => right?.reference ?? "",
    style: "dim",
    alignRight: true,
  },
];

function nameOf(step: Row["left"]): string {
  if (step === null) return "";
  return step.title === null ? step.name : `${step.name} (${step.title})`;
}

function waitOf(step: Row["left"]): string {
  return step === null || step.waitMs === null ? "" : formatDuration(step.waitMs);
}

function differenceOf({ left, right, counterpart, waitDifferenceMs }: Row): string {
  if (left !== null && right !== null) {
    if (waitDifferenceMs === null || waitDifferenceMs === 0) return "";
    return waitDifferenceMs > 0
      ? `${formatDuration(waitDifferenceMs)} slower`
      : `${formatDuration(-waitDifferenceMs)} faster`;
  }
  if (counterpart !== null) return "in another order";
  return left === null ? "only right" : "only left";
}

/** `tracewell compare LEFT [RIGHT]`: two objects side by side, or one beside the normal course. */
export const compareCommand: AddCommand = (program, context) => {
  program
    .command("compare")
    .description("Lay two objects side by side, or one beside the normal course")
    .argument("<left>", "type and ID, such as order:100000047")
    .argument("[right]", "another of that type, or normal", "normal")
    .option("--as-of <time>", "how they were at that moment")
    .option("--known-at <time>", "from what had been recorded by then")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (left: string, right: string, options: CompareOptions, command) => {
      const { asOf, knownAt, output } = options;
      const parameters = { left: sideOf(left), right: sideOf(right), asOf, knownAt };
      const client = clientOf(command, context);
      const answer = await client.get<CompareAnswer>("/api/v1/compare", parameters);
      const { terminal } = context;
      if (output === "json") await terminal.print(`${JSON.stringify(answer, null, 2)}\n`);
      else {
        if (output === "table") await printSides(terminal, answer);
        await printRows(terminal, output, answer.steps, STEP_COLUMNS);
      }
      printCoverage(terminal, answer.coverage);
      if (answer.left.findings.length > 0) context.exit(EXIT.findings);
    });
};

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** `gift-card:FA-1001` as the service writes it. */
function sideOf(text: string): string {
  const [word = "", ...id] = text.split(":");
  const type = objectTypeOf(word);
  return type === null ? text : [type, ...id].join(":");
}

async function printSides(
  terminal: Terminal,
  { left, right, model }: CompareAnswer,
): Promise<void> {
  const sides = [
    ["left", left],
    ["right", right],
  ] as const;
  for (const [name, side] of sides) {
    const told =
      side === null
        ? `the normal course of ${withArticle(wordsOf(model.type))}, model ${model.version}`
        : `${wordsOf(side.object.type)} ${terminal.style("bold", side.object.id)}: ${side.state}${extentOf(side)}`;
    await terminal.print(`${name.padEnd(5)}  ${told}\n`);
    for (const { rule, sentence } of side?.findings ?? []) {
      await terminal.print(`       ${terminal.style("yellow", rule)}  ${sentence}\n`);
    }
  }
  await terminal.print("\n");
}

function extentOf({ durationMs }: CompareAnswer["left"]): string {
  return durationMs === null ? "" : `, ${formatDuration(durationMs)} in all`;
}
