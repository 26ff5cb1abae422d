import { Option } from "commander";
import type { Config } from "#bin/config.ts";
import type { View } from "#bin/service/rebuild.ts";
import type { RebuildReport } from "#storage/index/rebuild-index.ts";
import { configOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import { formatCount, withProgress } from "../progress.ts";
import { requireLedgers } from "../require-ledgers.ts";
import type { Column } from "../table.ts";
import type { Terminal } from "../terminal.ts";

const EXAMPLES = `
Examples:
  tracewell rebuild                     the index, then the view of lifecycles
  tracewell rebuild --view lifecycles

The service must be stopped. The digests cover every row that answers are made of: they are equal unless
the old view was damaged or made by another version. The exit code is 1 when they differ; the new view
is in place then too.
`;

interface ViewReport extends RebuildReport {
  readonly view: View;
}

const REPORT_COLUMNS: readonly Column<ViewReport>[] = [
  { title: "view", value: ({ view }) => view },
  { title: "records", value: ({ records }) => String(records), alignRight: true },
  { title: "seconds", value: ({ seconds }) => seconds.toFixed(1), alignRight: true },
  { title: "equal", value: ({ equal }) => (equal ? "yes" : "no") },
  { title: "beyond", value: ({ recordsBeyondLedger }) => String(recordsBeyondLedger) },
  { title: "before", value: ({ digestBefore }) => digestBefore ?? "none" },
  { title: "after", value: ({ digestAfter }) => digestAfter },
];

/** What a view is called in sentences. */
const VIEW_NAMES: Readonly<Record<View, string>> = {
  index: "index",
  lifecycles: "view of lifecycles",
};

/** `tracewell rebuild`: makes the views anew from the ledger and compares each with the old one. */
export const rebuildCommand: AddCommand = (program, context) => {
  program
    .command("rebuild")
    .description("Make index and lifecycles anew from the ledger, compare, and put them in place")
    .addOption(new Option("--view <view>", "only this one").choices(["index", "lifecycles"]))
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options: { view?: View; output: OutputFormat }, command) => {
      const { terminal } = context;
      const config = configOf(command, context);
      requireLedgers(config.dataDir);
      // Loaded when needed: the other commands start faster without it.
      const { VIEWS } = await import("#bin/service/rebuild.ts");
      const reports: ViewReport[] = [];
      for (const view of options.view === undefined ? VIEWS : [options.view]) {
        const report = { view, ...(await rebuild(config, view, context)) };
        if (options.output === "table") await terminal.print(describeReport(report));
        reports.push(report);
      }
      if (options.output !== "table") {
        await printRows(terminal, options.output, reports, REPORT_COLUMNS);
      }
      const differ = reports.filter((report) => noteDifference(report, terminal));
      if (differ.length > 0) context.exit(EXIT.findings);
    });
};

async function rebuild(
  config: Config,
  view: View,
  { terminal, nowMs, signal }: CommandContext,
): Promise<RebuildReport> {
  const { rebuildView } = await import("#bin/service/rebuild.ts");
  return await withProgress(terminal, view, "records", nowMs, (progress) =>
    rebuildView(config, view, {
      signal,
      onProgress: ({ records, recordsTotal, phase }) =>
        progress.update(records, recordsTotal, phase),
    }),
  );
}

/** Says what the old view had wrong; true where it had. */
function noteDifference(
  { view, recordsBeyondLedger, digestBefore, equal }: ViewReport,
  { note }: Terminal,
): boolean {
  const name = VIEW_NAMES[view];
  if (recordsBeyondLedger > 0) {
    note.write(
      `The old ${name} held ${recordsBeyondLedger} records beyond the end of the ledger: the ledger has lost them.\n`,
    );
  }
  if (recordsBeyondLedger === 0 && (digestBefore === null || equal)) return false;
  note.write(`The old ${name} differed from the ledger; the new one took its place.\n`);
  return true;
}

function describeReport(report: ViewReport): string {
  const { view, records, seconds, digestBefore, digestAfter } = report;
  const rate = formatCount(records / Math.max(0.001, seconds));
  const head = `${view}: ${records} records in ${seconds.toFixed(1)} s (${rate}/s)`;
  return `${head}\nbefore ${digestBefore ?? "none"}\nafter  ${digestAfter}\n`;
}
