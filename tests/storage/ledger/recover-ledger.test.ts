import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import type { CutTail } from "#storage/ledger/cut-tail.ts";
import { listCuts, segmentPaths } from "#storage/ledger/segment-files.ts";
import { randomInteger, seededRandom } from "../files/seeded-random.ts";
import { DIRECTORY, draftOf, flipped, TestLedger } from "./test-ledger.ts";

/** Groups of two, two and three records in one segment. */
const GROUPS = [
  ["a", "b"],
  ["c", "d"],
  ["e", "f", "g"],
] as const;

function filled(): { ledger: TestLedger; bytes: Buffer; ends: number[] } {
  const ledger = new TestLedger();
  ledger.append(GROUPS);
  const bytes = ledger.bytesOf(ledger.lastSegment);
  const ends: number[] = [];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at + 1);
  expect(ends.length).toBe(8);
  return { ledger, bytes, ends };
}

function failToQuarantine(): never {
  throw new Error("the quarantine is full");
}

/** Opens the ledger, collecting what is cut, and closes it. */
function recover(ledger: TestLedger): CutTail[] {
  const cuts: CutTail[] = [];
  ledger.open({ onCut: (cut) => cuts.push(cut) }).close();
  return cuts;
}

test("a last group torn at any byte keeps its intact records and cuts the rest", () => {
  const { ledger, bytes, ends } = filled();
  const lastGroupAt = ends[4] ?? 0;
  for (let length = lastGroupAt; length < bytes.length; length += 1) {
    ledger.overwrite(ledger.lastSegment, bytes.subarray(0, length));
    const soundEnd = ends.findLast((end) => end <= length) ?? 0;
    const cuts = recover(ledger);
    expect(Buffer.concat(cuts.map((cut) => cut.bytes))).toEqual(bytes.subarray(soundEnd, length));
    for (const cut of cuts) {
      expect(cut).toMatchObject({ file: ledger.lastSegment, offset: soundEnd });
      expect(cut.reason).toBe("The last line has no end: it was being written.");
    }
    expect(ledger.events().join("")).toBe("abcdefg".slice(0, ends.indexOf(soundEnd)));
    expect(listCuts(ledger.disk, DIRECTORY)).toEqual([]);
  }
});

test("the last sound record is told before anything is cut, and who objects keeps all as it is", () => {
  const { ledger, bytes, ends } = filled();
  const torn = bytes.subarray(0, (ends[6] ?? 0) + 5);
  ledger.overwrite(ledger.lastSegment, torn);
  const told: number[] = [];
  const object = (lastSeq: number): never => {
    told.push(lastSeq);
    throw new TracewellError("ledger-corrupt", "Record 7 is missing.");
  };
  expect(() => ledger.open({ onSurveyed: object })).toThrow("Record 7 is missing.");
  expect(ledger.bytesOf(ledger.lastSegment)).toEqual(torn);
  expect(listCuts(ledger.disk, DIRECTORY)).toEqual([]);
  ledger.open({ onSurveyed: (lastSeq) => void told.push(lastSeq) }).close();
  expect(told).toEqual([6, 6]);
  const empty = new TestLedger();
  empty.open({ onSurveyed: (lastSeq) => void told.push(lastSeq) }).close();
  expect(told).toEqual([6, 6, 0]);
});

test("a torn record sent again is taken, an intact one is a duplicate", () => {
  const ledger = new TestLedger();
  const first = ledger.open();
  for (const id of ["1", "2", "3"]) first.stage(draftOf("x", id));
  first.commit();
  first.close();
  const bytes = ledger.bytesOf(ledger.lastSegment);
  ledger.overwrite(ledger.lastSegment, bytes.subarray(0, -5));
  const again = ledger.open();
  const statuses = ["1", "2", "3"].map((id) => again.stage(draftOf("x", id)).status);
  expect(statuses).toEqual(["duplicate", "duplicate", "staged"]);
  expect(again.commit()).toMatchObject({ firstSeq: 3, lastSeq: 3 });
  expect(ledger.envelopes().map(({ group }) => group)).toEqual([1, 1, 3]);
});

const RANDOM = seededRandom(7);

