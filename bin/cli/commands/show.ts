import type { EventDetail } from "#query/answers/event-detail.ts";
import { readReference } from "../arguments.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { EVENT_COLUMNS } from "../event-columns.ts";
import { describeFields } from "../event-fields.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import { severalLines, type Terminal } from "../terminal.ts";
import { wrapText } from "../wrap-text.ts";

const EXAMPLES = `
Examples:
  tracewell show main:6
  tracewell show 6 --raw > record.txt         the source text alone, byte for byte
  tracewell show 6 -o json
`;

/** Narrower, a value is a column of words. */
const VALUE_WIDTH_MIN = 24;

interface ShowOptions {
  readonly raw?: true;
  readonly output: OutputFormat;
}

/** `tracewell show RECORD`: one record with everything that is known of it. */
export const showCommand: AddCommand = (program, context) => {
  program
    .command("show")
    .description("One record, whole, with its source text")
    .argument("<record>", "place in the ledger, such as main:6 or 6", readReference)
    .option("--raw", "nothing but the source text, byte for byte")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (reference: string, options: ShowOptions, command) => {
      const { terminal } = context;
      const path = `/api/v1/events/${encodeURIComponent(reference)}`;
      const event = await clientOf(command, context).get<EventDetail>(path);
      if (options.raw === true) await printSource(terminal, event);
      else if (options.output === "table") await printRecord(terminal, event);
      else if (options.output === "json") {
        await terminal.print(`${JSON.stringify(event, null, 2)}\n`);
      } else await printRows(terminal, options.output, [event], EVENT_COLUMNS);
    });
};

async function printRecord(terminal: Terminal, event: EventDetail): Promise<void> {
  const fields = describeFields(event);
  const widest = Math.max(...fields.map(([name]) => name.length));
  const hanging = " ".repeat(widest + 2);
  for (const [name, value] of fields) {
    const lines = wrapText(value, Math.max(VALUE_WIDTH_MIN, terminal.width - hanging.length));
    const label = terminal.style("dim", name.padEnd(widest));
    await terminal.print(`${label}  ${lines.join(`\n${hanging}`)}\n`);
  }
  if (event.raw !== undefined) await terminal.print(`\n${severalLines(event.raw).trimEnd()}\n`);
}

async function printSource(terminal: Terminal, event: EventDetail): Promise<void> {
  const bytes =
    event.rawBase64 === undefined
      ? Buffer.from(event.raw ?? "")
      : Buffer.from(event.rawBase64, "base64");
  if (bytes.length === 0) {
    terminal.note.write("It came as JSON; its fields are its source text (-o json).\n");
  } else {
    await terminal.print(terminal.isScreen ? severalLines(bytes.toString()) : bytes);
  }
}
