import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { nodeFiles } from "#storage/files/node-files.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerWriter, RecordDraft } from "#storage/ledger/ledger.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { START_MS } from "./test-ledger.ts";

/** Written by the first release. It is never made anew: later releases must go on reading it. */
const GOLDEN = fileURLToPath(new URL("../../fixtures/ledger-v1", import.meta.url));

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The drafts the golden ledger was made of, two to a group. */
function draftOf(number: number): RecordDraft {
  const sourceJson = `{"name":"shop","format":"events","line":${number}}`;
  const event = `{"type":"quote.itemAdded","time":"2026-01-31T09:05:00.12${number}Z","message":"Zoë ☕ ${number}"}`;
  const draft = { sourceName: "shop", sourceJson, eventJson: event };
  return number % 4 === 0 ? draft : { ...draft, id: `visit "${number}"` };
}

function openGolden(directory: string): LedgerWriter {
  return openLedgerWriter({
    files: nodeFiles,
    directory,
    ledger: "golden",
    clock: () => START_MS,
    segmentBytesMax: 1200,
    newIdentityKey: () => ({ low: 0x01234567, high: 0x89abcdef | 0 }),
  });
}

async function withDirectory(work: (directory: string) => void | Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "tracewell-golden-"));
  try {
    await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test("the golden ledger is read as it was written", () => {
  const reader = openLedgerReader({
    files: nodeFiles,
    directory: GOLDEN,
    ledger: "golden",
    headFromFiles: true,
  });
  expect(reader.headSeq).toBe(NUMBERS.length);
  expect(reader.segments().map(({ firstSeq }) => firstSeq)).toEqual([1, 5]);
  for (const number of NUMBERS) {
    const { id, sourceJson, eventJson } = draftOf(number);
    const envelope = parseEnvelope(reader.readLine(number) ?? Buffer.alloc(0));
    const group = number % 2 === 0 ? number - 1 : number;
    const recordedAt = "2026-01-31T09:05:00.120Z";
    const identity = id === undefined ? {} : { id };
    expect(envelope).toEqual({
      seq: number,
      recordedAt,
      group,
      ...identity,
      sourceJson,
      eventJson,
    });
  }
  reader.close();
});

test("the golden ledger is sound", async () => {
  const report = await verifyLedger({ files: nodeFiles, directory: GOLDEN, ledger: "golden" });
  expect(report).toMatchObject({ segments: 2, records: 8, headSeq: 8, findings: [] });
});

test("this release writes the same bytes", async () => {
  await withDirectory((directory) => {
    const writer = openGolden(directory);
    for (const number of NUMBERS) {
      writer.stage(draftOf(number));
      if (number % 2 === 0) writer.commit();
    }
    writer.close();
    const names = readdirSync(GOLDEN);
    expect(readdirSync(directory).filter((name) => name !== "lock")).toEqual(names);
    expect(names.length).toBe(5);
    for (const name of names) {
      const written = readFileSync(join(directory, name), "latin1");
      expect(written).toBe(readFileSync(join(GOLDEN, name), "latin1"));
    }
  });
});

test("the golden ledger can be gone on with", async () => {
  await withDirectory((directory) => {
    cpSync(GOLDEN, directory, { recursive: true });
    const writer = openGolden(directory);
    const known = NUMBERS.filter((number) => draftOf(number).id !== undefined);
    for (const number of known) {
      expect(writer.stage(draftOf(number))).toEqual({ status: "duplicate", seq: number });
    }
    expect(writer.stage(draftOf(9))).toEqual({ status: "staged", seq: 9 });
    expect(writer.commit()).toMatchObject({ firstSeq: 9, lastSeq: 9 });
    writer.close();
  });
});
