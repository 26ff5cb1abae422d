import { expect, test } from "vitest";
import { unpack } from "#storage/compression/unpack.ts";
import { compressSegment } from "#storage/ledger/compress-segment.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { listSegments, segmentPaths } from "#storage/ledger/segment-files.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { DIRECTORY, draftOf, flipped, TestLedger } from "./test-ledger.ts";

const EVERYTHING = { recordsMax: 10_000, bytesMax: 100_000_000 };
const RECORDS = 900;

/** Two sealed segments of some four frames each, and an open one; plain. */
function filled(): TestLedger {
  const ledger = new TestLedger();
  const writer = ledger.open({ segmentBytesMax: 230_000 });
  for (let number = 1; number <= RECORDS; number += 1) {
    writer.stage(draftOf({ number, padding: "x".repeat((number * 37) % 1000) }, `e${number}`));
    if (number % 50 === 0) writer.commit();
  }
  writer.close();
  expect(ledger.segmentFirstSeqs.length).toBe(3);
  return ledger;
}

function compress(ledger: TestLedger): string[] {
  const sealed = ledger.segmentFirstSeqs.slice(0, -1);
  for (const firstSeq of sealed) compressSegment(ledger.disk, DIRECTORY, firstSeq);
  return sealed.map((firstSeq) => segmentPaths(DIRECTORY, firstSeq).compressed);
}

