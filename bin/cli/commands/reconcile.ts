import { formatAmount } from "#domain/measures/format-amount.ts";
import type { CardReconciliation } from "#query/answers/gift-card-answers.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printCoverage, printRows, type OutputFormat } from "../output.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell reconcile                                   what is owed on gift cards, now
  tracewell reconcile --as-of 2026-01-31T23:59:59.999Z
  tracewell reconcile --cards                           the cards whose sums need a look
  tracewell reconcile -o csv > liability.csv

The exit code is 1 when some card needs a look.
`;

interface ReconcileOptions {
  readonly asOf?: string;
  readonly cards?: true;
  readonly output: OutputFormat;
}

type Group = CardReconciliation["groups"][number];
type BrokenCard = CardReconciliation["items"][number];
type Sum = "issued" | "refunded" | "captured" | "balance" | "authorized" | "available";

const SUM_COLUMNS = [
  sumColumn("issued"),
  sumColumn("refunded"),
  sumColumn("captured"),
  sumColumn("balance"),
  sumColumn("authorized"),
  sumColumn("available"),
];

const GROUP_COLUMNS: readonly Column<Group>[] = [
  { title: "store", value: ({ store }) => store ?? "other", style: "cyan" },
  { title: "cards", value: ({ cards }) => String(cards), alignRight: true },
  ...SUM_COLUMNS,
  { title: "owed", value: ({ owed, currency }) => money(owed, currency), alignRight: true },
  { title: "to look at", value: ({ broken }) => (broken === 0 ? "" : String(broken)) },
  { title: "adds up", value: ({ conserves }) => (conserves ? "yes" : "NO") },
];

const CARD_COLUMNS: readonly Column<BrokenCard>[] = [
  { title: "card", value: ({ giftCard }) => giftCard, style: "bold" },
  { title: "store", value: ({ store }) => store ?? "other", style: "cyan" },
  ...SUM_COLUMNS,
  { title: "why", value: ({ breaks }) => breaks.join(", "), style: "yellow", wrap: "items" },
];

/** `tracewell reconcile`: gift cards add up to the cent, or which do not. */
export const reconcileCommand: AddCommand = (program, context) => {
  program
    .command("reconcile")
    .description(
      "What is owed on gift cards: issued + refunded = captured + remaining, to the cent",
    )
    .option("--as-of <time>", "the accounts at this millisecond, now by default")
    .option("--cards", "list the cards whose sums need a look, instead of the sums")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async ({ asOf, cards, output }: ReconcileOptions, command) => {
      const client = clientOf(command, context);
      const path = "/api/v1/gift-cards/reconciliation";
      const answer = await client.get<CardReconciliation>(path, { asOf });
      const { terminal } = context;
      if (cards === true) await printRows(terminal, output, answer.items, CARD_COLUMNS);
      else await printRows(terminal, output, answer.groups, GROUP_COLUMNS);
      sayWhatIsFound(answer, context);
    });
};

function sayWhatIsFound(
  { asOf, groups, items, coverage }: CardReconciliation,
  context: CommandContext,
): void {
  const { note } = context.terminal;
  const broken = groups.reduce((sum, group) => sum + group.broken, 0);
  if (groups.length === 0) note.write(`No gift card is known by ${asOf}.\n`);
  else if (broken === 0) note.write(`As of ${asOf} every card adds up.\n`);
  else note.write(`As of ${asOf} ${broken} of the cards need a look; see --cards.\n`);
  printCoverage(context.terminal, coverage);
  if (items.length > 0 || groups.some(({ conserves }) => !conserves)) context.exit(EXIT.findings);
}

function sumColumn(name: Sum): Column<Record<Sum, number> & { readonly currency: string }> {
  return {
    title: name,
    value: (row) => money(row[name], row.currency),
    alignRight: true,
  };
}

function money(minor: number, currency: string): string {
  return formatAmount({ minor, currency });
}
