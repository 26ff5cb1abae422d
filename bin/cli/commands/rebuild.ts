import { configOf, type AddCommand } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { createProgress } from "../progress.ts";

/** `tracewell rebuild`: makes the index anew from the ledger and compares it with the old one. */
export const rebuildCommand: AddCommand = (program, context) => {
  program
    .command("rebuild")
    .description(
      "Make the index anew from the ledger, compare, and take its place (service stopped)",
    )
    .action(async (_options: object, command) => {
      const config = configOf(command, context);
      // Loaded when needed: the other commands start faster without it.
      const { rebuildIndexOf } = await import("#bin/service/rebuild.ts");
      const progress = createProgress(context.terminal, "index", "records", context.nowMs);
      const report = await rebuildIndexOf(config, {
        signal: context.signal,
        onProgress: ({ records, recordsTotal }) => progress.update(records, recordsTotal),
      });
      progress.end();
      context.terminal.out.write(
        `${report.records} records in ${report.seconds.toFixed(1)} s\nbefore ${report.digestBefore ?? "none"}\nafter  ${report.digestAfter}\n`,
      );
      if (report.digestBefore !== null && !report.equal) {
        context.terminal.note.write(
          "The old index differed from the ledger; the new one took its place.\n",
        );
        context.exit(EXIT.findings);
      }
    });
};
