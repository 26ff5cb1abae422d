// Indexes records until it is killed, and prints the watermark after each batch. Run by a test.
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { numberedEntries } from "./temporary-index.ts";

const [directory = "", batchText = "", segmentText = ""] = process.argv.slice(2);
const batchRecords = Number(batchText);
const segmentRecords = Number(segmentText);
const writer = openSqliteIndexWriter({ directory });

for (;;) {
  const first = (await writer.watermark("main")) + 1;
  const segmentFirstSeq = first - ((first - 1) % segmentRecords);
  const last = Math.min(first + batchRecords, segmentFirstSeq + segmentRecords) - 1;
  const entries = numberedEntries(first, last);
  await writer.index({ ledger: "main", segmentFirstSeq, entries });
  process.stdout.write(`${last}\n`);
}
