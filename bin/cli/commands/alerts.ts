import { type Command, Option } from "commander";
import type {
  AlertAnswer,
  AlertList,
  DeliveryAnswer,
  DeliveryList,
} from "#query/answers/alert-answers.ts";
import { addAdd } from "../alerts/add-alert.ts";
import { ALERT_COLUMNS, DELIVERY_COLUMNS } from "../alerts/alert-columns.ts";
import { wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";

const EXAMPLES = `
Examples:
  tracewell alerts                                        exits with 1 when one cannot deliver
  tracewell alerts add cashier --finding gift-card --severity error --webhook address.txt
  tracewell alerts add declines --search 6f1c2e0a-… --webhook address.txt
  tracewell alerts test 0b7d9c3e-…
  tracewell alerts deliveries 0b7d9c3e-…
  tracewell alerts disable 0b7d9c3e-…

Webhooks must be below an address that the setting alertDestinations of the service allows. What an alert
sends is signed as Standard Webhooks says: docs/operations.md
`;

/** Deliveries of one page. */
const DELIVERIES_MAX = 1_000;

interface OutputOption {
  readonly output: OutputFormat;
}

/** `tracewell alerts …`: webhooks that are told of matches and findings. */
export const alertsCommand: AddCommand = (program, context) => {
  const alerts = program
    .command("alerts")
    .description("List, make, test, enable and disable alerts, and see what they sent")
    .addHelpText("after", EXAMPLES);
  addList(alerts, context);
  addAdd(alerts, context);
  addTest(alerts, context);
  addDeliveries(alerts, context);
  addSwitch(alerts, context, "enable", "From now on it tells what comes");
  addSwitch(alerts, context, "disable", "What comes meanwhile is not told later");
  addRemove(alerts, context);
};

function pathOf(id: string): string {
  return `/api/v1/alerts/${encodeURIComponent(id)}`;
}

function addList(alerts: Command, context: CommandContext): void {
  const { terminal } = context;
  alerts
    .command("list", { isDefault: true })
    .description("Alerts, by name; exits with 1 when one is given up or cannot deliver")
    .addOption(outputOption())
    .action(async ({ output }: OutputOption, command) => {
      const { items } = await clientOf(command, context).get<AlertList>("/api/v1/alerts");
      await printRows(terminal, output, items, ALERT_COLUMNS);
      if (items.length === 0) {
        terminal.note.write('There is none yet; "tracewell alerts add --help" says how.\n');
      }
      if (items.some(isInTrouble)) context.exit(EXIT.findings);
    });
}

function isInTrouble({ disabledReason, lastDelivery }: AlertAnswer): boolean {
  return disabledReason !== null || (lastDelivery?.lastError ?? null) !== null;
}

function addTest(alerts: Command, context: CommandContext): void {
  alerts
    .command("test")
    .description("Send a test to its webhook, once; exits with 1 when it is not taken")
    .argument("<id>", "as it is listed")
    .addOption(outputOption())
    .action(async (id: string, { output }: OutputOption, command) => {
      const client = clientOf(command, context);
      const delivery = await client.post<DeliveryAnswer>(`${pathOf(id)}/test`, undefined);
      await printRows(context.terminal, output, [delivery], DELIVERY_COLUMNS);
      if (delivery.status !== "delivered") context.exit(EXIT.findings);
    });
}

function addDeliveries(alerts: Command, context: CommandContext): void {
  alerts
    .command("deliveries")
    .description("What it sent and tried to send, newest first")
    .argument("<id>", "as it is listed")
    .addOption(
      new Option("--limit <count>", "how many at most")
        .argParser(wholeNumber(1, DELIVERIES_MAX))
        .default(100),
    )
    .addOption(outputOption())
    .action(async (id: string, options: OutputOption & { limit: number }, command) => {
      const { limit, output } = options;
      const path = `${pathOf(id)}/deliveries`;
      const { items } = await clientOf(command, context).get<DeliveryList>(path, { limit });
      await printRows(context.terminal, output, items, DELIVERY_COLUMNS);
      if (items.length === 0) context.terminal.note.write("It has sent nothing yet.\n");
    });
}

function addSwitch(
  alerts: Command,
  context: CommandContext,
  name: "enable" | "disable",
  description: string,
): void {
  alerts
    .command(name)
    .description(description)
    .argument("<id>", "as it is listed")
    .addOption(outputOption())
    .action(async (id: string, { output }: OutputOption, command) => {
      const client = clientOf(command, context);
      const known = await client.get<AlertAnswer>(pathOf(id));
      const change = { name: known.name, about: known.about, enabled: name === "enable" };
      const alert = await client.put<AlertAnswer>(pathOf(id), change);
      await printRows(context.terminal, output, [alert], ALERT_COLUMNS);
    });
}

function addRemove(alerts: Command, context: CommandContext): void {
  alerts
    .command("remove")
    .description("Remove it and what waits to be sent; its events stay")
    .argument("<id>", "as it is listed")
    .action(async (id: string, _options: object, command) => {
      const { name } = await clientOf(command, context).delete<AlertAnswer>(pathOf(id));
      await context.terminal.print(`The alert "${name}" is removed.\n`);
    });
}
