import { Command, CommanderError, Option } from "commander";
import { TracewellError } from "#domain/errors.ts";
import { VERSION } from "#bin/service/version.ts";
import { ApiProblem } from "./api-client.ts";
import { readServiceUrl } from "./arguments.ts";
import { alertsCommand } from "./commands/alerts.ts";
import { compareCommand } from "./commands/compare.ts";
import { contextCommand } from "./commands/context.ts";
import { countCommand } from "./commands/count.ts";
import { gapsCommand } from "./commands/gaps.ts";
import { findingsCommand } from "./commands/findings.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { ingestCommand } from "./commands/ingest.ts";
import { objectCommands } from "./commands/object.ts";
import { objectsCommand } from "./commands/objects.ts";
import { quarantineCommand } from "./commands/quarantine.ts";
import { rebuildCommand } from "./commands/rebuild.ts";
import { reconcileCommand } from "./commands/reconcile.ts";
import { replaysCommand } from "./commands/replays.ts";
import { resolveCommand } from "./commands/resolve.ts";
import { retentionCommand } from "./commands/retention.ts";
import { searchCommand } from "./commands/search.ts";
import { searchesCommand } from "./commands/searches.ts";
import { serveCommand } from "./commands/serve.ts";
import { showCommand } from "./commands/show.ts";
import { shopCommand } from "./commands/shop.ts";
import { signInCommand } from "./commands/sign-in.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { sourcesCommand } from "./commands/sources.ts";
import { statusCommand } from "./commands/status.ts";
import { tailCommand } from "./commands/tail.ts";
import { traceCommand } from "./commands/trace.ts";
import { verifyCommand } from "./commands/verify.ts";
import type { CommandContext } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { untilInterrupted } from "./interruption.ts";
import { createTerminal } from "./terminal.ts";

/** Errors that say the caller asked wrongly, not that something failed. */
const USAGE_CODES = new Set([
  "invalid-config",
  "invalid-parameter",
  "invalid-query",
  "unknown-format",
]);

/** Errors that are the answer: what was asked for is not there, or is damaged. */
const FINDING_CODES = new Set(["not-found", "ledger-corrupt"]);

const EXIT_HELP = `
Exit codes:
  0  done, nothing to look at
  1  done, and there is something to look at: no record, quarantined input, damage
  2  called wrongly
  3  could not be done: the service is away, refused or failed; or interrupted
`;

/** Runs one command line; never throws. The answer is the exit code. */
export async function runCommand(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.clean;
  // A closed pipe (`… | head`) ends the command quietly.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? exitCode : EXIT.failed);
  });
  const context: CommandContext = {
    terminal: createTerminal({ out: process.stdout, note: process.stderr }, process.env),
    environment: process.env,
    nowMs: Date.now,
    signal: untilInterrupted(Date.now),
    exit: (code) => {
      exitCode = code;
    },
  };
  const program = createProgram();
  for (const add of COMMANDS) add(program, context);
  try {
    await program.parseAsync(["node", "tracewell", ...argv]);
    return exitCode;
  } catch (error) {
    return explainFailure(error, context);
  }
}

/** In the order of the help: first what everybody uses, last what an operator does. */
const COMMANDS = [
  traceCommand,
  objectCommands,
  compareCommand,
  searchCommand,
  countCommand,
  showCommand,
  contextCommand,
  resolveCommand,
  objectsCommand,
  gapsCommand,
  replaysCommand,
  reconcileCommand,
  tailCommand,
  exportCommand,
  findingsCommand,
  searchesCommand,
  alertsCommand,
  ingestCommand,
  importCommand,
  quarantineCommand,
  sourcesCommand,
  serveCommand,
  statusCommand,
  signInCommand,
  verifyCommand,
  rebuildCommand,
  retentionCommand,
  shopCommand,
  simulateCommand,
];

function createProgram(): Command {
  return new Command("tracewell")
    .description(
      "One ID, the whole story: an audit and trace service for shops that sell digital goods",
    )
    .version(VERSION)
    .showHelpAfterError('("tracewell COMMAND --help" shows usage and examples)')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeErr: (text) => process.stderr.write(text),
      outputError: (text, write) => write(`${text}${hintOf(text)}`),
    })
    .addOption(
      new Option(
        "--url <url>",
        "address of the service; by default of the one that runs on the data directory",
      )
        .env("TRACEWELL_URL")
        .argParser(readServiceUrl),
    )
    .addOption(
      new Option("--token <token>", "access token; by default the one in the data directory"),
    )
    .addOption(new Option("--data-dir <directory>", "data directory (env: TRACEWELL_DATA_DIR)"))
    .addOption(
      new Option("--config <file>", "configuration file, by default tracewell.config.json").env(
        "TRACEWELL_CONFIG",
      ),
    )
    .addHelpText("after", EXIT_HELP);
}

/** `search -type:x` is read as an option. */
function hintOf(error: string): string {
  const query = /unknown option '(-[A-Za-z][\w.]*:.*)'/.exec(error)?.[1];
  return query === undefined
    ? ""
    : `A query that begins with a dash goes after two: tracewell search -- '${query}'\n`;
}

/** The service names the address that finds misread IDs; at a command line it is a command. */
function asCommand(message: string): string {
  return message.replace(
    /\/api\/v1\/resolve\?id=(\S+)/,
    (_address, id: string) => `"tracewell resolve ${decodeURIComponent(id)}"`,
  );
}

function explainFailure(error: unknown, context: CommandContext): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  }
  const { note } = context.terminal;
  if (context.signal.aborted) {
    note.write("tracewell: interrupted before the end.\n");
    return EXIT.failed;
  }
  const message = error instanceof Error ? error.message : String(error);
  note.write(`tracewell: ${asCommand(message)}\n`);
  const code =
    error instanceof ApiProblem || error instanceof TracewellError ? error.code : "internal";
  if (USAGE_CODES.has(code)) return EXIT.usage;
  if (FINDING_CODES.has(code)) return EXIT.findings;
  if (context.environment.TRACEWELL_DEBUG !== undefined && error instanceof Error) {
    note.write(`${error.stack ?? ""}\n`);
  }
  return EXIT.failed;
}
