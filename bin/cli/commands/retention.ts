import { userInfo } from "node:os";
import { Option } from "commander";
import { TracewellError } from "#domain/errors.ts";
import { parseTimeParameter } from "#domain/identifiers/time-parameter.ts";
import type { RemovedSegment } from "#storage/ledger/retention-note.ts";
import { wholeNumber } from "../arguments.ts";
import { configOf, type AddCommand, type CommandContext } from "../context.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import { formatBytes } from "../progress.ts";
import { requireLedgers } from "../require-ledgers.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Nothing is ever removed by itself. What goes are whole closed files of the ledger, oldest first, whose every
record was recorded before the given time, and their share of the index; the file being written stays. What
was removed stands in retention.json beside the ledger, and answers say that records before it are missing.
An event that is sent again after its record was removed is taken as a new one.

Without --yes nothing is changed. With it the service must be stopped.

Examples:
  tracewell retention --days 400
  tracewell retention --before 2025-01-01 --yes
`;

const DAY_MS = 86_400_000;

/** More than any record is old. */
const DAYS_MAX = 36_500;

interface RetentionOptions {
  readonly before?: string;
  readonly days?: number;
  readonly yes?: boolean;
  readonly output: OutputFormat;
}

const COLUMNS: readonly Column<RemovedSegment>[] = [
  { title: "from", value: ({ firstSeq }) => String(firstSeq), alignRight: true },
  { title: "through", value: ({ lastSeq }) => String(lastSeq), alignRight: true },
  {
    title: "records",
    value: ({ firstSeq, lastSeq }) => String(lastSeq - firstSeq + 1),
    alignRight: true,
  },
  { title: "bytes", value: ({ bytes }) => formatBytes(bytes), alignRight: true },
  { title: "newest recorded", value: ({ lastRecordedAt }) => lastRecordedAt },
];

/** `tracewell retention`: lists, and with `--yes` removes, whole old files of the ledger. */
export const retentionCommand: AddCommand = (program, context) => {
  program
    .command("retention")
    .description("List, and with --yes remove, whole old files of the ledger")
    .addOption(
      new Option("--before <time>", "what was recorded before: 2025-01-01, now-90d").conflicts(
        "days",
      ),
    )
    .addOption(
      new Option("--days <days>", "what was recorded more than so many days ago").argParser(
        wholeNumber(1, DAYS_MAX),
      ),
    )
    .addOption(
      new Option("--dry-run", "change nothing (that is so without --yes)").conflicts("yes"),
    )
    .option("--yes", "remove what is listed")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options: RetentionOptions, command) => {
      const config = configOf(command, context);
      requireLedgers(config.dataDir);
      const recordedBefore = readTime(options, context.nowMs());
      // Loaded when needed: the other commands start faster without it.
      const { listOld, removeOld } = await import("#bin/service/retention.ts");
      const removedAt = new Date(context.nowMs()).toISOString();
      const by = `the command retention, run by ${userInfo().username}`;
      const segments =
        options.yes === true
          ? await removeOld(config, { recordedBefore, removedAt, by })
          : await listOld(config, { recordedBefore });
      await printRows(context.terminal, options.output, segments, COLUMNS);
      describe(context, segments, recordedBefore, options.yes === true);
    });
};

function readTime({ before, days }: RetentionOptions, nowMs: number): string {
  if (before === undefined && days === undefined) {
    throw new TracewellError("invalid-parameter", "Say how old: --days NUMBER or --before TIME.");
  }
  const ms = days === undefined ? parseTimeParameter(before ?? "", nowMs) : nowMs - days * DAY_MS;
  return new Date(ms).toISOString();
}

function describe(
  { terminal }: CommandContext,
  segments: readonly RemovedSegment[],
  recordedBefore: string,
  isRemoved: boolean,
): void {
  const last = segments.at(-1);
  if (last === undefined) {
    terminal.note.write(`No closed file of the ledger is wholly from before ${recordedBefore}.\n`);
    return;
  }
  terminal.note.write(
    isRemoved
      ? `Removed. The ledger begins at record ${last.lastSeq + 1} now.\n`
      : "Nothing was changed. To remove them, stop the service and add --yes.\n",
  );
}