test.each<[string, Buffer]>([
  ["zeros", Buffer.alloc(5000)],
  ["random bytes", Buffer.from(Array.from({ length: 9000 }, () => randomInteger(RANDOM, 0, 255)))],
  ["newlines", Buffer.from("\n\n\n")],
  ["JSON that is no record", Buffer.from('{"hello":"world"}\n')],
  [
    "a record with a wrong checksum",
    Buffer.from(
      '{"seq":8,"recordedAt":"2026-01-31T09:05:00.120Z","group":8,' +
        '"source":{"name":"api"},"event":{},"crc":"00000000"}\n',
    ),
  ],
])("garbage behind the last record is cut and reported: %s", (_title, garbage) => {
  const { ledger, bytes } = filled();
  ledger.overwrite(ledger.lastSegment, Buffer.concat([bytes, garbage]));
  const cuts = recover(ledger);
  expect(cuts).toMatchObject([{ bytes: garbage, offset: bytes.length }]);
  expect(ledger.bytesOf(ledger.lastSegment)).toEqual(bytes);
  expect(recover(ledger)).toEqual([]);
});

test("a hole inside the last group cuts from there", () => {
  const { ledger, bytes, ends } = filled();
  const holed = Buffer.from(bytes);
  holed.fill(0, (ends[5] ?? 0) + 3, (ends[6] ?? 0) - 3);
  ledger.overwrite(ledger.lastSegment, holed);
  const [cut] = recover(ledger);
  expect(cut).toMatchObject({ offset: ends[5], bytes: holed.subarray(ends[5]) });
  expect(ledger.events()).toEqual(["a", "b", "c", "d", "e"]);
});

test("a flipped byte before the last group is refused with its place, and nothing is changed", () => {
  const { ledger, bytes, ends } = filled();
  const [headerEnd = 0, , , , lastGroupAt = 0] = ends;
  for (let offset = headerEnd; offset < lastGroupAt; offset += 1) {
    const damaged = flipped(bytes, offset);
    ledger.overwrite(ledger.lastSegment, damaged);
    const record = ends.findLastIndex((end) => end <= offset);
    const detail = { file: ledger.lastSegment, offset: ends[record], seq: record + 1 };
    expect(() => ledger.open()).toThrow(
      expect.objectContaining({ code: "ledger-corrupt", detail }),
    );
    expect(ledger.bytesOf(ledger.lastSegment)).toEqual(damaged);
  }
});

test("a flipped byte in the header is refused", () => {
  const { ledger, bytes, ends } = filled();
  const createdAt = bytes.indexOf("createdAt");
  for (let offset = 0; offset < createdAt; offset += 1) {
    ledger.overwrite(ledger.lastSegment, flipped(bytes, offset));
    expect(() => ledger.open()).toThrow(expect.objectContaining({ code: "ledger-corrupt" }));
  }
  expect(ends[0]).toBeGreaterThan(createdAt);
});

test("a missing record before the last group is refused", () => {
  const { ledger, bytes, ends } = filled();
  const without = Buffer.concat([bytes.subarray(0, ends[1]), bytes.subarray(ends[2])]);
  ledger.overwrite(ledger.lastSegment, without);
  const detail = { file: ledger.lastSegment, offset: ends[1], seq: 2 };
  expect(() => ledger.open()).toThrow(expect.objectContaining({ code: "ledger-corrupt", detail }));
});

test.each([0, 1, 50, 100])(
  "a crash while a segment is made leaves %i bytes: it is made again",
  (length) => {
    const ledger = new TestLedger();
    ledger.append([["a"], ["b"]]);
    const header = ledger.bytesOf(ledger.lastSegment);
    const next = segmentPaths(DIRECTORY, 3).segment;
    ledger.overwrite(next, header.subarray(0, length));
    expect(ledger.reader().headSeq).toBe(2);
    ledger.append([["c"]]);
    expect(ledger.segmentFirstSeqs).toEqual([1, 3]);
    expect(ledger.events()).toEqual(["a", "b", "c"]);
  },
);

test("a segment missing in the middle is refused", () => {
  const ledger = new TestLedger();
  ledger.append([["a"], ["b"], ["c"], ["d"]], { segmentBytesMax: 1 });
  expect(ledger.segmentFirstSeqs).toEqual([1, 2, 3, 4]);
  ledger.disk.remove(segmentPaths(DIRECTORY, 2).segment);
  expect(() => ledger.open()).toThrow(expect.objectContaining({ code: "ledger-corrupt" }));
});

