import {
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { fillSegments, numberedEntries, temporaryIndex } from "./temporary-index.ts";
import type { TemporaryIndex } from "./temporary-index.ts";

const SEGMENTS = { segments: 3, recordsEach: 4 };

async function filledIndex(): Promise<TemporaryIndex> {
  const index = await temporaryIndex();
  const writer = index.openWriter();
  await fillSegments(writer, SEGMENTS);
  await writer.close();
  return index;
}

function overwrite(file: string, position: number, bytes: Buffer): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

const DAMAGE: Record<string, (file: string) => void> = {
  "cut to nothing": (file) => truncateSync(file, 0),
  "cut in the middle": (file) => truncateSync(file, 8192 + 100),
  "overwritten at the start": (file) => overwrite(file, 0, Buffer.alloc(200, 0x2a)),
  "overwritten throughout": (file) => writeFileSync(file, Buffer.alloc(65_536, 0x2a)),
  "of another format version": (file) => {
    using database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 999");
  },
  "another database": (file) => {
    rmSync(file);
    using database = new DatabaseSync(file);
    database.exec("CREATE TABLE meta (id INTEGER)");
  },
  "another partition": (file) => {
    using database = new DatabaseSync(file);
    database.exec("UPDATE meta SET segment_first_seq = 77");
  },
  "without its summary": (file) => {
    using database = new DatabaseSync(file);
    database.exec("DELETE FROM meta");
  },
  missing: (file) => rmSync(file),
};

for (const [name, damage] of Object.entries(DAMAGE)) {
  for (const segmentFirstSeq of [5, 9]) {
    if (name === "missing" && segmentFirstSeq === 9) continue;
    test(`notices that partition ${segmentFirstSeq} is ${name}, and is repaired`, async () => {
      await using index = await filledIndex();
      const before = await index.openReader().digest();
      damage(index.partitionFile(segmentFirstSeq));
      // A missing file shows where its records should have been: in the partition before.
      const named = name === "missing" ? 1 : segmentFirstSeq;
      const unavailable = {
        code: "index-unavailable",
        detail: { damaged: true, segmentFirstSeq: named },
      };
      const writer = index.openWriter();
      await expect(index.openReader().watermarks()).rejects.toMatchObject(unavailable);
      await expect(writer.watermark("main")).rejects.toMatchObject(unavailable);
      const watermark = await writer.discardFrom("main", named);
      expect(watermark).toBe(named - 1);
      for (let first = named; first <= 9; first += 4) {
        const entries = numberedEntries(first, first + 3);
        await writer.index({ ledger: "main", segmentFirstSeq: first, entries });
      }
      expect(await index.openReader().digest()).toBe(before);
    });
  }
}

test("damage inside, met later, is told as such", async () => {
  await using index = await temporaryIndex();
  const writer = index.openWriter();
  await writer.index({ ledger: "main", segmentFirstSeq: 1, entries: numberedEntries(1, 5_000) });
  await writer.close();
  const reader = index.openReader();
  await reader.watermarks();
  await reader.close();
  const pages = 12;
  for (let page = 4; page < pages; page += 1) {
    overwrite(index.partitionFile(1), page * 8192, Buffer.alloc(8192, 0x2a));
  }
  const outcome = index.openReader().digest();
  await expect(outcome).rejects.toMatchObject({
    code: "index-unavailable",
    detail: { damaged: true, segmentFirstSeq: 1 },
  });
});

test("what an interrupted creation or removal left is cleared", async () => {
  await using index = await filledIndex();
  const before = await index.openReader().digest();
  const folder = dirname(index.partitionFile(1));
  for (const name of [
    "00000000000000000013.db.new",
    "00000000000000000013.db.new-wal",
    "00000000000000000013.db.removed",
  ]) {
    writeFileSync(join(folder, name), "left");
  }
  const writer = index.openWriter();
  expect(await writer.watermark("main")).toBe(12);
  expect(readdirSync(folder).filter((name) => !/^\d+\.db(-wal|-shm)?$/.test(name))).toEqual([]);
  expect(await index.openReader().digest()).toBe(before);
});

test("a write-ahead log that outlived its partition is not taken for the new one's", async () => {
  await using index = await filledIndex();
  await using other = await temporaryIndex();
  const entries = numberedEntries(1, 300);
  await other.openWriter().index({ ledger: "main", segmentFirstSeq: 1, entries });
  copyFileSync(`${other.partitionFile(1)}-wal`, `${index.partitionFile(13)}-wal`);
  const writer = index.openWriter();
  await writer.index({ ledger: "main", segmentFirstSeq: 13, entries: numberedEntries(13, 14) });
  expect(await index.openReader().watermarks()).toEqual([{ ledger: "main", throughSeq: 14 }]);
});

test("an index that is taken away is unavailable, not empty", async () => {
  await using index = await filledIndex();
  const reader = index.openReader();
  expect(await reader.watermarks()).toHaveLength(1);
  renameSync(index.directory, `${index.directory}.away`);
  await expect(reader.watermarks()).rejects.toMatchObject({ code: "index-unavailable" });
  renameSync(`${index.directory}.away`, index.directory);
  expect(await reader.watermarks()).toHaveLength(1);
});

test("a replacement interrupted between its renames is undone", async () => {
  await using index = await filledIndex();
  renameSync(index.directory, `${index.directory}.previous`);
  mkdirSync(`${index.directory}.rebuilding`);
  expect(await index.openWriter().watermark("main")).toBe(12);
});
