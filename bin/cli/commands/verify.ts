import { readdirSync } from "node:fs";
import { join } from "node:path";
import { TracewellError } from "#domain/errors.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { verifyLedger, type LedgerFinding } from "#storage/ledger/verify-ledger.ts";
import { configOf, outputOption, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { printRows, type Column, type OutputFormat } from "../output.ts";
import { createProgress } from "../progress.ts";

const FINDING_COLUMNS: readonly Column<LedgerFinding>[] = [
  { title: "finding", value: ({ code }) => code, style: "red" },
  { title: "file", value: ({ file }) => file },
  { title: "byte", value: ({ offset }) => String(offset), alignRight: true },
  { title: "record", value: ({ seq }) => (seq === undefined ? "" : String(seq)), alignRight: true },
  { title: "what is wrong", value: ({ message }) => message },
];

/** `tracewell verify`: reads every byte of the ledgers and says what does not fit. */
export const verifyCommand: AddCommand = (program, context) => {
  program
    .command("verify")
    .description("Check every record of the ledgers: checksums, numbering, groups, times")
    .addOption(outputOption())
    .action(async (options: { output: OutputFormat }, command) => {
      const { dataDir } = configOf(command, context);
      for (const ledger of ledgersIn(dataDir)) {
        const progress = createProgress(context.terminal, ledger, "bytes", context.nowMs);
        const report = await verifyLedger({
          files: nodeFiles,
          directory: join(dataDir, "ledgers", ledger),
          ledger,
          signal: context.signal,
          onProgress: ({ bytesDone, bytesTotal }) => progress.update(bytesDone, bytesTotal),
        });
        progress.end();
        printRows(context.terminal, options.output, report.findings, FINDING_COLUMNS);
        context.terminal.note.write(
          `ledger ${ledger}: ${report.records} records in ${report.segments} segments, ${report.bytes} bytes, ${report.findings.length} findings\n`,
        );
        if (report.findings.length > 0) context.exit(EXIT.findings);
      }
    });
};

function ledgersIn(dataDir: string): string[] {
  try {
    return readdirSync(join(dataDir, "ledgers")).sort();
  } catch (cause) {
    throw new TracewellError(
      "invalid-config",
      `There is no ledger in ${dataDir}; name the data directory with --data-dir.`,
      { cause },
    );
  }
}
