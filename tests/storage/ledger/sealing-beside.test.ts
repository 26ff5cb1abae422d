import { expect, test } from "vitest";
import type { LedgerWriter } from "#storage/ledger/ledger.ts";
import { sealSegment } from "#storage/ledger/seal-segment.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import { segmentPaths } from "#storage/ledger/segment-files.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { DIRECTORY, draftOf, TestLedger } from "./test-ledger.ts";

/** A writer whose segments are sealed when the test says so. */
class BesideLedger {
  readonly ledger = new TestLedger();
  readonly requests: SealRequest[] = [];
  writer: LedgerWriter = this.open();
  sent = 0;

  open(segmentRecordsMax = 10_000): LedgerWriter {
    return this.ledger.open({
      segmentBytesMax: 2000,
      segmentRecordsMax,
      compressSegments: true,
      requestSealing: (request) => this.requests.push(request),
    });
  }

  seal(): void {
    const request = this.requests.shift();
    if (request === undefined) throw new Error("nothing waits to be sealed");
    sealSegment(this.ledger.disk, request);
    this.writer.segmentSealed(request.firstSeq);
  }
}

function send(beside: BesideLedger, records: number): void {
  const { writer } = beside;
  for (let count = 0; count < records; count += 1) {
    beside.sent += 1;
    const draft = draftOf({ number: beside.sent }, `e${beside.sent}`);
    expect(writer.stage(draft)).toEqual({ status: "staged", seq: beside.sent });
    if (count % 3 === 2) writer.commit();
  }
  writer.commit();
}

function expectAllKnown({ writer, sent }: BesideLedger): void {
  for (let number = 1; number <= sent; number += 1) {
    const again = draftOf({ number }, `e${number}`);
    expect(writer.stage(again)).toEqual({ status: "duplicate", seq: number });
  }
}

test("rolling leaves the work to others; identities are known before, while and after", () => {
  const beside = new BesideLedger();
  send(beside, 30);
  const [request] = beside.requests;
  expect(request).toMatchObject({ firstSeq: 1, compress: true, ledger: "main" });
  const paths = segmentPaths(DIRECTORY, 1);
  expect(beside.ledger.disk.exists(paths.identities)).toBe(false);
  expectAllKnown(beside);
  while (beside.requests.length > 0) beside.seal();
  expect(beside.ledger.disk.exists(paths.identities)).toBe(true);
  expect(beside.ledger.disk.exists(paths.segment)).toBe(false);
  expectAllKnown(beside);
  send(beside, 30);
  expectAllKnown(beside);
});

test("when too many segments wait, the open one grows on until the sealer is through", () => {
  const beside = new BesideLedger();
  send(beside, 200);
  expect(beside.requests.length).toBe(4);
  expect(beside.ledger.segmentFirstSeqs.length).toBe(5);
  expectAllKnown(beside);
  beside.seal();
  send(beside, 1);
  expect(beside.requests.length).toBe(4);
  expect(beside.ledger.segmentFirstSeqs.length).toBe(6);
});

test("however many segments wait, none gets more records than an index has room for", () => {
  const beside = new BesideLedger();
  send(beside, 200);
  expect(beside.requests.length).toBe(4);
  const before = beside.ledger.segmentFirstSeqs.length;
  beside.writer.close();
  beside.writer = beside.open(30);
  send(beside, 200);
  const firstSeqs = beside.ledger.segmentFirstSeqs.slice(before);
  const records = firstSeqs.slice(1).map((firstSeq, place) => firstSeq - (firstSeqs[place] ?? 0));
  expect(records.length).toBeGreaterThan(4);
  expect(Math.max(...records)).toBe(30);
  expectAllKnown(beside);
});

test("what was not sealed before the process ended is sealed by the next one", async () => {
  const beside = new BesideLedger();
  send(beside, 40);
  const left = beside.requests.splice(0);
  expect(left.length).toBeGreaterThan(1);
  beside.writer.close();
  beside.writer = beside.open();
  expect(beside.requests).toEqual(left);
  expectAllKnown(beside);
  while (beside.requests.length > 0) beside.seal();
  expectAllKnown(beside);
  const { disk } = beside.ledger;
  const report = await verifyLedger({ files: disk, directory: DIRECTORY, ledger: "main" });
  expect(report).toMatchObject({ findings: [], records: 40 });
});

test("offsets torn by a power cut before sealing are written anew", () => {
  const beside = new BesideLedger();
  send(beside, 20);
  const path = segmentPaths(DIRECTORY, 1).offsets;
  const sound = beside.ledger.bytesOf(path);
  const torn = Buffer.from(sound).fill(0, 4, 12);
  beside.ledger.overwrite(path, torn);
  beside.seal();
  expect(beside.ledger.bytesOf(path)).toEqual(sound);
});

test("sealing twice changes nothing", () => {
  const beside = new BesideLedger();
  send(beside, 20);
  const [request] = beside.requests;
  if (request === undefined) throw new Error("nothing waits to be sealed");
  beside.seal();
  const { compressed } = segmentPaths(DIRECTORY, 1);
  const bytes = beside.ledger.bytesOf(compressed);
  sealSegment(beside.ledger.disk, request);
  beside.writer.segmentSealed(request.firstSeq);
  expect(beside.ledger.bytesOf(compressed)).toEqual(bytes);
});
