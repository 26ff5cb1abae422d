import { expect, test } from "vitest";
import { LEDGER_LINE_BYTES_MAX } from "#storage/ledger/ledger.ts";
import type { RecordDraft } from "#storage/ledger/ledger.ts";
import { FailingFiles } from "../files/failing-files.ts";
import { DIRECTORY, draftOf, START_MS, TestLedger } from "./test-ledger.ts";

test("a new ledger is empty", () => {
  const writer = new TestLedger().open();
  expect(writer).toMatchObject({ ledger: "main", headSeq: 0, stagedBytes: 0 });
  expect(writer.commit()).toBeNull();
});

test("records are numbered from 1; a commit makes its group durable and shares one time", () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  expect(writer.stage(draftOf("a"))).toEqual({ status: "staged", seq: 1 });
  ledger.nowMs += 1000;
  expect(writer.stage(draftOf("b"))).toEqual({ status: "staged", seq: 2 });
  expect(writer.headSeq).toBe(0);
  const recordedAt = "2026-01-31T09:05:00.120Z";
  const group = { firstSeq: 1, lastSeq: 2, recordedAt, segmentFirstSeq: 1 };
  expect(writer.commit()).toEqual({
    ...group,
    lastChecksum: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
  expect(writer.headSeq).toBe(2);
  expect(writer.stagedBytes).toBe(0);
  writer.stage(draftOf("c"));
  expect(writer.commit()).toMatchObject({ firstSeq: 3, lastSeq: 3 });
  expect(ledger.envelopes()).toMatchObject([
    { seq: 1, group: 1, recordedAt, eventJson: '"a"' },
    { seq: 2, group: 1, recordedAt, eventJson: '"b"' },
    { seq: 3, group: 3, recordedAt: "2026-01-31T09:05:01.120Z", eventJson: '"c"' },
  ]);
});

test("what was committed survives a power cut; what was only staged does not exist", () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  writer.stage(draftOf("a"));
  writer.commit();
  writer.stage(draftOf("b"));
  ledger.disk.powerCut(() => 0.3);
  expect(ledger.open().headSeq).toBe(1);
  expect(ledger.events()).toEqual(["a"]);
});

test("closing forgets what was staged and not committed", () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  writer.stage(draftOf("a"));
  writer.close();
  writer.close();
  expect(ledger.open().headSeq).toBe(0);
});

test("staged bytes are the bytes of the lines", () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  writer.stage(draftOf("a"));
  writer.stage(draftOf("b"));
  const staged = writer.stagedBytes;
  const header = ledger.bytesOf(ledger.lastSegment).length;
  writer.commit();
  expect(ledger.bytesOf(ledger.lastSegment).length - header).toBe(staged);
});

test("a line as long as allowed is taken, one byte more is not and leaves no trace", () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  writer.stage(draftOf(""));
  const overhead = writer.stagedBytes - 1;
  const fits = "x".repeat(LEDGER_LINE_BYTES_MAX - overhead);
  expect(writer.stage(draftOf(fits))).toEqual({ status: "staged", seq: 2 });
  const before = writer.stagedBytes;
  const bytes = LEDGER_LINE_BYTES_MAX + 1;
  expect(writer.stage(draftOf(`${fits}x`))).toEqual({ status: "too-long", bytes });
  const accented = { ...draftOf(""), eventJson: Buffer.from(`"${"é".repeat(40_000)}"`) };
  expect(writer.stage(accented)).toEqual({ status: "too-long", bytes: overhead + 80_000 });
  const text = draftOf("é".repeat(40_000));
  expect(writer.stage(text)).toEqual({ status: "too-long", bytes: overhead + 80_000 });
  expect(writer.stagedBytes).toBe(before);
  writer.commit();
  expect(ledger.events()).toEqual(["", fits]);
});

test("an own limit for lines holds", () => {
  const writer = new TestLedger().open({ lineBytesMax: 200 });
  expect(writer.stage(draftOf("x"))).toMatchObject({ status: "staged" });
  expect(writer.stage(draftOf("x".repeat(200)))).toMatchObject({ status: "too-long" });
});

test.each<[string, Partial<RecordDraft>]>([
  ["a newline in the event", { eventJson: '{\n"a":1}' }],
  ["a newline in the event's bytes", { eventJson: Buffer.from('{"a":1}\n') }],
  ["a newline in the source", { sourceJson: '{"name":"api",\n"format":"x"}' }],
  ["an empty event", { eventJson: "" }],
  ["a source that is no object", { sourceJson: "[]" }],
  ["a source with an event of its own", { sourceJson: '{"name":"api","a":{},"event":1}' }],
  ["a source of another name", { sourceJson: '{"name":"other"}' }],
])("a draft that breaks its contract is refused: %s", (_title, broken) => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  writer.stage(draftOf("before"));
  expect(() => writer.stage({ ...draftOf("broken"), ...broken })).toThrow(
    expect.objectContaining({ code: "internal" }),
  );
  writer.stage(draftOf("after"));
  writer.commit();
  expect(ledger.events()).toEqual(["before", "after"]);
});

