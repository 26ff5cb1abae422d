import { expect, test } from "vitest";
import { cutPath, segmentPaths, tailPath } from "#storage/ledger/segment-files.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import type { VerifyProgress } from "#storage/ledger/verify-ledger.ts";
import { DIRECTORY, draftOf, flipped, TestLedger } from "./test-ledger.ts";

/** Thirty records with ids in groups of three, over several segments. */
function filled(segmentBytesMax = 1500): TestLedger {
  const ledger = new TestLedger();
  const writer = ledger.open({ segmentBytesMax });
  for (let number = 1; number <= 30; number += 1) {
    writer.stage(draftOf({ number }, `e${number}`));
    if (number % 3 === 0) writer.commit();
  }
  writer.close();
  expect(ledger.segmentFirstSeqs.length).toBeGreaterThan(2);
  return ledger;
}

function verify(ledger: TestLedger) {
  return verifyLedger({ files: ledger.disk, directory: DIRECTORY, ledger: "main" });
}

async function findingsOf(ledger: TestLedger) {
  return (await verify(ledger)).findings;
}

test("a sound ledger has no findings", async () => {
  const ledger = filled();
  const sizes = ledger.segmentFirstSeqs.map(
    (firstSeq) => ledger.bytesOf(segmentPaths(DIRECTORY, firstSeq).segment).length,
  );
  expect(await verify(ledger)).toEqual({
    ledger: "main",
    segments: sizes.length,
    records: 30,
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    headSeq: 30,
    findings: [],
    findingsTotal: 0,
  });
});

test("files without their segment, and what a start set aside, are found", async () => {
  const ledger = filled();
  const [, second = 0, third = 0] = ledger.segmentFirstSeqs;
  const { segment, offsets, identities } = segmentPaths(DIRECTORY, second);
  ledger.disk.remove(segment);
  const cut = cutPath(DIRECTORY, third, 100);
  const tail = tailPath(DIRECTORY, third, 200);
  ledger.overwrite(cut, Buffer.from("half a rec"));
  ledger.overwrite(tail, Buffer.from("a record"));
  const findings = await findingsOf(ledger);
  expect(findings.map(({ code, file }) => [code, file])).toEqual(
    expect.arrayContaining([
      ["orphan-file", offsets],
      ["orphan-file", identities],
      ["leftover-file", cut],
      ["leftover-file", tail],
    ]),
  );
});

test("an empty ledger and one that does not exist have no findings", async () => {
  const ledger = new TestLedger();
  expect(await verify(ledger)).toMatchObject({ segments: 0, headSeq: 0, findings: [] });
  ledger.open().close();
  expect(await verify(ledger)).toMatchObject({ segments: 1, headSeq: 0, findings: [] });
});

test("every flipped byte of a segment is found where it is", async () => {
  const ledger = filled();
  const file = segmentPaths(DIRECTORY, ledger.segmentFirstSeqs[1] ?? 1).segment;
  const bytes = ledger.bytesOf(file);
  const firstRecordAt = bytes.indexOf(10) + 1;
  for (let offset = firstRecordAt; offset < bytes.length; offset += 1) {
    ledger.overwrite(file, flipped(bytes, offset));
    const [first, ...others] = await findingsOf(ledger);
    const lineAt = bytes.lastIndexOf(10, offset - 1) + 1;
    expect(first).toMatchObject({ file, offset: lineAt });
    expect(["shape", "checksum", "torn-tail"]).toContain(first?.code);
    expect(others.length).toBeLessThanOrEqual(2);
  }
});

test("each of several damaged stretches is found once, and all sound records are counted", async () => {
  const ledger = filled();
  const file = segmentPaths(DIRECTORY, 1).segment;
  const bytes = ledger.bytesOf(file);
  const placeOf = (seq: number): number => bytes.indexOf(`{"seq":${seq},`);
  const damaged = flipped(
    flipped(flipped(bytes, placeOf(2) + 90), placeOf(3) + 90),
    placeOf(5) + 90,
  );
  ledger.overwrite(file, damaged);
  expect(await verify(ledger)).toMatchObject({
    records: 27,
    headSeq: 30,
    findings: [
      { code: "checksum", seq: 2, offset: placeOf(2) },
      { code: "checksum", seq: 5, offset: placeOf(5) },
    ],
  });
});

