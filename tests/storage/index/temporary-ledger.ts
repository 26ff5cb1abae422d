import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";

/** Small enough that a few dozen records fill several segments. */
const SEGMENT_BYTES = 4_000;

/** Segments begin between groups. */
const GROUP_RECORDS = 5;

export interface TemporaryLedger extends AsyncDisposable {
  /** Its own folder; a test may put an index beside the ledger. */
  readonly root: string;
  readonly ledgerDirectory: string;
  /** Appends and syncs records that each touch an order of their own; returns the head. */
  append(count: number): number;
  openReader(): LedgerReader;
}

export async function temporaryLedger(segmentBytesMax = SEGMENT_BYTES): Promise<TemporaryLedger> {
  const root = await mkdtemp(join(tmpdir(), "tracewell-follow-"));
  const directory = join(root, "ledgers", "main");
  const writer = openLedgerWriter({
    files: nodeFiles,
    directory,
    ledger: "main",
    clock: () => Date.UTC(2026, 0, 1),
    segmentBytesMax,
  });
  const readers: LedgerReader[] = [];
  return {
    root,
    ledgerDirectory: directory,
    append(count) {
      const firstSeq = writer.headSeq + 1;
      for (let index = 0; index < count; index += 1) {
        const seq = firstSeq + index;
        writer.stage({
          sourceName: "api",
          sourceJson: '{"name":"api"}',
          eventJson: JSON.stringify(eventOf(seq)),
        });
        if (index % GROUP_RECORDS === GROUP_RECORDS - 1) writer.commit();
      }
      writer.commit();
      return writer.headSeq;
    },
    openReader() {
      const reader = openLedgerReader({ files: nodeFiles, directory, ledger: "main" });
      readers.push(reader);
      return reader;
    },
    async [Symbol.asyncDispose]() {
      for (const reader of readers) reader.close();
      writer.close();
      await rm(root, { recursive: true });
    },
  };
}

/** The event of a record: one transaction per five records. */
export function eventOf(seq: number): Record<string, unknown> {
  return {
    type: "order.placed",
    time: new Date(Date.UTC(2026, 0, 1) + seq * 1_000).toISOString(),
    transactionId: `TX${String(Math.ceil(seq / 5)).padStart(14, "0")}`,
    objects: [{ type: "order", id: String(1_000 + seq) }],
    message: `Payment number ${seq}`,
  };
}