test("a ledger goes on where the oldest segments were removed", () => {
  const ledger = new TestLedger();
  ledger.append([["a"], ["b"], ["c"]], { segmentBytesMax: 1 });
  ledger.disk.remove(segmentPaths(DIRECTORY, 1).segment);
  ledger.append([["d"]], { segmentBytesMax: 1 });
  const reader = ledger.reader();
  expect(reader.readLine(1)).toBeNull();
  expect(reader.segmentOf(1)).toBeNull();
  expect(reader.readBatch(1, { recordsMax: 9, bytesMax: 9999 })).toMatchObject([{ seq: 2 }]);
  expect(reader.headSeq).toBe(4);
});

test("a cut that could not be noted is told again at the next start", () => {
  const { ledger, bytes } = filled();
  const garbage = Buffer.from("garbage");
  ledger.overwrite(ledger.lastSegment, Buffer.concat([bytes, garbage]));
  for (let start = 0; start < 2; start += 1) {
    expect(() => ledger.open({ onCut: failToQuarantine })).toThrow(/the quarantine is full/);
  }
  ledger.open().close();
  expect(listCuts(ledger.disk, DIRECTORY)).toMatchObject([{ firstSeq: 1, offset: bytes.length }]);
  const cuts = recover(ledger);
  expect(cuts).toMatchObject([{ bytes: garbage, offset: bytes.length, file: ledger.lastSegment }]);
  expect(recover(ledger)).toEqual([]);
});

test("two different cuts at one place are both kept", () => {
  const { ledger, bytes } = filled();
  for (const garbage of ["one", "two", "one"]) {
    ledger.overwrite(ledger.lastSegment, Buffer.concat([bytes, Buffer.from(garbage)]));
    ledger.open().close();
  }
  expect(recover(ledger).map((cut) => cut.bytes.toString())).toEqual(["one", "two"]);
});

test.each([
  ["missing", () => null],
  ["empty", () => Buffer.alloc(0)],
  ["cut short", (bytes: Buffer) => bytes.subarray(0, -3)],
  ["too long", (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(4)])],
  ["wrong at the end", (bytes: Buffer) => flipped(bytes, bytes.length - 4)],
])("offsets that are %s are mended at the start", (_title, damage) => {
  const ledger = new TestLedger();
  ledger.append([["a"], ["b", "c"], ["d"], ["e"]], { segmentBytesMax: 400 });
  expect(ledger.segmentFirstSeqs.length).toBeGreaterThan(2);
  for (const firstSeq of ledger.segmentFirstSeqs) {
    const path = segmentPaths(DIRECTORY, firstSeq).offsets;
    const sound = ledger.bytesOf(path);
    const damaged = damage(sound);
    if (damaged === null) ledger.disk.remove(path);
    else ledger.overwrite(path, damaged);
    ledger.open().close();
    expect(ledger.bytesOf(path)).toEqual(sound);
    expect(ledger.events()).toEqual(["a", "b", "c", "d", "e"]);
  }
});

test("damage in a sealed segment is found when its derived files have to be made again", () => {
  const ledger = new TestLedger();
  ledger.append([["a"], ["b"], ["c"]], { segmentBytesMax: 1 });
  const paths = segmentPaths(DIRECTORY, 1);
  const bytes = ledger.bytesOf(paths.segment);
  ledger.overwrite(paths.segment, flipped(bytes, bytes.length - 5));
  ledger.open().close();
  ledger.disk.remove(paths.offsets);
  const detail = { file: paths.segment, offset: bytes.indexOf(10) + 1, seq: 1 };
  expect(() => ledger.open()).toThrow(expect.objectContaining({ code: "ledger-corrupt", detail }));
});

test("a ledger of another name is refused", () => {
  const ledger = new TestLedger();
  ledger.append([["a"]]);
  expect(() => ledger.open({ ledger: "other" })).toThrow(/belongs to ledger "main"/);
});

test("a format of a later release is refused", () => {
  const ledger = new TestLedger();
  ledger.append([["a"]]);
  const text = ledger.bytesOf(ledger.lastSegment).toString();
  ledger.overwrite(ledger.lastSegment, Buffer.from(text.replace('"version":1', '"version":2')));
  expect(() => ledger.open()).toThrow(/format 2; this release reads 1/);
});
