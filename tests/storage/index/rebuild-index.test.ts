import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EventIndexReader } from "#storage/index/event-index.ts";
import { LedgerFollower } from "#storage/index/ledger-follower.ts";
import { rebuildIndex } from "#storage/index/rebuild-index.ts";
import type { RebuildOptions, RebuildProgress } from "#storage/index/rebuild-index.ts";
import { openSqliteIndexReader } from "#storage/index/sqlite/event-index-reader.ts";
import { openSqliteIndexWriter } from "#storage/index/sqlite/event-index-writer.ts";
import { temporaryLedger } from "./temporary-ledger.ts";
import type { TemporaryLedger } from "./temporary-ledger.ts";

const noHash = () => () => null;

function indexDirectory(ledger: TemporaryLedger): string {
  return join(ledger.root, "index");
}

async function indexThrough(ledger: TemporaryLedger, headSeq: number): Promise<void> {
  const writer = openSqliteIndexWriter({ directory: indexDirectory(ledger) });
  const reader = ledger.openReader();
  const follower = new LedgerFollower({ name: "index", reader, writer, hash: noHash });
  await follower.open();
  await follower.catchUp(headSeq);
  await follower.close();
  await writer.close();
}

function optionsFor(ledger: TemporaryLedger, headSeq: number): RebuildOptions {
  const reader = ledger.openReader();
  reader.advance(headSeq);
  let milliseconds = 0;
  return {
    directory: indexDirectory(ledger),
    ledgers: [reader],
    hash: noHash,
    openReader: openSqliteIndexReader,
    openWriter: openSqliteIndexWriter,
    now: () => (milliseconds += 10),
  };
}

async function withReader<Result>(
  ledger: TemporaryLedger,
  work: (reader: EventIndexReader) => Promise<Result>,
): Promise<Result> {
  const reader = openSqliteIndexReader({ directory: indexDirectory(ledger) });
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}

function foldersOf(ledger: TemporaryLedger): string[] {
  return readdirSync(ledger.root).toSorted();
}

test("gives the same digest, and puts the new index in place", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(60);
  await indexThrough(ledger, head);
  const marker = join(indexDirectory(ledger), "of-the-old-one");
  writeFileSync(marker, "");
  const before = await withReader(ledger, (reader) => reader.digest());

  const progress: RebuildProgress[] = [];
  const report = await rebuildIndex({
    ...optionsFor(ledger, head),
    onProgress: (step) => progress.push(step),
  });
  expect(report).toEqual({
    records: head,
    seconds: expect.any(Number),
    digestBefore: before,
    digestAfter: before,
    equal: true,
    recordsBeyondLedger: 0,
  });
  expect(report.seconds).toBeGreaterThan(0);
  expect(existsSync(marker)).toBe(false);
  expect(foldersOf(ledger)).toEqual(["index", "ledgers"]);
  expect(await withReader(ledger, (reader) => reader.digest())).toBe(before);
  const last = progress.findLast((step) => step.phase === "indexing");
  expect(last).toMatchObject({ records: head, recordsTotal: head, remainingSeconds: 0 });
  expect(last?.recordsPerSecond).toBeGreaterThan(0);
});

test("compares with an index that had not caught up, and catches up", async () => {
  await using ledger = await temporaryLedger();
  const indexed = ledger.append(17);
  await indexThrough(ledger, indexed);
  const head = ledger.append(43);
  const options = optionsFor(ledger, head);
  const behind = options.ledgers[0]?.segmentOf(indexed);
  expect(behind?.lastSeq).toBeGreaterThan(indexed);
  const report = await rebuildIndex(options);
  expect(report).toMatchObject({ records: head, equal: true });
  const watermarks = await withReader(ledger, (reader) => reader.watermarks());
  expect(watermarks).toMatchObject([{ ledger: "main", throughSeq: head }]);
  // Made in one go, it has the same digest: nothing was lost where the first part was cut off.
  expect(await rebuildIndex(optionsFor(ledger, head))).toMatchObject({ equal: true });
});

test("a reader that is open notices the new index", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(20);
  await indexThrough(ledger, 10);
  await withReader(ledger, async (reader) => {
    expect(await reader.watermarks()).toMatchObject([{ ledger: "main", throughSeq: 10 }]);
    await rebuildIndex(optionsFor(ledger, head));
    expect(await reader.watermarks()).toMatchObject([{ ledger: "main", throughSeq: head }]);
  });
});

test("says that an index which held something else is not equal", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(10);
  const writer = openSqliteIndexWriter({ directory: indexDirectory(ledger) });
  const entries = [{ seq: 1, timeMs: 1, tokens: "w:invented", identifiers: [] }];
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries });
  await writer.close();
  const report = await rebuildIndex(optionsFor(ledger, head));
  expect(report.equal).toBe(false);
  expect(report.digestBefore).not.toBe(report.digestAfter);
});

test("makes an index where there is none, or a damaged one", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(40);
  const first = await rebuildIndex(optionsFor(ledger, head));
  expect(first).toMatchObject({ records: head, digestBefore: null, equal: false });
  const whole = await withReader(ledger, (reader) => reader.digest());
  expect(first.digestAfter).toBe(whole);
  const partition = join(indexDirectory(ledger), "main", "00000000000000000001.db");
  writeFileSync(partition, Buffer.alloc(9_000, 7));
  const second = await rebuildIndex(optionsFor(ledger, head));
  expect(second).toMatchObject({ records: head, digestBefore: null, equal: false });
  expect(await withReader(ledger, (reader) => reader.digest())).toBe(whole);
});

test("an interrupted rebuild leaves the old index as it was", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(60);
  await indexThrough(ledger, head);
  const before = await withReader(ledger, (reader) => reader.digest());
  const abort = new AbortController();
  const rebuilding = rebuildIndex({
    ...optionsFor(ledger, head),
    signal: abort.signal,
    onProgress: ({ phase }) => {
      if (phase === "indexing") abort.abort(new Error("enough"));
    },
  });
  await expect(rebuilding).rejects.toThrow("enough");
  expect(foldersOf(ledger)).toEqual(["index", "ledgers"]);
  expect(await withReader(ledger, (reader) => reader.digest())).toBe(before);
});

test("a rebuild that fails leaves the old index as it was", async () => {
  await using ledger = await temporaryLedger();
  const head = ledger.append(20);
  await indexThrough(ledger, head);
  const before = await withReader(ledger, (reader) => reader.digest());
  const options = optionsFor(ledger, head);
  const failing = rebuildIndex({
    ...options,
    openWriter: (at) => {
      const writer = openSqliteIndexWriter(at);
      return Object.assign(writer, { index: () => Promise.reject(new Error("disk")) });
    },
  });
  await expect(failing).rejects.toThrow("disk");
  expect(foldersOf(ledger)).toEqual(["index", "ledgers"]);
  expect(await withReader(ledger, (reader) => reader.digest())).toBe(before);
});
