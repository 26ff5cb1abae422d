import { Command, CommanderError, Option } from "commander";
import { TracewellError } from "#domain/errors.ts";
import { ApiProblem } from "./api-client.ts";
import { ingestCommand } from "./commands/ingest.ts";
import { quarantineCommand } from "./commands/quarantine.ts";
import { rebuildCommand } from "./commands/rebuild.ts";
import { resolveCommand } from "./commands/resolve.ts";
import { searchCommand } from "./commands/search.ts";
import { serveCommand } from "./commands/serve.ts";
import { signInCommand } from "./commands/sign-in.ts";
import { sourcesCommand } from "./commands/sources.ts";
import { VERSION } from "#bin/service/version.ts";
import { tailCommand } from "./commands/tail.ts";
import { traceCommand } from "./commands/trace.ts";
import { verifyCommand } from "./commands/verify.ts";
import type { CommandContext } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { createTerminal } from "./output.ts";

/** Errors that say the caller asked wrongly, not that something failed. */
const USAGE_CODES = new Set([
  "invalid-config",
  "invalid-parameter",
  "invalid-query",
  "unknown-format",
]);

/** Runs one command line; never throws. The answer is the exit code. */
export async function runCommand(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.clean;
  const interrupted = new AbortController();
  process.once("SIGINT", () => interrupted.abort());
  process.once("SIGTERM", () => interrupted.abort());
  // A closed pipe (`… | head`) ends the command quietly.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? EXIT.clean : EXIT.failed);
  });
  const context: CommandContext = {
    terminal: createTerminal({ out: process.stdout, note: process.stderr }, process.env),
    environment: process.env,
    nowMs: Date.now,
    signal: interrupted.signal,
    exit: (code) => {
      exitCode = code;
    },
  };
  const program = new Command("tracewell")
    .description(
      "One ID, the whole story: an audit and trace service for shops that sell digital goods",
    )
    .version(VERSION)
    .showHelpAfterError("Run with --help to see what there is.")
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) })
    .addOption(new Option("--url <url>", "address of the service").env("TRACEWELL_URL"))
    .addOption(
      new Option("--token <token>", "access token; by default the one in the data directory").env(
        "TRACEWELL_ADMIN_TOKEN",
      ),
    )
    .addOption(new Option("--data-dir <directory>", "data directory").env("TRACEWELL_DATA_DIR"))
    .addOption(
      new Option("--config <file>", "configuration file, by default tracewell.config.json"),
    );
  for (const add of [
    serveCommand,
    ingestCommand,
    searchCommand,
    traceCommand,
    resolveCommand,
    tailCommand,
    verifyCommand,
    rebuildCommand,
    quarantineCommand,
    sourcesCommand,
    signInCommand,
  ]) {
    add(program, context);
  }
  try {
    await program.parseAsync(["node", "tracewell", ...argv]);
    return exitCode;
  } catch (error) {
    return explainFailure(error, context);
  }
}

function explainFailure(error: unknown, context: CommandContext): ExitCode {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  }
  if (context.signal.aborted) return EXIT.clean;
  const message = error instanceof Error ? error.message : String(error);
  context.terminal.note.write(`tracewell: ${message}\n`);
  const code =
    error instanceof ApiProblem || error instanceof TracewellError ? error.code : "internal";
  if (USAGE_CODES.has(code)) return EXIT.usage;
  if (code === "ledger-corrupt") return EXIT.findings;
  if (code === "internal" && error instanceof Error && context.environment.TRACEWELL_DEBUG) {
    context.terminal.note.write(`${error.stack ?? ""}\n`);
  }
  return EXIT.failed;
}
