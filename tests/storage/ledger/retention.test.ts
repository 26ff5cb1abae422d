import { expect, test } from "vitest";
import { finishRemoval, noteRemoval, planRetention } from "#storage/ledger/retention.ts";
import { readRetentionNote } from "#storage/ledger/retention-note.ts";
import { compressSegment } from "#storage/ledger/compress-segment.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { DIRECTORY, draftOf, flipped, START_MS, TestLedger } from "./test-ledger.ts";

const HOUR_MS = 3_600_000;
const EVERYTHING = Number.MAX_SAFE_INTEGER;
const BY = { removedAt: "2026-03-01T00:00:00.000Z", by: "a test" };

/** Records 1 to 10, one an hour, two in a segment. */
function filled(): TestLedger {
  const ledger = new TestLedger();
  const writer = ledger.open({ segmentBytesMax: 450 });
  for (let number = 1; number <= 10; number += 1) {
    ledger.nowMs = START_MS + number * HOUR_MS;
    writer.stage(draftOf({ number }, `e${number}`));
    writer.commit();
  }
  writer.close();
  expect(ledger.segmentFirstSeqs).toEqual([1, 3, 5, 7, 9]);
  return ledger;
}

function placeOf(ledger: TestLedger) {
  return { files: ledger.disk, directory: DIRECTORY, ledger: "main" };
}

function hour(number: number): string {
  return new Date(START_MS + number * HOUR_MS).toISOString();
}

function plan(ledger: TestLedger, recordedBefore: string, throughSeq = EVERYTHING): number[] {
  const segments = planRetention(placeOf(ledger), { recordedBefore, throughSeq });
  return segments.map(({ lastSeq }) => lastSeq);
}

function note(ledger: TestLedger, recordedBefore: string): void {
  const place = placeOf(ledger);
  const segments = planRetention(place, { recordedBefore, throughSeq: EVERYTHING });
  noteRemoval(place, segments, { ...BY, recordedBefore });
}

function verify(ledger: TestLedger): ReturnType<typeof verifyLedger> {
  return verifyLedger(placeOf(ledger));
}

test("only whole sealed segments go, whose newest record is older and indexed", () => {
  const ledger = filled();
  expect(plan(ledger, hour(4))).toEqual([2]);
  expect(plan(ledger, hour(4.5))).toEqual([2, 4]);
  expect(plan(ledger, hour(2))).toEqual([]);
  expect(plan(ledger, hour(100))).toEqual([2, 4, 6, 8]);
  expect(plan(ledger, hour(100), 5)).toEqual([2, 4]);
  expect(plan(ledger, hour(100), 0)).toEqual([]);
});

test("a plan says what would go, compressed or not", () => {
  const ledger = filled();
  compressSegment(ledger.disk, DIRECTORY, 1);
  const limits = { recordedBefore: hour(5), throughSeq: EVERYTHING };
  const [first, second] = planRetention(placeOf(ledger), limits);
  expect(first).toMatchObject({ firstSeq: 1, lastSeq: 2, lastRecordedAt: hour(2) });
  expect(second).toMatchObject({ firstSeq: 3, lastSeq: 4, lastRecordedAt: hour(4) });
  expect(first?.lastChecksum).toMatch(/^[0-9a-f]{8}$/);
  expect(first?.bytes).toBeGreaterThan(100);
});

test("what is noted is removed; the ledger goes on, and is sound", async () => {
  const ledger = filled();
  compressSegment(ledger.disk, DIRECTORY, 1);
  note(ledger, hour(4.5));
  expect((await verify(ledger)).findings).toMatchObject([
    { code: "leftover-file", seq: 1 },
    { code: "leftover-file", seq: 3 },
  ]);
  finishRemoval(ledger.disk, DIRECTORY);
  const names = ledger.disk.list(DIRECTORY).filter((name) => /^0+[13]\./.test(name));
  expect(names).toEqual([]);
  expect(await verify(ledger)).toMatchObject({ findings: [], records: 6, headSeq: 10 });
  const reader = ledger.reader();
  expect([4, 5].map((seq) => reader.readLine(seq) === null)).toEqual([true, false]);
  expect(reader.segmentOf(4)).toBeNull();
  const writer = ledger.open();
  expect(writer.stage(draftOf({ number: 5 }, "e5"))).toEqual({ status: "duplicate", seq: 5 });
  expect(writer.stage(draftOf({ number: 4 }, "e4"))).toEqual({ status: "staged", seq: 11 });
  writer.commit();
  writer.close();
  expect((await verify(ledger)).findings).toEqual([]);
});

test("the note tells of every removal, one after the other", () => {
  const ledger = filled();
  note(ledger, hour(2.5));
  finishRemoval(ledger.disk, DIRECTORY);
  note(ledger, hour(6.5));
  const told = readRetentionNote(ledger.disk, DIRECTORY);
  expect(told).toMatchObject({ ledger: "main", keptFromSeq: 7 });
  expect(told?.removals).toMatchObject([
    { ...BY, recordedBefore: hour(2.5), segments: [{ firstSeq: 1 }] },
    { ...BY, recordedBefore: hour(6.5), segments: [{ firstSeq: 3 }, { firstSeq: 5, lastSeq: 6 }] },
  ]);
});

test("a start finishes what was noted and not done", async () => {
  const ledger = filled();
  note(ledger, hour(6.5));
  ledger.open().close();
  expect(ledger.segmentFirstSeqs).toEqual([7, 9]);
  expect((await verify(ledger)).findings).toEqual([]);
});

test("segments that are missing without a note are found", async () => {
  const ledger = filled();
  for (const name of ledger.disk.list(DIRECTORY)) {
    if (/^0+1\./.test(name)) ledger.disk.remove(`${DIRECTORY}/${name}`);
  }
  expect((await verify(ledger)).findings).toMatchObject([{ code: "segment-gap", seq: 1 }]);
});

test("a damaged note removes nothing, and the ledger is refused", () => {
  const ledger = filled();
  note(ledger, hour(4.5));
  const path = `${DIRECTORY}/retention.json`;
  const bytes = ledger.bytesOf(path);
  for (let offset = 0; offset < bytes.length - 1; offset += 1) {
    ledger.overwrite(path, flipped(bytes, offset));
    expect(() => ledger.open(), `byte ${offset}`).toThrow(
      expect.objectContaining({ code: "ledger-corrupt" }),
    );
  }
  expect(ledger.segmentFirstSeqs).toEqual([1, 3, 5, 7, 9]);
});

test("nothing is removed when the segment that should be kept is gone", () => {
  const ledger = filled();
  note(ledger, hour(4.5));
  ledger.disk.remove(`${DIRECTORY}/00000000000000000005.ndjson`);
  expect(() => finishRemoval(ledger.disk, DIRECTORY)).toThrow(/kept from seq 5/);
  expect(ledger.segmentFirstSeqs).toEqual([1, 3, 7, 9]);
});
