// Follows a ledger in small pieces until it is killed; tells each piece on a line of its own.
import { setImmediate } from "node:timers/promises";
import { DEFAULT_DEADLINES } from "#domain/lifecycles/deadlines.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { lifecycleBasis } from "#storage/lifecycles/lifecycle-basis.ts";
import { LifecycleCarrier } from "#storage/lifecycles/lifecycle-carrier.ts";
import { openLifecycleWriter } from "#storage/lifecycles/sqlite/open-lifecycle-writer.ts";

const PIECE_RECORDS = 7;

const [directory = "", file = "", nowMs = ""] = process.argv.slice(2);
const reader = openLedgerReader({
  files: nodeFiles,
  directory,
  ledger: "main",
  headFromFiles: true,
});
const writer = openLifecycleWriter({ file, basis: lifecycleBasis(DEFAULT_DEADLINES) });
const carrier = new LifecycleCarrier({
  reader,
  writer,
  deadlines: DEFAULT_DEADLINES,
  nowMs: () => Number(nowMs),
});
for (;;) {
  const { throughSeq } = await writer.position("main");
  const piece = carrier.next(throughSeq + 1, PIECE_RECORDS);
  if (piece === null) break;
  await carrier.carry(piece, { fromSeq: throughSeq + 1, isAtHead: () => true });
  process.stdout.write(`${piece.firstSeq + piece.records.length - 1}\n`);
  await setImmediate();
}
