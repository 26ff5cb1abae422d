import { expect, test } from "vitest";
import type { LedgerWriter } from "#storage/ledger/ledger.ts";
import { segmentPaths } from "#storage/ledger/segment-files.ts";
import { DIRECTORY, draftOf, flipped, TestLedger } from "./test-ledger.ts";

const SMALL = { segmentBytesMax: 2000 };

/** 60 records with ids, in groups of 5 over several segments. */
function fill(ledger: TestLedger): void {
  const writer = ledger.open(SMALL);
  for (let number = 1; number <= 60; number += 1) {
    writer.stage(draftOf({ number }, `e${number}`));
    if (number % 5 === 0) writer.commit();
  }
  writer.close();
  expect(ledger.segmentFirstSeqs.length).toBeGreaterThan(3);
}

function expectKnown(writer: LedgerWriter): void {
  for (let number = 1; number <= 60; number += 1) {
    const id = `e${number}`;
    const known = { seq: number };
    expect(writer.stage(draftOf({ number }, id))).toEqual({ status: "duplicate", ...known });
    expect(writer.stage(draftOf({ number: 0 }, id))).toEqual({ status: "conflict", ...known });
  }
}

test("the same identity and bytes are a duplicate, other bytes a conflict: within a group", () => {
  const writer = new TestLedger().open();
  writer.stage(draftOf("a", "1"));
  expect(writer.stage(draftOf("a", "1"))).toEqual({ status: "duplicate", seq: 1 });
  expect(writer.stage(draftOf("b", "1"))).toEqual({ status: "conflict", seq: 1 });
  expect(writer.stage(draftOf("ab", "1"))).toEqual({ status: "conflict", seq: 1 });
  expect(writer.stage(draftOf("b", "2"))).toEqual({ status: "staged", seq: 2 });
});

test("identities are known across groups, segments and restarts", () => {
  const ledger = new TestLedger();
  fill(ledger);
  const writer = ledger.open(SMALL);
  expectKnown(writer);
  expect(writer.commit()).toBeNull();
  expect(writer.headSeq).toBe(60);
});

test("bytes and text of the same event are the same", () => {
  const writer = new TestLedger().open();
  const draft = draftOf({ name: "Zoë" }, "1");
  writer.stage(draft);
  const eventJson = Buffer.from(String(draft.eventJson));
  expect(writer.stage({ ...draft, eventJson })).toMatchObject({ status: "duplicate" });
});

test("the source name is part of the identity; the rest of the source is not", () => {
  const writer = new TestLedger().open();
  writer.stage(draftOf("a", "1", "api"));
  expect(writer.stage(draftOf("a", "1", "shop"))).toEqual({ status: "staged", seq: 2 });
  const elsewhere = { ...draftOf("a", "1"), sourceJson: '{"line":3,"name":"api"}' };
  expect(writer.stage(elsewhere)).toEqual({ status: "duplicate", seq: 1 });
});

test("where one name ends and the id begins makes a difference", () => {
  const writer = new TestLedger().open();
  writer.stage(draftOf("a", "bc", "a"));
  expect(writer.stage(draftOf("a", "c", "ab"))).toMatchObject({ status: "staged" });
});

test("records without an id are never duplicates", () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  for (let seq = 1; seq <= 3; seq += 1) {
    expect(writer.stage(draftOf("same"))).toEqual({ status: "staged", seq });
    writer.commit();
  }
});

test("unusual ids and names are recognized after a restart", () => {
  const identities = ["", '"', "\\", "a\nb", "Zoë", "☕", "\ud800", "\u0000"];
  const ledger = new TestLedger();
  const first = ledger.open();
  for (const name of identities) for (const id of identities) first.stage(draftOf("x", id, name));
  first.commit();
  first.close();
  const again = ledger.open();
  for (const name of identities) {
    for (const id of identities) {
      expect(again.stage(draftOf("x", id, name))).toMatchObject({ status: "duplicate" });
    }
  }
});

test.each([
  ["missing", () => null],
  ["empty", () => Buffer.alloc(0)],
  ["cut short", (bytes: Buffer) => bytes.subarray(0, -1)],
  ["with a damaged header", (bytes: Buffer) => flipped(bytes, 9)],
  ["with a damaged filter", (bytes: Buffer) => flipped(bytes, 45)],
  ["with a damaged table", (bytes: Buffer) => flipped(bytes, bytes.length - 1)],
])("an identities file that is %s is made again", (_title, damage) => {
  const ledger = new TestLedger();
  fill(ledger);
  for (const firstSeq of ledger.segmentFirstSeqs.slice(0, -1)) {
    const path = segmentPaths(DIRECTORY, firstSeq).identities;
    const sound = ledger.bytesOf(path);
    const damaged = damage(sound);
    if (damaged === null) ledger.disk.remove(path);
    else ledger.overwrite(path, damaged);
    const writer = ledger.open(SMALL);
    expectKnown(writer);
    writer.close();
    const mended = ledger.bytesOf(path);
    expect(mended.subarray(0, 8)).toEqual(sound.subarray(0, 8));
    expect(mended).not.toEqual(damaged);
    expect(mended.length).toBe(sound.length);
  }
});

test("an identities file made with another key is made again", () => {
  const ledger = new TestLedger();
  fill(ledger);
  const other = new TestLedger();
  const writer = other.open({ ...SMALL, newIdentityKey: () => ({ low: 5, high: 6 }) });
  for (let number = 1; number <= 60; number += 1) {
    writer.stage(draftOf({ number }, `e${number}`));
    if (number % 5 === 0) writer.commit();
  }
  expect(other.segmentFirstSeqs).toEqual(ledger.segmentFirstSeqs);
  const path = segmentPaths(DIRECTORY, 1).identities;
  const sound = ledger.bytesOf(path);
  ledger.overwrite(path, other.bytesOf(path));
  const again = ledger.open(SMALL);
  expectKnown(again);
  expect(ledger.bytesOf(path).subarray(0, 40)).toEqual(sound.subarray(0, 40));
});

test("a table that becomes unreadable while the writer runs is made again", () => {
  const ledger = new TestLedger();
  fill(ledger);
  const writer = ledger.open(SMALL);
  const path = segmentPaths(DIRECTORY, 1).identities;
  const sound = ledger.bytesOf(path);
  const damaged = flipped(sound, sound.length - 1);
  ledger.overwrite(path, damaged);
  expectKnown(writer);
  expect(ledger.bytesOf(path)).not.toEqual(damaged);
});
