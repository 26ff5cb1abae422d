import { expect, test } from "vitest";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { segmentPaths } from "#storage/ledger/segment-files.ts";
import { FailingFiles } from "../files/failing-files.ts";
import { DIRECTORY, draftOf, flipped, TestLedger } from "./test-ledger.ts";

const EVERYTHING = { recordsMax: 1000, bytesMax: 1_000_000 };

function filled(records: number, segmentBytesMax = 1000): TestLedger {
  const ledger = new TestLedger();
  const groups = Array.from({ length: records }, (_, index) => [`e${index + 1}`]);
  ledger.append(groups, { segmentBytesMax });
  return ledger;
}

/** The events from `fromSeq` on, in batches. */
function readAll(reader: LedgerReader, fromSeq: number, limits = EVERYTHING): string[] {
  const found: string[] = [];
  let seq = fromSeq;
  for (;;) {
    const lines = reader.readBatch(seq, limits);
    if (lines.length === 0) return found;
    for (const line of lines) {
      expect(line.seq).toBe(seq);
      found.push(String(JSON.parse(parseEnvelope(line.line).eventJson)));
      seq += 1;
    }
  }
}

/** The events from `fromSeq` on, in blocks. */
function readBlocks(reader: LedgerReader, fromSeq: number, limits = EVERYTHING): string[] {
  const found: string[] = [];
  let seq = fromSeq;
  for (;;) {
    const block = reader.readBlock(seq, limits);
    if (block === null) return found;
    expect(block.firstSeq).toBe(seq);
    expect(block.bytes.length).toBe(block.ends.at(-1));
    let start = 0;
    for (const end of block.ends) {
      expect(block.bytes[end - 1]).toBe(10);
      found.push(String(JSON.parse(parseEnvelope(block.bytes.subarray(start, end - 1)).eventJson)));
      start = end;
    }
    seq += block.ends.length;
  }
}

