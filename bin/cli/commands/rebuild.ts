import type { RebuildReport } from "#storage/index/rebuild-index.ts";
import { configOf, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import { formatCount, withProgress } from "../progress.ts";
import { requireLedgers } from "../require-ledgers.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
The service must be stopped. The digests cover every row that answers are made of: they are equal unless
the old index was damaged or made by another version. The exit code is 1 when they differ; the new index
is in place then too.
`;

const REPORT_COLUMNS: readonly Column<RebuildReport>[] = [
  { title: "records", value: ({ records }) => String(records), alignRight: true },
  { title: "seconds", value: ({ seconds }) => seconds.toFixed(1), alignRight: true },
  { title: "equal", value: ({ equal }) => (equal ? "yes" : "no") },
  { title: "beyond", value: ({ recordsBeyondLedger }) => String(recordsBeyondLedger) },
  { title: "before", value: ({ digestBefore }) => digestBefore ?? "none" },
  { title: "after", value: ({ digestAfter }) => digestAfter },
];

/** `tracewell rebuild`: makes the index anew from the ledger and compares it with the old one. */
export const rebuildCommand: AddCommand = (program, context) => {
  program
    .command("rebuild")
    .description("Make the index anew from the ledger, compare, and put it in place")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options: { output: OutputFormat }, command) => {
      const { terminal, nowMs, signal } = context;
      const config = configOf(command, context);
      requireLedgers(config.dataDir);
      // Loaded when needed: the other commands start faster without it.
      const { rebuildIndexOf } = await import("#bin/service/rebuild.ts");
      const report = await withProgress(terminal, "index", "records", nowMs, (progress) =>
        rebuildIndexOf(config, {
          signal,
          onProgress: ({ records, recordsTotal, phase }) =>
            progress.update(records, recordsTotal, phase),
        }),
      );
      if (options.output === "table") await terminal.print(describeReport(report));
      else await printRows(terminal, options.output, [report], REPORT_COLUMNS);
      const { recordsBeyondLedger } = report;
      if (recordsBeyondLedger > 0) {
        terminal.note.write(
          `The old index held ${recordsBeyondLedger} records beyond the end of the ledger: the ledger has lost them.\n`,
        );
      }
      if (recordsBeyondLedger === 0 && (report.digestBefore === null || report.equal)) return;
      terminal.note.write("The old index differed from the ledger; the new one took its place.\n");
      context.exit(EXIT.findings);
    });
};

function describeReport({ records, seconds, digestBefore, digestAfter }: RebuildReport): string {
  const rate = formatCount(records / Math.max(0.001, seconds));
  return `${records} records in ${seconds.toFixed(1)} s (${rate}/s)\nbefore ${digestBefore ?? "none"}\nafter  ${digestAfter}\n`;
}