function verify(ledger: TestLedger): ReturnType<typeof verifyLedger> {
  return verifyLedger({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
}

test("a compressed segment takes the plain one's place and reads the same", async () => {
  const ledger = filled();
  const plain = ledger.segmentFirstSeqs.slice(0, -1).map((firstSeq) => {
    return ledger.bytesOf(segmentPaths(DIRECTORY, firstSeq).segment);
  });
  const events = ledger.events();
  const before = ledger.reader().segments();
  const compressed = compress(ledger);
  for (const [index, path] of compressed.entries()) {
    expect(ledger.disk.exists(path.replace(".zst", ""))).toBe(false);
    expect(ledger.bytesOf(path).length).toBeLessThan((plain[index]?.length ?? 0) / 4);
  }
  expect(ledger.events()).toEqual(events);
  const reader = ledger.reader();
  const after = reader.segments();
  expect(after.map(({ firstSeq, lastSeq, bytes }) => [firstSeq, lastSeq, bytes])).toEqual(
    before.map(({ firstSeq, lastSeq, bytes }) => [firstSeq, lastSeq, bytes]),
  );
  expect(after.map(({ file }) => file).slice(0, -1)).toEqual(compressed);
  for (const seq of [RECORDS, 1, 450, 2, 3, 449, 700]) {
    expect(reader.readLine(seq)?.toString()).toContain(`{"number":${seq},`);
  }
  expect(reader.readBatch(100, EVERYTHING).length).toBeGreaterThan(100);
  const report = await verify(ledger);
  expect(report).toMatchObject({ findings: [], records: RECORDS, segments: 3 });
});

test("the whole file is ordinary zstd, in frames of whole lines", async () => {
  const ledger = filled();
  const plain = ledger.bytesOf(segmentPaths(DIRECTORY, 1).segment);
  const [path = ""] = compress(ledger);
  const bytes = ledger.bytesOf(path);
  const pieces: Buffer[] = [];
  const input = (async function* () {
    yield bytes;
  })();
  for await (const piece of unpack(input, "zstd", { zstdWindowLogMax: 20 })) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(plain)).toBe(true);
  const frames = bytes.toString("latin1").split("\x28\xb5\x2f\xfd").length - 1;
  expect(frames).toBeGreaterThanOrEqual(4);
});

test("blocks give the same lines, plain and compressed", () => {
  const ledger = filled();
  const blocks = (): string[] => {
    const reader = ledger.reader();
    const found: string[] = [];
    for (let seq = 1; seq <= RECORDS;) {
      const block = reader.readBlock(seq, { recordsMax: 70, bytesMax: 60_000 });
      if (block === null) throw new Error(`no block from ${seq}`);
      found.push(`${block.firstSeq} ${block.ends.join(" ")}\n${block.bytes.toString()}`);
      seq += block.ends.length;
    }
    return found;
  };
  const before = blocks();
  compress(ledger);
  expect(blocks()).toEqual(before);
});

test("a reader that has the plain file open goes on when it is replaced", () => {
  const ledger = filled();
  const reader = openLedgerReader({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
  reader.advance(RECORDS);
  expect(reader.readLine(1)).not.toBeNull();
  compress(ledger);
  expect(reader.readLine(2)).not.toBeNull();
  expect(reader.readBlock(3, EVERYTHING)).not.toBeNull();
});

test("every damaged byte of a compressed segment is found, and what is sound can be read", async () => {
  const ledger = filled();
  const [, path = ""] = compress(ledger);
  const [, firstSeq = 0] = ledger.segmentFirstSeqs;
  const bytes = ledger.bytesOf(path);
  for (let offset = 0; offset < bytes.length; offset += 101) {
    ledger.overwrite(path, flipped(bytes, offset, 0x10));
    const report = await verify(ledger);
    const [finding] = report.findings;
    expect(finding, `byte ${offset}`).toMatchObject({ code: "frame", file: path });
    expect(finding?.seq).toBeGreaterThanOrEqual(firstSeq);
  }
});

test("damage is named with file, frame, offset and seq, and other frames are read on", async () => {
  const ledger = filled();
  const [path = ""] = compress(ledger);
  const bytes = ledger.bytesOf(path);
  const second = bytes.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), 4);
  ledger.overwrite(path, flipped(bytes, second + 40));
  const report = await verify(ledger);
  expect(report.findings).toEqual([
    expect.objectContaining({ code: "frame", file: path, offset: second }),
  ]);
  const lostSeq = report.findings[0]?.seq ?? 0;
  expect(lostSeq).toBeGreaterThan(1);
  const reader = ledger.reader();
  const damage = { file: path, frame: 1, offset: second, seq: lostSeq };
  const refusal = expect.objectContaining({ code: "ledger-corrupt", detail: damage });
  expect(() => reader.readLine(lostSeq)).toThrow(refusal);
  expect(() => reader.readBlock(lostSeq, EVERYTHING)).toThrow(refusal);
  expect(reader.readLine(lostSeq - 1)).not.toBeNull();
  expect(reader.readBlock(1, EVERYTHING)?.ends.length).toBeGreaterThan(0);
  expect(reader.readLine(350)).not.toBeNull();
});

test("without derived files a compressed segment is read and mended", async () => {
  const ledger = filled();
  compress(ledger);
  for (const firstSeq of ledger.segmentFirstSeqs) {
    ledger.disk.remove(segmentPaths(DIRECTORY, firstSeq).offsets);
  }
  ledger.disk.remove(segmentPaths(DIRECTORY, 1).identities);
  expect(ledger.events().length).toBe(RECORDS);
  const writer = ledger.open();
  const known = draftOf({ number: 7, padding: "x".repeat((7 * 37) % 1000) }, "e7");
  expect(writer.stage(known)).toEqual({ status: "duplicate", seq: 7 });
  writer.close();
  expect((await verify(ledger)).findings).toEqual([]);
});

test("where both forms are left, the plain one stays, and is compressed again", () => {
  const ledger = filled();
  const { segment, compressed } = segmentPaths(DIRECTORY, 1);
  const plain = ledger.bytesOf(segment);
  compress(ledger);
  ledger.overwrite(segment, plain);
  ledger.open().close();
  expect([segment, compressed].map((path) => ledger.disk.exists(path))).toEqual([true, false]);
  ledger.open({ compressSegments: true }).close();
  expect([segment, compressed].map((path) => ledger.disk.exists(path))).toEqual([false, true]);
  expect(ledger.events().length).toBe(RECORDS);
});

test("a ledger whose last segment is compressed has lost the one behind it, and is refused", () => {
  const ledger = filled();
  compress(ledger);
  ledger.disk.remove(ledger.lastSegment);
  expect(() => ledger.open()).toThrow(/the segment after it is gone/);
  expect(listSegments(ledger.disk, DIRECTORY).length).toBe(2);
});
