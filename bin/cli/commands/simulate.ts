import { resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { TracewellError } from "#domain/errors.ts";
import { ShopError } from "#shop/errors.ts";
import { type FaultRates, parseFaultRates } from "#shop/simulation/fault-rates.ts";
import type { SimulationSummary } from "#shop/simulation/simulation-summary.ts";
import { wholeNumber } from "../arguments.ts";
import type { AddCommand, CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { readFaults } from "../shop/read-faults.ts";
import { formatCount, withProgress } from "../progress.ts";

/** Each leaves some hundred kilobytes in memory: two gigabytes. */
const CUSTOMERS_MAX = 20_000;

/** Ten years: licenses end and are renewed several times. */
const DAYS_MAX = 3_660;

/** A Monday. */
const START_DEFAULT = "2026-01-05";

const EXAMPLES = `
Examples:
  tracewell simulate --customers 300 --days 30 --out trade
  tracewell simulate --customers 2000 --seed 7 --faults all --out trade
  tracewell simulate --faults mail.lost=0.1,gateway.answer-lost=0.05 --out trade --force

The directory then holds events.ndjson (format events), moodle-trace-STORE.txt of each store (format
moodle-trace, in the store's zone), answer-key.ndjson (what really happened, see docs/simulation.md) and
summary.json. The same options give the same bytes. Names of faults: docs/simulation.md.
`;

interface SimulateOptions {
  readonly customers: number;
  readonly seed: number;
  readonly days: number;
  readonly faults: FaultRates;
  readonly start: number;
  readonly out: string;
  readonly force?: true;
  readonly json?: true;
}

/** `tracewell simulate`: months of trade in the reference shop, in seconds, with the truth beside the log. */
export const simulateCommand: AddCommand = (program, context) => {
  program
    .command("simulate")
    .description("Simulate customers of the reference shop: their events, and what really happened")
    .requiredOption("--out <directory>", "where the files go; made when missing")
    .option("--customers <count>", "people who come", wholeNumber(0, CUSTOMERS_MAX), 100)
    .option("--seed <number>", "another seed, other customers", wholeNumber(0), 1)
    .option("--days <count>", "days on which they come", wholeNumber(1, DAYS_MAX), 30)
    .addOption(
      new Option("--faults <faults>", "none, all, or NAME=RATE,… with rates from 0 to 1")
        .argParser(readFaults)
        .default(parseFaultRates("none"), "none"),
    )
    .addOption(
      new Option("--start <date>", "the first day (UTC)")
        .argParser(readDate)
        .default(readDate(START_DEFAULT), START_DEFAULT),
    )
    .option("--force", "replace an earlier simulation in the directory")
    .option("--json", "print the summary as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: SimulateOptions) => runSimulation(options, context));
};

async function runSimulation(options: SimulateOptions, context: CommandContext): Promise<void> {
  const { terminal, nowMs, signal } = context;
  // Loaded when needed: the other commands start faster without it.
  const { simulate } = await import("#shop/simulation/simulate.ts");
  const startedMs = nowMs();
  const summary = await withProgress(terminal, "simulation", "days", nowMs, (progress) =>
    simulate({
      customers: options.customers,
      seed: options.seed,
      days: options.days,
      rates: options.faults,
      startMs: options.start,
      directory: resolve(options.out),
      replace: options.force === true,
      isStopped: () => signal.aborted,
      onProgress: (done, total) => progress.update(done, total),
    }),
  ).catch((error: unknown) => {
    throw asUsageError(error);
  });
  const seconds = Math.max(0.001, (nowMs() - startedMs) / 1000);
  await terminal.print(
    options.json === true
      ? `${JSON.stringify(summary, null, 2)}\n`
      : describeSummary(summary, options.out),
  );
  terminal.note.write(`${describeSpeed(summary, seconds)}\n`);
  if (!summary.stopped) return;
  terminal.note.write(`Stopped at ${summary.to}; the files tell everything until then.\n`);
  context.exit(EXIT.failed);
}

function describeSummary(summary: SimulationSummary, directory: string): string {
  const rows = [
    ["time", `${summary.from} to ${summary.to}`],
    ["customers", formatCount(summary.arrived)],
    ["orders", describeCounts(summary.orders)],
    ["numbers", describeCounts(summary.numbers)],
    ["licenses", formatCount(summary.licenses)],
    ["gift cards", formatCount(summary.giftCards)],
    ["replays", describeCounts(summary.replays)],
    ["faults", describeCounts(summary.faults)],
    ["events", `${formatCount(summary.events.written)} lines`],
    ["files", resolve(directory)],
  ];
  return rows.map(([name = "", value = ""]) => `${name.padEnd(11)}${value}\n`).join("");
}

function describeCounts(counts: Readonly<Record<string, number>>): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return "none";
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${formatCount(count)}`);
  return `${formatCount(total)} (${parts.join(", ")})`;
}

function describeSpeed({ orders, events }: SimulationSummary, seconds: number): string {
  const placed = Object.values(orders).reduce((sum, count) => sum + count, 0);
  const perSecond = (count: number): string => `${formatCount(count / seconds)}/s`;
  return `${seconds.toFixed(1)} s: orders ${perSecond(placed)}, events ${perSecond(events.sent)}`;
}

/** What the shop says is wrong about the request, in the words of the command line. */
function asUsageError(error: unknown): unknown {
  if (!(error instanceof ShopError) || error.code !== "invalid-request") return error;
  return new TracewellError("invalid-parameter", error.message, { cause: error });
}

/** Midnight UTC of a date, in milliseconds. */
function readDate(text: string): number {
  const timeMs = Date.parse(`${text}T00:00:00.000Z`);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(timeMs);
  if (isDate && new Date(timeMs).toISOString().startsWith(text)) return timeMs;
  throw new InvalidArgumentError("Write a date such as 2026-01-05.");
}
