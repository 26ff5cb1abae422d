import { Option } from "commander";
import { setTimeout as delay } from "node:timers/promises";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { TailGap } from "#query/answers/tail-messages.ts";
import { ApiProblem, ServiceAway, type ApiClient } from "../api-client.ts";
import { wholeNumber } from "../arguments.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { describeEvent, EVENT_COLUMNS } from "../event-columns.ts";
import { openRows, outputOption, type OutputFormat, type RowPrinter } from "../output.ts";
import { openTail } from "../tail/open-tail.ts";
import { oneLine, type Terminal } from "../terminal.ts";
import { displayWidth, wrapText } from "../wrap-text.ts";
import { explainQueryError } from "./search.ts";

/** Wait before the stream is opened again, growing up to the largest. */
const RECONNECT_MS_MIN = 500;
const RECONNECT_MS_MAX = 10_000;

/** Most types and all transaction IDs fit; longer ones push their line to the right. */
const TYPE_WIDTH = 24;
const TRANSACTION_WIDTH = 16;

const FOLD_INDENT = "    ";

const EXAMPLES = `
Examples:
  tracewell tail
  tracewell tail type:payment.declined 'amount:>=100000'      either of them
  tracewell tail --since now-1h                               first the last hour
  tracewell tail --since main:41 -o ndjson | jq .message
  tracewell tail --count 1 type:order.placed                  wait for one

It ends with Ctrl-C. When the service is away it waits, and goes on after the last record shown.
`;

interface TailOptions {
  readonly since: string;
  readonly count?: number;
  readonly output: OutputFormat;
}

/** `tracewell tail [QUERY…]`: new records as they come; resumes without a hole. */
export const tailCommand: AddCommand = (program, context) => {
  program
    .command("tail")
    .description("Follow new records as they come; resumes by itself, without a hole")
    .argument("[query...]", "only records that match any of these queries")
    .option("--since <place>", "where to begin: now, a time, or a record such as main:41", "now")
    .addOption(new Option("--count <count>", "end after so many records").argParser(wholeNumber(1)))
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (queries: string[], options: TailOptions, command) => {
      const client = clientOf(command, context);
      const printer = printerOf(context.terminal, options.output);
      try {
        await follow(client, queries, options, printer, context);
      } catch (error) {
        if (queries.length === 1) explainQueryError(error, queries[0] ?? "", context.terminal);
        throw error;
      }
      await printer.end();
    });
};

/** Follows until the count is reached or the command is interrupted: both are good ends. */
async function follow(
  client: ApiClient,
  queries: readonly string[],
  { since, count = Number.POSITIVE_INFINITY }: TailOptions,
  printer: RowPrinter<EventAnswer>,
  { terminal, signal }: CommandContext,
): Promise<void> {
  let resumeAfter: string | null = null;
  let waitMs = RECONNECT_MS_MIN;
  let left = count;
  while (!signal.aborted) {
    let why = "";
    try {
      for await (const line of openTail(client, { queries, since, resumeAfter }, signal)) {
        waitMs = RECONNECT_MS_MIN;
        resumeAfter = line.id ?? resumeAfter;
        why = line.problem?.detail ?? line.problem?.title ?? why;
        if (line.gap !== undefined) sayGap(terminal, line.gap);
        if (line.event === undefined) continue;
        await printer.print([line.event]);
        left -= 1;
        if (left === 0) return;
      }
    } catch (error) {
      if (signal.aborted) return;
      // Somebody who was never answered has the wrong address, or asks wrongly.
      if (resumeAfter === null || !mayPass(error)) throw error;
    }
    terminal.note.write(
      `The stream broke off${why === "" ? "" : `: ${why}`}; it goes on without a hole.\n`,
    );
    await pause(waitMs, signal);
    waitMs = Math.min(RECONNECT_MS_MAX, waitMs * 2);
  }
}

/** Refusals stay refusals; a restart, an overload or a broken connection passes. */
function mayPass(error: unknown): boolean {
  if (error instanceof ApiProblem) return error.isPassing || error.status >= 500;
  // fetch rejects the body of a broken connection with a TypeError.
  return error instanceof ServiceAway || error instanceof TypeError;
}

function sayGap(terminal: Terminal, { dropped, from, to }: TailGap): void {
  terminal.note.write(
    `gap: ${dropped} records were skipped, ${from} to ${to}; find them with search\n`,
  );
}

/** A table cannot be aligned before its rows are known: lines with columns of usual width. */
function printerOf(terminal: Terminal, format: OutputFormat): RowPrinter<EventAnswer> {
  if (format !== "table") return openRows(terminal, format, EVENT_COLUMNS);
  return {
    print: async (events) => {
      for (const event of events) await terminal.print(`${eventLine(terminal, event)}\n`);
    },
    end: async () => {},
  };
}

/** One line; a message that does not fit stands under it. */
function eventLine(terminal: Terminal, event: EventAnswer): string {
  const message = oneLine(describeEvent(event));
  const before = [event.time, event.type.padEnd(TYPE_WIDTH), transactionOf(event)];
  const isLong = displayWidth([...before, message, event.reference].join("  ")) > terminal.width;
  const [time = "", type = "", transaction = ""] = before;
  const line = [
    time,
    terminal.style("cyan", type),
    transaction,
    ...(isLong ? [] : [message]),
    terminal.style("dim", event.reference),
  ].join("  ");
  if (!isLong) return line;
  const folded = wrapText(message, terminal.width - FOLD_INDENT.length);
  return [line, ...folded.map((part) => FOLD_INDENT + part)].join("\n");
}

function transactionOf({ transactionId = "–" }: EventAnswer): string {
  return transactionId.padEnd(TRANSACTION_WIDTH);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