test("an id with a newline, quotes or any other character is kept as it is", () => {
  const ids = ["a\nb", '"', "\\", "Zoë", "☕", "\u0000", "\ud800", "x".repeat(256)];
  const ledger = new TestLedger();
  const writer = ledger.open();
  for (const id of ids) writer.stage(draftOf("same", id));
  writer.commit();
  expect(ledger.envelopes().map(({ id }) => id)).toEqual(ids);
});

test("the producer's bytes are kept verbatim", () => {
  const eventJson = '{ "b" : 1.50, "a":"\\u00e9é",  "b":2 }';
  const ledger = new TestLedger();
  const writer = ledger.open();
  writer.stage({ ...draftOf(null), eventJson });
  writer.stage({ ...draftOf(null), eventJson: Buffer.from(eventJson) });
  writer.commit();
  expect(ledger.envelopes().map((envelope) => envelope.eventJson)).toEqual([eventJson, eventJson]);
});

test("recordedAt never decreases, not even over restarts and when the clock goes back", () => {
  const ledger = new TestLedger();
  for (const nowMs of [START_MS, START_MS - 60_000, START_MS + 1, START_MS - 1]) {
    ledger.nowMs = nowMs;
    ledger.append([["x"], ["y"]], { segmentBytesMax: 500 });
  }
  const times = ledger.envelopes().map(({ recordedAt }) => Date.parse(recordedAt) - START_MS);
  expect(times).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  expect(ledger.segmentFirstSeqs.length).toBeGreaterThan(2);
});

test("a full segment is sealed between groups; no group spans two", () => {
  const ledger = new TestLedger();
  const group = Array.from({ length: 5 }, (_, index) => ({ index, text: "x".repeat(50) }));
  ledger.append(
    Array.from({ length: 12 }, () => group),
    { segmentBytesMax: 3000 },
  );
  expect(ledger.segmentFirstSeqs.length).toBeGreaterThan(3);
  const groups = new Set(ledger.envelopes().map((envelope) => envelope.group));
  for (const firstSeq of ledger.segmentFirstSeqs) expect(groups).toContain(firstSeq);
  const reader = ledger.reader();
  const sizes = reader.segments().map(({ bytes }) => bytes);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3000);
});

test("a group larger than a segment stands in a segment of its own", () => {
  const ledger = new TestLedger();
  const large = Array.from({ length: 40 }, (_, index) => `${index}`);
  ledger.append([["a"], large, ["b"]], { segmentBytesMax: 1000 });
  expect(ledger.segmentFirstSeqs).toEqual([1, 2, 42]);
  expect(ledger.events()).toEqual(["a", ...large, "b"]);
});

test("after close every call says so", () => {
  const writer = new TestLedger().open();
  writer.close();
  for (const call of [() => writer.stage(draftOf("a")), () => writer.commit()]) {
    expect(call).toThrow(expect.objectContaining({ code: "closed" }));
  }
});

test("the first failed sync stops the writer for good", () => {
  const ledger = new TestLedger();
  ledger.append([["a"]]);
  // A start syncs twice: the kept end of the segment, and the segment.
  const files = new FailingFiles(ledger.disk, { operation: "sync", call: 3, code: "EIO" });
  const writer = ledger.open({ files });
  writer.stage(draftOf("b"));
  const cause = expect.objectContaining({ code: "EIO" });
  const stopped = expect.objectContaining({ code: "ledger-stopped", cause });
  expect(() => writer.commit()).toThrow(stopped);
  const calls = files.calls;
  expect(() => writer.commit()).toThrow(stopped);
  expect(() => writer.stage(draftOf("c"))).toThrow(stopped);
  expect(files.calls).toBe(calls);
  expect(writer.headSeq).toBe(1);
  writer.close();
});

test("a full disk is named, with what to do", () => {
  const ledger = new TestLedger();
  const files = new FailingFiles(ledger.disk, {
    operation: "append",
    call: 3,
    code: "ENOSPC",
    shortWrite: true,
  });
  const writer = ledger.open({ files });
  writer.stage(draftOf("a"));
  expect(() => writer.commit()).toThrow(/No space is left for \/data\/ledgers\/main: free some/);
  writer.close();
  expect(ledger.open().headSeq).toBe(0);
});

test.each(["EACCES", "EROFS"] as const)(
  "a directory that may not be written is named: %s",
  (code) => {
    const ledger = new TestLedger();
    const files = new FailingFiles(ledger.disk, { operation: "openAppend", call: 1, code });
    expect(() => ledger.open({ files })).toThrow(
      expect.objectContaining({
        code: "ledger-unwritable",
        message: expect.stringContaining(DIRECTORY),
        detail: { directory: DIRECTORY },
      }),
    );
  },
);

test("a group has a bound", () => {
  const writer = new TestLedger().open({ lineBytesMax: 512 * 1024 * 1024 });
  const eventJson = Buffer.alloc(130 * 1024 * 1024, 0x20);
  expect(writer.stage({ ...draftOf(null), eventJson })).toMatchObject({ status: "staged" });
  expect(() => writer.stage({ ...draftOf(null), eventJson })).toThrow(
    expect.objectContaining({ code: "overloaded" }),
  );
});
