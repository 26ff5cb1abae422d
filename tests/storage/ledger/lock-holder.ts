/** Appends one record to the ledger in the given directory, says so, and keeps it open until killed. */
import { writeSync } from "node:fs";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { draftOf } from "./test-ledger.ts";

const [directory = ""] = process.argv.slice(2);
const writer = openLedgerWriter({ files: nodeFiles, directory, ledger: "main", clock: Date.now });
writer.stage(draftOf("held"));
writer.commit();
writeSync(1, "open\n");
setInterval(() => writer.headSeq, 1 << 30);
