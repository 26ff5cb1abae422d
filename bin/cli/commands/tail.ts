import { Option } from "commander";
import split2 from "split2";
import { Readable } from "node:stream";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import { ApiProblem, type ApiClient } from "../api-client.ts";
import { clientOf, type AddCommand } from "../context.ts";
import { describeEvent } from "../event-columns.ts";
import { oneLine, type Terminal } from "../output.ts";
import { explainQueryError } from "./search.ts";

/** Wait before the stream is opened again, growing up to the largest. */
const RECONNECT_MS_MIN = 500;
const RECONNECT_MS_MAX = 10_000;

/** One line of the NDJSON stream: an event, a heartbeat, or a gap. */
type TailLine =
  | { readonly event: EventAnswer; readonly queries: readonly number[] }
  | { readonly heartbeat: unknown }
  | { readonly gap: { readonly dropped: number; readonly from: string; readonly to: string } };

interface TailOptions {
  readonly since: string;
  readonly output: "table" | "ndjson";
}

/** `tracewell tail [QUERY…]`: new records as they come; resumes without a hole. */
export const tailCommand: AddCommand = (program, context) => {
  program
    .command("tail")
    .description("Follow new records as they come; resumes by itself, without a hole")
    .argument("[query...]", "only records that match any of these queries")
    .option("--since <place>", "where to begin: now, a time, or a record such as main:41", "now")
    .addOption(new Option("-o, --output <format>").choices(["table", "ndjson"]).default("table"))
    .action(async (queries: string[], options: TailOptions, command) => {
      const client = clientOf(command, context);
      try {
        await follow(client, queries, options, context.terminal, context.signal);
      } catch (error) {
        explainQueryError(error, queries[0] ?? "", context.terminal);
        throw error;
      }
    });
};

async function follow(
  client: ApiClient,
  queries: readonly string[],
  options: TailOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  let since = options.since;
  let waitMs = RECONNECT_MS_MIN;
  while (!signal.aborted) {
    try {
      for await (const line of openTail(client, queries, since, signal)) {
        waitMs = RECONNECT_MS_MIN;
        if ("event" in line) {
          since = line.event.reference;
          await printEvent(terminal, options.output, line.event);
        } else if ("gap" in line) {
          const { dropped, from, to } = line.gap;
          terminal.note.write(`gap: ${dropped} records not shown, ${from} to ${to}\n`);
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && error.status < 500 && error.status !== 429) throw error;
      terminal.note.write(`The stream broke off; it goes on after ${since} in ${waitMs} ms.\n`);
    }
    await pause(waitMs, signal);
    waitMs = Math.min(RECONNECT_MS_MAX, waitMs * 2);
  }
}

async function* openTail(
  client: ApiClient,
  queries: readonly string[],
  since: string,
  signal: AbortSignal,
): AsyncGenerator<TailLine> {
  const parameters = new URLSearchParams({ since });
  for (const query of queries) parameters.append("q", query);
  const response = await client.request(`/api/v1/tail?${parameters}`, {
    headers: { accept: "application/x-ndjson" },
    signal,
  });
  if (response.body === null) return;
  const lines = Readable.from(response.body).pipe(split2());
  for await (const line of lines) {
    if (line !== "") yield JSON.parse(line) as TailLine;
  }
}

function printEvent(
  terminal: Terminal,
  format: TailOptions["output"],
  event: EventAnswer,
): Promise<void> | undefined {
  const line =
    format === "ndjson"
      ? JSON.stringify(event)
      : [
          event.time,
          terminal.style("cyan", event.type),
          event.transactionId ?? "–",
          oneLine(describeEvent(event)),
          terminal.style("dim", event.reference),
        ].join("  ");
  if (terminal.out.write(`${line}\n`)) return undefined;
  return new Promise((resolve) => terminal.out.once("drain", () => resolve()));
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
