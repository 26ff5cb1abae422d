import { join, relative } from "node:path";
import { nodeFiles } from "#storage/files/node-files.ts";
import {
  verifyLedger,
  type LedgerFinding,
  type LedgerReport,
} from "#storage/ledger/verify-ledger.ts";
import { configOf, type AddCommand, type CommandContext } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { outputOption, printRows, type OutputFormat } from "../output.ts";
import { formatBytes, formatCount, withProgress } from "../progress.ts";
import { requireLedgers } from "../require-ledgers.ts";
import type { Column } from "../table.ts";

const EXAMPLES = `
Examples:
  tracewell verify
  tracewell verify --data-dir /backup/tracewell -o json

It reads every byte, changes nothing, and may run beside the service. The exit code is 1 when it
finds damage. What to do then: docs/operations.md
`;

/** Everything found lies below the data directory: only the way from there differs. */
type PlacedFinding = LedgerFinding & { readonly place: string };

const REPORT_COLUMNS: readonly Column<LedgerReport>[] = [
  { title: "ledger", value: ({ ledger }) => ledger, style: "bold" },
  { title: "records", value: ({ records }) => String(records), alignRight: true },
  { title: "segments", value: ({ segments }) => String(segments), alignRight: true },
  { title: "bytes", value: ({ bytes }) => String(bytes), alignRight: true },
  { title: "last", value: ({ headSeq }) => String(headSeq), alignRight: true },
  { title: "findings", value: ({ findingsTotal }) => String(findingsTotal), alignRight: true },
];

const FINDING_COLUMNS: readonly Column<PlacedFinding>[] = [
  { title: "finding", value: ({ code }) => code, style: "red" },
  { title: "byte", value: ({ offset }) => String(offset), alignRight: true },
  { title: "record", value: ({ seq }) => (seq === undefined ? "" : String(seq)), alignRight: true },
  { title: "what is wrong", value: ({ message }) => message, wrap: "text" },
  { title: "file", value: ({ place }) => place },
];

/** `tracewell verify`: reads every byte of the ledgers and says what does not fit. */
export const verifyCommand: AddCommand = (program, context) => {
  program
    .command("verify")
    .description("Check every record of the ledgers: checksums, numbering, groups, times")
    .addOption(outputOption())
    .addHelpText("after", EXAMPLES)
    .action(async (options: { output: OutputFormat }, command) => {
      const { terminal } = context;
      const { dataDir } = configOf(command, context);
      const reports: LedgerReport[] = [];
      for (const ledger of requireLedgers(dataDir)) {
        reports.push(await verifyOne(dataDir, ledger, context));
      }
      await printRows(terminal, options.output, reports, REPORT_COLUMNS);
      const findings = reports.flatMap((report) =>
        report.findings.map((finding): PlacedFinding => {
          const place = relative(dataDir, finding.file);
          return Object.assign({ place }, finding);
        }),
      );
      if (findings.length === 0) return;
      if (options.output === "table") {
        await terminal.print("\n");
        await printRows(terminal, "table", findings, FINDING_COLUMNS);
      }
      context.exit(EXIT.findings);
    });
};

async function verifyOne(
  dataDir: string,
  ledger: string,
  { terminal, nowMs, signal }: CommandContext,
): Promise<LedgerReport> {
  const startedMs = nowMs();
  const report = await withProgress(terminal, ledger, "bytes", nowMs, (progress) =>
    verifyLedger({
      files: nodeFiles,
      directory: join(dataDir, "ledgers", ledger),
      ledger,
      signal,
      onProgress: ({ bytesDone, bytesTotal }) => progress.update(bytesDone, bytesTotal),
    }),
  );
  const seconds = Math.max(0.001, (nowMs() - startedMs) / 1000);
  terminal.note.write(
    `ledger ${ledger}: read ${formatBytes(report.bytes)} in ${seconds.toFixed(1)} s, ${formatCount(report.records / seconds)} records/s\n`,
  );
  return report;
}
