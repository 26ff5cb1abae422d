import type { Command } from "commander";
import { readFileSync } from "node:fs";
import { absoluteGlob } from "#bin/absolute-glob.ts";
import { TracewellError } from "#domain/errors.ts";
import type { SourceStatus } from "#query/answers/source-answers.ts";
import { clientOf, type CommandContext } from "../context.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import { SOURCE_COLUMNS } from "./source-columns.ts";

interface SetOptions {
  readonly format: string;
  readonly timezone?: string;
  readonly transactionIdPattern?: string;
  readonly protectRaw?: true;
  readonly mapping?: string;
  readonly files?: string[];
  readonly exclude?: string[];
  readonly store?: string[];
  readonly output: OutputFormat;
}

/** `tracewell sources set NAME`. */
export function addSet(sources: Command, context: CommandContext): void {
  sources
    .command("set")
    .description("Register a source, or replace its settings whole")
    .argument("<name>", "name of the source")
    .requiredOption("--format <name>", "how its text is read; docs/formats.md lists the formats")
    .option("--timezone <zone>", "IANA zone of times that carry none; UTC without it")
    .option("--transaction-id-pattern <regex>", "a whole transaction ID; 16 of A–Z, 0–9 without it")
    .option("--protect-raw", "its text carries personal data: it is written as ciphertext")
    .option(
      "--mapping <file>",
      "JSON file, or name of a shipped mapping: how records become events",
    )
    .option("--files <glob...>", "files to follow, in directories that the service allows")
    .option("--exclude <glob...>", "files of these to leave out")
    .option("--store <name...>", "stores it reports for")
    .addOption(outputOption())
    .action(async (name: string, options: SetOptions, command) => {
      const path = `/api/v1/sources/${encodeURIComponent(name)}`;
      const body = settingsOf(options);
      const source = await clientOf(command, context).put<SourceStatus>(path, body);
      await printRows(context.terminal, options.output, [source], SOURCE_COLUMNS);
    });
}

function settingsOf(options: SetOptions): object {
  const { mapping, files, exclude, store, output: _, ...settings } = options;
  if (files === undefined && exclude !== undefined) {
    throw new TracewellError("invalid-parameter", "--exclude leaves files out of --files.");
  }
  return {
    ...settings,
    ...(mapping !== undefined && { mapping: readMapping(mapping) }),
    ...(files !== undefined && {
      files: {
        paths: files.map(here),
        ...(exclude !== undefined && { exclude: exclude.map(here) }),
      },
    }),
    ...(store !== undefined && { stores: store }),
  };
}

function here(glob: string): string {
  return absoluteGlob(glob, process.cwd());
}

/** What stands in the file, or the name of a mapping that is shipped; the service checks it. */
function readMapping(given: string): unknown {
  if (!/[/\\.]/.test(given)) return given;
  try {
    return JSON.parse(readFileSync(given, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError("invalid-parameter", `The mapping ${given} cannot be read: ${why}`, {
      cause,
    });
  }
}
