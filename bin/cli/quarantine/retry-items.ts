import { readFileSync } from "node:fs";
import { TracewellError } from "#domain/errors.ts";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { ApiClient } from "../api-client.ts";
import type { CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { openRows, type OutputFormat, type RowPrinter } from "../output.ts";
import type { Column } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { readQuarantine } from "./read-quarantine.ts";

export interface RetryOptions {
  readonly all?: true;
  readonly content?: string;
  readonly format?: string;
  readonly timezone?: string;
  readonly assumedTime?: string;
  readonly source?: string;
  readonly output: OutputFormat;
}

interface RetryResult {
  readonly itemId: string;
  readonly isResolved: boolean;
  readonly seqs: readonly number[];
  readonly why: string;
}

const RESULT_COLUMNS: readonly Column<RetryResult>[] = [
  { title: "item", value: ({ itemId }) => itemId },
  { title: "status", value: ({ isResolved }) => (isResolved ? "resolved" : "open") },
  { title: "records", value: ({ seqs }) => seqs.join(" ") },
  { title: "why", value: ({ why }) => why },
];

/** Reads items again, one after the other, and prints what became of each. */
export async function retryItems(
  client: ApiClient,
  given: readonly string[],
  options: RetryOptions,
  context: CommandContext,
): Promise<void> {
  const { all, content, format, timezone, assumedTime, source, output } = options;
  const items = all === true ? await openItems(client, source) : given;
  const body = {
    format,
    timezone,
    assumedTime,
    ...(all !== true && { source }),
    ...(content !== undefined && { contentBase64: readCorrected(content) }),
  };
  const printer = printerOf(context.terminal, output);
  for (const itemId of items) {
    const path = `/api/v1/quarantine/${itemId}/retry`;
    const answer = await client.post<IngestAnswer>(path, body);
    const isResolved = answer.quarantined === 0;
    const seqs = answer.items.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
    const why = answer.items.find(({ error }) => error !== undefined)?.error?.message ?? "";
    await printer.print([{ itemId, isResolved, seqs, why }]);
    if (!isResolved) context.exit(EXIT.findings);
  }
  await printer.end();
  if (items.length === 0) context.terminal.note.write("Nothing is open.\n");
}

/** Every one, before the first is tried: a list that shrinks while it is read would skip some. */
async function openItems(client: ApiClient, source: string | undefined): Promise<string[]> {
  const items: string[] = [];
  for await (const page of readQuarantine(client, { status: "open", source })) {
    items.push(...page.items.map(({ itemId }) => itemId));
  }
  return items.toReversed();
}

function readCorrected(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file).toString("base64");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError("invalid-parameter", `${file} cannot be read: ${why}`, { cause });
  }
}

function printerOf(terminal: Terminal, format: OutputFormat): RowPrinter<RetryResult> {
  if (format !== "table") return openRows(terminal, format, RESULT_COLUMNS);
  return {
    print: async (results) => {
      for (const { itemId, isResolved, seqs, why } of results) {
        if (isResolved) await terminal.print(`${itemId} resolved: record ${seqs.join(", ")}\n`);
        else terminal.note.write(`${itemId} stays in quarantine: ${why}\n`);
      }
    },
    end: async () => {},
  };
}
