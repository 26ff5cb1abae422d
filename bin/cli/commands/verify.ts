import { join, relative } from "node:path";
import { readIndexWatermark } from "#bin/service/index-watermark.ts";
import { indexPlace, type IndexPlace } from "#bin/service/open-index.ts";
import { TracewellError } from "#domain/errors.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { explainMismatch } from "#storage/index/compare-with-ledger.ts";
import type { Watermark } from "#storage/index/event-index.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { segmentPaths } from "#storage/ledger/segment-files.ts";
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

It reads every byte, compares the ledger's end with the index, changes nothing, and may run beside the service. The exit code is 1 when it
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
      const config = configOf(command, context);
      const { dataDir } = config;
      const reports: LedgerReport[] = [];
      for (const ledger of requireLedgers(dataDir)) {
        reports.push(await verifyOne(indexPlace(config), ledger, context));
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
  place: IndexPlace,
  ledger: string,
  { terminal, nowMs, signal }: CommandContext,
): Promise<LedgerReport> {
  const { dataDir } = place;
  const startedMs = nowMs();
  // Read first: a running service may index more while the ledger is read.
  const watermark = await readIndexWatermark(place, ledger);
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
  const finding = watermark === null ? null : compareWithIndex(dataDir, watermark, report);
  if (finding === null) return report;
  const { findings, findingsTotal } = report;
  return { ...report, findings: [...findings, finding], findingsTotal: findingsTotal + 1 };
}

/** What the index has was once in the ledger: null when it still is. */
function compareWithIndex(
  dataDir: string,
  watermark: Watermark,
  { ledger, headSeq, findings }: LedgerReport,
): LedgerFinding | null {
  const directory = join(dataDir, "ledgers", ledger);
  const reader = openLedgerReader({ files: nodeFiles, directory, ledger });
  try {
    reader.advance(headSeq);
    const message = explainMismatch(watermark, reader);
    if (message === null) return null;
    const segment = reader.segments().at(-1)?.file ?? segmentPaths(directory, 1).segment;
    return { code: "index-ahead", file: segment, offset: 0, seq: watermark.throughSeq, message };
  } catch (error) {
    // The record cannot be compared because it is damaged: that was found already.
    const isDamaged = error instanceof TracewellError && error.code === "ledger-corrupt";
    if (isDamaged && findings.length > 0) return null;
    throw error;
  } finally {
    reader.close();
  }
}
