import { basename } from "node:path";
import type { ApiClient } from "../api-client.ts";
import { clientOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import {
  describeResult,
  describeUnread,
  IngestReport,
  RESULT_COLUMNS,
  type IngestResult,
} from "../ingest/ingest-report.ts";
import { checkInputs, InputDamaged, openInput, STANDARD_INPUT } from "../ingest/input.ts";
import { sendInput } from "../ingest/send-input.ts";
import { openRows, outputOption, type OutputFormat, type RowPrinter } from "../output.ts";
import { withProgress } from "../progress.ts";
import { oneLine, type Terminal } from "../terminal.ts";

const EXAMPLES = `
Examples:
  tracewell ingest moodle-trace.txt --timezone Europe/Paris
  tracewell ingest logs/*.ndjson.gz --source shop
  tail -F /var/log/shop.log | tracewell ingest - --source shop
  tracewell ingest old.log --format text --timezone Europe/Prague
  tracewell ingest notes.txt --format text --assumed-time 2026-01-31T09:05:00Z

Formats: events, ndjson (pino lines and any JSON), moodle-trace, csv, text and others (docs/formats.md);
auto detects. Rows of tables become events by "tracewell import". A file that is sent again, also when it
has grown, adds only what is new. A last record that may still be being written is left for the next time,
or read with --final. What cannot be read is kept in quarantine. The exit code is 1 when something was left
or quarantined. Ctrl-C ends standard input; a file stays where it was, and the same command goes on.
`;

interface IngestOptions {
  readonly source?: string;
  readonly format: string;
  readonly timezone?: string;
  readonly assumedTime?: string;
  readonly final?: true;
  readonly output: OutputFormat;
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
    .option("--assumed-time <time>", "time of text that carries none, such as 2026-01-31T09:05:00Z")
    .option("--final", "the files are complete: also read a last record that looks unfinished")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], options: IngestOptions, command) => {
      checkInputs(files);
      await ingestFiles(clientOf(command, context), files, context, options);
    });
};

/** Sends files and prints what became of each; says by the exit code when something is to be looked at. */
export async function ingestFiles(
  client: ApiClient,
  files: readonly string[],
  context: CommandContext,
  options: IngestOptions,
): Promise<void> {
  const { terminal } = context;
  const printer = printerOf(terminal, options.output);
  let quarantined = 0;
  let isDamaged = false;
  let isUnread = false;
  for (const file of files) {
    const { result, damage } = await ingestOne(client, context, file, options);
    await printer.print([result]);
    quarantined += result.quarantined;
    if (result.unreadBytes > 0) {
      isUnread = true;
      terminal.note.write(`${result.input}: ${describeUnread(result.unreadBytes)}\n`);
    }
    if (damage === null) continue;
    isDamaged = true;
    terminal.note.write(`${result.input}: ${damage}\n`);
  }
  await printer.end();
  if (quarantined > 0) {
    terminal.note.write("What lies in quarantine, and why: tracewell quarantine\n");
  }
  if (quarantined > 0 || isUnread) context.exit(EXIT.findings);
  if (isDamaged) context.exit(EXIT.failed);
}

function printerOf(terminal: Terminal, format: OutputFormat): RowPrinter<IngestResult> {
  if (format !== "table") return openRows(terminal, format, RESULT_COLUMNS);
  return {
    print: (results) => terminal.print(results.map((one) => `${describeResult(one)}\n`).join("")),
    end: async () => {},
  };
}

/** Sends one input; `damage` says why it could not be read to its end. */
async function ingestOne(
  client: ApiClient,
  { terminal, nowMs, signal }: CommandContext,
  file: string,
  options: IngestOptions,
): Promise<{ result: IngestResult; damage: string | null }> {
  const label = file === STANDARD_INPUT ? "standard input" : file;
  const source = options.source ?? sourceNameOf(file);
  const startedMs = nowMs();
  const report = new IngestReport(label);
  const input = openInput(file);
  let damage: string | null = null;
  let unreadBytes = 0;
  try {
    unreadBytes = await withProgress(terminal, label, "bytes", nowMs, (progress) =>
      sendInput(client, input, {
        source,
        format: options.format,
        nowMs,
        signal,
        isFinal: options.final === true,
        ...(options.timezone !== undefined && { timezone: options.timezone }),
        ...(options.assumedTime !== undefined && { assumedTime: options.assumedTime }),
        onProgress: (bytesRead) => progress.update(bytesRead, input.bytesTotal),
        onAnswer: (answer) => {
          for (const line of report.add(answer)) progress.note(oneLine(line));
        },
        onWait: (why) => progress.note(why),
      }),
    );
  } catch (error) {
    if (!(error instanceof InputDamaged)) {
      if (report.taken > 0) terminal.note.write(`${label}: ${describeBroken(report.taken)}\n`);
      throw error;
    }
    damage = error.message;
  } finally {
    input.close();
  }
  return { result: report.result(source, nowMs() - startedMs, unreadBytes), damage };
}

function describeBroken(taken: number): string {
  return `${taken} records are in the ledger. The same command again goes on where this one ended.`;
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