test("damage at the beginning of a group does not make the rest of it look misdated", async () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  for (let number = 1; number <= 9; number += 1) {
    writer.stage(draftOf({ number }, `e${number}`));
    if (number % 3 !== 0) continue;
    ledger.nowMs += 1_000;
    writer.commit();
  }
  writer.close();
  const file = segmentPaths(DIRECTORY, 1).segment;
  const bytes = ledger.bytesOf(file);
  const place = bytes.indexOf('{"seq":4,');
  ledger.overwrite(file, flipped(bytes, place + 90));
  expect(await verify(ledger)).toMatchObject({
    records: 8,
    findings: [{ code: "checksum", seq: 4, offset: place }],
  });
});

test("a lost record, a lost segment and a foreign segment are found", async () => {
  const ledger = filled();
  const [, second = 0, third = 0] = ledger.segmentFirstSeqs;
  const paths = segmentPaths(DIRECTORY, second);
  const bytes = ledger.bytesOf(paths.segment);
  const lineAt = bytes.indexOf(10) + 1;
  const lineEnd = bytes.indexOf(10, lineAt) + 1;
  ledger.overwrite(
    paths.segment,
    Buffer.concat([bytes.subarray(0, lineAt), bytes.subarray(lineEnd)]),
  );
  expect(await findingsOf(ledger)).toContainEqual(
    expect.objectContaining({ code: "seq", seq: second, offset: lineAt }),
  );
  ledger.disk.remove(paths.segment);
  expect(await findingsOf(ledger)).toContainEqual(
    expect.objectContaining({
      code: "segment-gap",
      seq: second,
      file: segmentPaths(DIRECTORY, third).segment,
    }),
  );
  ledger.overwrite(paths.segment, ledger.bytesOf(segmentPaths(DIRECTORY, third).segment));
  expect(await findingsOf(ledger)).toContainEqual(
    expect.objectContaining({ code: "header", file: paths.segment }),
  );
});

test("a torn tail is found", async () => {
  const ledger = filled();
  const bytes = ledger.bytesOf(ledger.lastSegment);
  ledger.overwrite(ledger.lastSegment, Buffer.concat([bytes, Buffer.from('{"seq":31,')]));
  const file = ledger.lastSegment;
  expect(await findingsOf(ledger)).toMatchObject([
    { code: "torn-tail", file, offset: bytes.length, seq: 31 },
  ]);
});

test.each(["offsets", "identities"] as const)("damaged or missing %s are found", async (kind) => {
  const ledger = filled(300);
  const file = segmentPaths(DIRECTORY, 1)[kind];
  const bytes = ledger.bytesOf(file);
  for (let offset = 0; offset < bytes.length; offset += 1) {
    ledger.overwrite(file, flipped(bytes, offset));
    expect(await findingsOf(ledger)).toMatchObject([{ code: kind, file }]);
  }
  ledger.disk.remove(file);
  expect(await findingsOf(ledger)).toMatchObject([{ code: kind, file }]);
});

test("identities of the newest sealed segments may still be made by the service", async () => {
  const ledger = filled();
  const [firstSeq = 0] = ledger.segmentFirstSeqs.slice(-2);
  ledger.disk.remove(segmentPaths(DIRECTORY, firstSeq).identities);
  expect(await findingsOf(ledger)).toEqual([]);
});

test("progress is told to its end", async () => {
  const ledger = filled();
  const told: VerifyProgress[] = [];
  const { bytes } = await verifyLedger({
    files: ledger.disk,
    directory: DIRECTORY,
    ledger: "main",
    onProgress: (progress) => told.push(progress),
  });
  expect(told.length).toBe(ledger.segmentFirstSeqs.length);
  expect(told.at(-1)).toEqual({ bytesDone: bytes, bytesTotal: bytes, records: 30 });
});

test("a long verification can be stopped", async () => {
  const ledger = new TestLedger();
  const writer = ledger.open();
  for (let count = 0; count < 300; count += 1) writer.stage(draftOf("x".repeat(50_000)));
  writer.commit();
  const stop = new AbortController();
  const verification = verifyLedger({
    files: ledger.disk,
    directory: DIRECTORY,
    ledger: "main",
    signal: stop.signal,
    onProgress: () => stop.abort(new Error("enough")),
  });
  await expect(verification).rejects.toThrow("enough");
});
