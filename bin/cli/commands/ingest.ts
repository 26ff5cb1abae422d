import { basename } from "node:path";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { createProgress } from "../progress.ts";
import { openInput, STANDARD_INPUT } from "../ingest/input.ts";
import { sendInput, type SendTotals } from "../ingest/send-input.ts";
import type { ApiClient } from "../api-client.ts";

interface IngestOptions {
  readonly source?: string;
  readonly format: string;
  readonly timezone?: string;
}

/** `tracewell ingest FILE…` and `tracewell ingest -`. */
export const ingestCommand: AddCommand = (program, context) => {
  program
    .command("ingest")
    .description("Send files (also .gz and .zst) or standard input (-) to the ledger")
    .argument("<file...>", "files, or - for standard input")
    .option("--source <name>", "name of the source; by default the file's name without endings")
    .option("--format <name>", "format, or auto to detect it", "auto")
    .option("--timezone <zone>", "IANA zone of times that carry none, such as Europe/Prague")
    .action(async (files: string[], options: IngestOptions, command) => {
      const client = clientOf(command, context);
      for (const file of files) {
        const totals = await ingestOne(client, context, file, options);
        if (totals.quarantined > 0) context.exit(EXIT.findings);
      }
    });
};

async function ingestOne(
  client: ApiClient,
  context: CommandContext,
  file: string,
  options: IngestOptions,
): Promise<SendTotals> {
  const input = await openInput(file);
  const progress = createProgress(
    context.terminal,
    file === STANDARD_INPUT ? "stdin" : file,
    "bytes",
    context.nowMs,
  );
  const totals = await sendInput(client, input, {
    source: options.source ?? sourceNameOf(file),
    format: options.format,
    signal: context.signal,
    ...(options.timezone !== undefined && { timezone: options.timezone }),
    onProgress: (bytesRead) => progress.update(bytesRead, input.bytesTotal),
    onAnswer: (answer) => reportQuarantined(context, file, answer),
  });
  progress.end();
  context.terminal.out.write(
    `${file === STANDARD_INPUT ? "standard input" : file}: ${totals.accepted} accepted, ${totals.duplicate} already there, ${totals.quarantined} quarantined\n`,
  );
  return totals;
}

/** The server's rule for names is stricter than the file system's. */
export function sourceNameOf(file: string): string {
  if (file === STANDARD_INPUT) return "stdin";
  const stem = basename(file)
    .replace(/\.(gz|zst)$/i, "")
    .replace(/\.[^.]+$/, "");
  const name = stem
    .replaceAll(/[^A-Za-z0-9._-]/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 128);
  return name === "" ? "file" : name;
}

function reportQuarantined(context: CommandContext, file: string, answer: IngestAnswer): void {
  for (const { status, id, error } of answer.items) {
    if (status !== "quarantined") continue;
    const line = error?.position?.line;
    const place = typeof line === "number" ? `:${line}` : "";
    context.terminal.note.write(
      `${file}${place}: quarantined as ${id ?? "?"}: ${error?.message ?? ""}\n`,
    );
  }
}
