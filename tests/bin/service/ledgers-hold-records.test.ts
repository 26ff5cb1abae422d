import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ledgersHoldRecords } from "#bin/service/ledgers-hold-records.ts";
import { ledgerDirectory } from "#bin/service/threads.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tracewell-records-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test("an empty directory holds none, and stays empty", () => {
  expect(ledgersHoldRecords(dataDir)).toBe(false);
  expect(existsSync(join(dataDir, "ledgers"))).toBe(false);
});

test.each(["main", "quarantine"])("one record in the %s ledger is enough", (ledger) => {
  const directory = ledgerDirectory(dataDir, ledger);
  mkdirSync(directory, { recursive: true });
  const writer = openLedgerWriter({ files: nodeFiles, directory, ledger, clock: Date.now });
  expect(ledgersHoldRecords(dataDir)).toBe(false);
  writer.stage({
    sourceName: "shop",
    sourceJson: '{"name":"shop"}',
    eventJson: '{"type":"a.b"}',
  });
  writer.commit();
  writer.close();
  expect(ledgersHoldRecords(dataDir)).toBe(true);
});
