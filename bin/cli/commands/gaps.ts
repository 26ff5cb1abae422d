import { InvalidArgumentError, Option } from "commander";
import {
  type Explanation,
  EXPLANATIONS,
  type OrderNumberAnswer,
  type OrderNumbers,
} from "#query/answers/number-answers.ts";
import { formatDuration } from "#domain/measures/format-duration.ts";
import { counted } from "#query/coverage.ts";
import type { Coverage } from "#query/answers/coverage.ts";
import type { ApiClient } from "../api-client.ts";
import { wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { openRows, outputOption, printCoverage, type OutputFormat } from "../output.ts";
import { readListPages } from "../read-list-pages.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell gaps                          every number of every store that is not plainly used
  tracewell gaps 1 --only unexplained     gaps in store 1 that nothing explains
  tracewell gaps 1 --all --from 40 --to 60 -o csv

The exit code is 1 when a number that is listed is unexplained.
`;

interface GapsOptions {
  readonly only?: readonly Explanation[];
  readonly all?: true;
  readonly from?: number;
  readonly to?: number;
  readonly output: OutputFormat;
}

/** What needs no explanation. */
const ORDINARY: ReadonlySet<Explanation> = new Set(["used"]);

const NUMBER_COLUMNS: readonly Column<OrderNumberAnswer>[] = [
  { title: "store", value: ({ store }) => store, style: "cyan" },
  { title: "sequence", value: ({ sequence }) => String(sequence), alignRight: true },
  { title: "number", value: ({ number }) => number ?? "", style: "bold" },
  { title: "explanation", value: ({ explanation }) => explanation, style: "yellow" },
  { title: "since", value: ({ since }) => since ?? "" },
  { title: "cart", value: ({ quote }) => quote ?? "" },
  { title: "why", value: describeNumber, wrap: "text" },
  { title: "evidence", value: evidenceOf, style: "dim", wrap: "items" },
];

/** `tracewell gaps`: why numbers of a sequence are missing or late. */
export const gapsCommand: AddCommand = (program, context) => {
  program
    .command("gaps")
    .description("Why order numbers are missing, unused or late, of one store or of all")
    .argument("[store]", "the store, as records name it; every store without it")
    .addOption(
      new Option(
        "--only <explanations>",
        `only these, separated by commas: ${EXPLANATIONS.join(", ")}`,
      )
        .argParser(readExplanations)
        .conflicts("all"),
    )
    .option("--all", "also the numbers that are plainly used")
    .addOption(new Option("--from <sequence>", "first sequence").argParser(wholeNumber(0)))
    .addOption(new Option("--to <sequence>", "sequence to stop before").argParser(wholeNumber(0)))
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (store: string | undefined, options: GapsOptions, command) => {
      await printGaps(clientOf(command, context), store, options, context);
    });
};

async function printGaps(
  client: ApiClient,
  store: string | undefined,
  options: GapsOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const printer = openRows(terminal, options.output, NUMBER_COLUMNS);
  let [listed, unexplained] = [0, 0];
  let coverage: Coverage | null = null;
  for await (const page of numbersOf(client, store, options)) {
    listed += page.items.length;
    unexplained += page.items.filter((item) => item.explanation === "unexplained").length;
    await printer.print(page.items);
    coverage = page.coverage;
  }
  await printer.end();
  terminal.note.write(`${summaryOf(listed, unexplained)}\n`);
  if (coverage !== null) printCoverage(terminal, coverage);
  if (unexplained > 0) context.exit(EXIT.findings);
}

function summaryOf(listed: number, unexplained: number): string {
  if (listed === 0) return "No number is missing, unused or late among those asked for.";
  if (unexplained === 0) return `${counted(listed, "number")}, each explained.`;
  return `${counted(listed, "number")}, ${unexplained} unexplained.`;
}

function numbersOf(
  client: ApiClient,
  store: string | undefined,
  { only, all, from, to }: GapsOptions,
) {
  const unusual = EXPLANATIONS.filter((explanation) => !ORDINARY.has(explanation));
  const explanation = all === true ? undefined : (only ?? unusual).join(",");
  const query = { store, from, to, explanation };
  return readListPages<OrderNumbers>(client, "/api/v1/order-numbers", query);
}

function readExplanations(text: string): Explanation[] {
  return text.split(",").map((part) => {
    const known = EXPLANATIONS.find((explanation) => explanation === part.trim());
    if (known !== undefined) return known;
    throw new InvalidArgumentError(`Write some of ${EXPLANATIONS.join(", ")}.`);
  });
}

function describeNumber(number: OrderNumberAnswer): string {
  const { causes, explanation, reason, lateMs, mayReturn, quarantine, sources } = number;
  const others = causes.filter((cause) => cause !== explanation);
  return [
    ...(reason === null ? [] : [reason]),
    ...(explanation === "used-late" && lateMs !== null ? [`${formatDuration(lateMs)} late`] : []),
    ...(others.length === 0 ? [] : [`also ${others.join(", ")}`]),
    ...(mayReturn ? ["may still be used"] : []),
    ...(quarantine.length === 0 ? [] : [`in ${quarantine.join(", ")}`]),
    ...(sources.length === 0 ? [] : [`while ${sources.join(", ")} was silent`]),
  ].join("; ");
}

function evidenceOf({ evidence }: OrderNumberAnswer): string {
  return evidence.join(", ");
}