test("a reader shows nothing until it is told what is durable, and never more", () => {
  const ledger = filled(5);
  const reader = openLedgerReader({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
  expect(reader.headSeq).toBe(0);
  expect(reader.readLine(1)).toBeNull();
  expect(reader.readBatch(1, EVERYTHING)).toEqual([]);
  reader.advance(3);
  reader.advance(2);
  expect(reader.headSeq).toBe(3);
  expect(reader.readLine(3)).not.toBeNull();
  expect(reader.readLine(4)).toBeNull();
  expect(readAll(reader, 1)).toEqual(["e1", "e2", "e3"]);
});

test("a reader beside no writer takes the head from the files", () => {
  expect(filled(7).reader().headSeq).toBe(7);
  expect(new TestLedger().reader().headSeq).toBe(0);
});

test("an unfinished last line is not shown", () => {
  const ledger = filled(7, 100_000);
  const bytes = ledger.bytesOf(ledger.lastSegment);
  ledger.overwrite(ledger.lastSegment, bytes.subarray(0, -1));
  expect(ledger.reader().headSeq).toBe(6);
});

test("a ledger that does not exist reads as empty", () => {
  const reader = new TestLedger().reader();
  expect(reader.segments()).toEqual([]);
  expect(reader.segmentOf(1)).toBeNull();
  expect(reader.readLine(1)).toBeNull();
});

test("lines are the exact bytes of the file", () => {
  const ledger = filled(1);
  const [, line] = ledger.bytesOf(ledger.lastSegment).toString().split("\n");
  expect(ledger.reader().readLine(1)?.toString()).toBe(line);
});

test("seqs that do not exist are null", () => {
  const reader = filled(3).reader();
  for (const seq of [-1, 0, 4, 1e9]) expect(reader.readLine(seq)).toBeNull();
});

test("batches are consecutive and keep to their limits", () => {
  const ledger = filled(50);
  const reader = ledger.reader();
  const expected = Array.from({ length: 50 }, (_, index) => `e${index + 1}`);
  expect(readAll(reader, 1)).toEqual(expected);
  expect(readAll(reader, 1, { recordsMax: 1, bytesMax: 1 })).toEqual(expected);
  expect(readAll(reader, 1, { recordsMax: 3, bytesMax: 300 })).toEqual(expected);
  expect(readAll(reader, 31)).toEqual(expected.slice(30));
  expect(reader.readBatch(1, { recordsMax: 2, bytesMax: 1e9 }).length).toBe(2);
  expect(reader.readBatch(1, { recordsMax: 9, bytesMax: 300 }).length).toBe(2);
  expect(reader.readBatch(1, { recordsMax: 0, bytesMax: 300 })).toEqual([]);
  expect(reader.readBatch(51, EVERYTHING)).toEqual([]);
});

test("blocks hold the same lines as batches, within their limits and one segment", () => {
  const ledger = filled(50);
  const reader = ledger.reader();
  const expected = Array.from({ length: 50 }, (_, index) => `e${index + 1}`);
  expect(readBlocks(reader, 1)).toEqual(expected);
  expect(readBlocks(reader, 1, { recordsMax: 1, bytesMax: 1 })).toEqual(expected);
  expect(readBlocks(reader, 1, { recordsMax: 3, bytesMax: 300 })).toEqual(expected);
  expect(readBlocks(reader, 31)).toEqual(expected.slice(30));
  expect(reader.readBlock(1, { recordsMax: 2, bytesMax: 1e9 })?.ends.length).toBe(2);
  expect(reader.readBlock(1, { recordsMax: 9, bytesMax: 300 })?.ends.length).toBe(2);
  expect(reader.readBlock(1, { recordsMax: 0, bytesMax: 300 })).toBeNull();
  expect(reader.readBlock(51, EVERYTHING)).toBeNull();
});

test("a reader follows the writer through segments", () => {
  const ledger = new TestLedger();
  const writer = ledger.open({ segmentBytesMax: 600 });
  const reader = openLedgerReader({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
  for (let number = 1; number <= 20; number += 1) {
    writer.stage(draftOf(`e${number}`));
    writer.commit();
    reader.advance(writer.headSeq);
    expect(readAll(reader, number)).toEqual([`e${number}`]);
    expect(reader.readLine(number)).not.toBeNull();
  }
  expect(reader.segments().length).toBeGreaterThan(3);
});

test("segments tell what they hold", () => {
  const ledger = filled(20);
  const reader = ledger.reader();
  const segments = reader.segments();
  expect(segments.length).toBeGreaterThan(2);
  let next = 1;
  for (const [index, segment] of segments.entries()) {
    expect(segment.firstSeq).toBe(next);
    expect(segment.sealed).toBe(index < segments.length - 1);
    expect(segment.bytes).toBe(ledger.bytesOf(segment.file).length);
    for (let { firstSeq: seq } = segment; seq <= segment.lastSeq; seq += 1) {
      expect(reader.segmentOf(seq)).toEqual(segment);
    }
    next = segment.lastSeq + 1;
  }
  expect(next).toBe(21);
  expect(reader.segmentOf(21)).toEqual(segments.at(-1));
});

test("the open segment ends where the reader's head is", () => {
  const ledger = filled(5, 100_000);
  const reader = openLedgerReader({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
  expect(reader.segments()).toMatchObject([{ firstSeq: 1, lastSeq: 0, bytes: 0, sealed: false }]);
  reader.advance(2);
  const lines = ledger.bytesOf(ledger.lastSegment).toString().split("\n");
  const bytes = `${lines.slice(0, 3).join("\n")}\n`.length;
  expect(reader.segments()).toMatchObject([{ firstSeq: 1, lastSeq: 2, bytes, sealed: false }]);
});

test.each([
  ["missing", () => null],
  ["empty", () => Buffer.alloc(0)],
  ["cut short", (bytes: Buffer) => bytes.subarray(0, 6)],
  ["zeros", (bytes: Buffer) => Buffer.alloc(bytes.length)],
  [
    "off by one",
    (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at % 4 ? byte : byte + 1))),
  ],
  ["huge numbers", (bytes: Buffer) => Buffer.alloc(bytes.length, 0xff)],
])("offsets that are %s do not mislead a reader", (_title, damage) => {
  const ledger = filled(20);
  for (const firstSeq of ledger.segmentFirstSeqs) {
    const path = segmentPaths(DIRECTORY, firstSeq).offsets;
    const damaged = damage(ledger.bytesOf(path));
    if (damaged === null) ledger.disk.remove(path);
    else ledger.overwrite(path, damaged);
  }
  const reader = ledger.reader();
  expect(reader.headSeq).toBe(20);
  expect(readAll(reader, 1).length).toBe(20);
  expect(readBlocks(reader, 1).length).toBe(20);
  for (const seq of [20, 7, 13, 1]) {
    expect(JSON.parse(parseEnvelope(reader.readLine(seq) ?? Buffer.alloc(0)).eventJson)).toBe(
      `e${seq}`,
    );
  }
  expect(reader.segments().at(-1)).toMatchObject({ lastSeq: 20 });
});

test("a damaged record is refused with its place; the others can be read", () => {
  const ledger = filled(20, 100_000);
  const file = ledger.lastSegment;
  const bytes = ledger.bytesOf(file);
  const offset = bytes.indexOf('{"seq":10');
  ledger.overwrite(file, flipped(bytes, offset + 100));
  const reader = openLedgerReader({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
  reader.advance(20);
  const detail = { file, offset, seq: 10 };
  const refusal = expect.objectContaining({ code: "ledger-corrupt", detail });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    expect(() => reader.readLine(10)).toThrow(refusal);
    expect(() => reader.readBatch(10, EVERYTHING)).toThrow(refusal);
    expect(() => reader.readBlock(10, EVERYTHING)).toThrow(refusal);
  }
  expect(reader.readBatch(1, EVERYTHING).map(({ seq }) => seq)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  expect(reader.readBlock(1, EVERYTHING)?.ends.length).toBe(9);
  expect(reader.readBatch(11, EVERYTHING).length).toBe(10);
  expect(reader.readLine(9)).not.toBeNull();
  expect(reader.readLine(11)).not.toBeNull();
});

test("a segment that ends before the head is refused", () => {
  const ledger = filled(5, 100_000);
  const reader = openLedgerReader({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
  reader.advance(6);
  const refusal = expect.objectContaining({ code: "ledger-corrupt" });
  expect(() => reader.readLine(6)).toThrow(refusal);
});

test("a segment of another ledger is refused", () => {
  const ledger = filled(1);
  const reader = openLedgerReader({ files: ledger.disk, directory: DIRECTORY, ledger: "other" });
  reader.advance(1);
  expect(() => reader.readLine(1)).toThrow(/belongs to ledger "main"/);
});

test("a device that cannot be read is told as such", () => {
  const ledger = filled(3);
  const files = new FailingFiles(ledger.disk, { operation: "read", call: 2, code: "EIO" });
  const reader = openLedgerReader({ files, directory: DIRECTORY, ledger: "main" });
  reader.advance(3);
  const refusal = expect.objectContaining({
    code: "ledger-corrupt",
    cause: expect.objectContaining({ code: "EIO" }),
  });
  expect(() => readAll(reader, 1)).toThrow(refusal);
  expect(readAll(reader, 1)).toEqual(["e1", "e2", "e3"]);
});

test("many segments are read with few files open", () => {
  const ledger = filled(100, 1);
  expect(ledger.segmentFirstSeqs.length).toBe(100);
  const reader = ledger.reader();
  for (let round = 0; round < 2; round += 1) expect(readAll(reader, 1).length).toBe(100);
});

test("after close every call says so", () => {
  const reader = filled(1).reader();
  reader.close();
  reader.close();
  const closed = expect.objectContaining({ code: "closed" });
  expect(() => reader.readLine(1)).toThrow(closed);
  expect(() => reader.readBatch(1, EVERYTHING)).toThrow(closed);
  expect(() => reader.segments()).toThrow(closed);
  expect(() => reader.segmentOf(1)).toThrow(closed);
});
