import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { TracewellError } from "#domain/errors.ts";
import { SEVERITIES } from "#domain/lifecycles/finding.ts";
import type { CreatedAlert } from "#query/answers/alert-answers.ts";
import { clientOf, type CommandContext } from "../context.ts";
import { STANDARD_INPUT } from "../ingest/input.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import { ALERT_COLUMNS } from "./alert-columns.ts";

interface AddOptions {
  readonly webhook: string;
  readonly search?: string;
  readonly finding?: string;
  readonly severity?: string;
  readonly output: OutputFormat;
}

const STANDARD_INPUT_FILE = 0;

/** `tracewell alerts add NAME`. */
export function addAdd(alerts: Command, context: CommandContext): void {
  const { terminal } = context;
  alerts
    .command("add")
    .description("Make an alert; prints the secret that its messages are signed with, this once")
    .argument("<name>", "for people")
    .requiredOption(
      "--webhook <file>",
      "file with the webhook's address, - for standard input: it is as good as a password",
    )
    .option("--search <id>", "about a saved search, by its ID")
    .option("--finding <rule>", "about findings: a rule, or the first part of some, or all")
    .addOption(
      new Option("--severity <severity>", "only findings of it and above").choices(SEVERITIES),
    )
    .addOption(outputOption())
    .action(async (name: string, options: AddOptions, command: Command) => {
      if ((options.search === undefined) === (options.finding === undefined)) {
        command.error("error: say --search or --finding");
      }
      const created = await clientOf(command, context).post<CreatedAlert>("/api/v1/alerts", {
        name,
        about: subjectOf(options),
        url: readAddress(options.webhook),
      });
      await printRows(terminal, options.output, [created], ALERT_COLUMNS);
      if (options.output !== "table" || created.secret === undefined) return;
      await terminal.print(`secret: ${created.secret}\n`);
      terminal.note.write("The secret is not shown again; the receiver needs it.\n");
    });
}

function subjectOf({ search, finding, severity }: AddOptions): object {
  if (search !== undefined) return { kind: "search", searchId: search };
  return {
    kind: "finding",
    ...(finding !== undefined && finding !== "all" && { rule: finding }),
    ...(severity !== undefined && { severityMin: severity }),
  };
}

function readAddress(file: string): string {
  try {
    return readFileSync(file === STANDARD_INPUT ? STANDARD_INPUT_FILE : file, "utf8").trim();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TracewellError("invalid-parameter", `${file} cannot be read: ${why}`, { cause });
  }
}
