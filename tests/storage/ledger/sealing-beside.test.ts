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
  #number = 0;

  open(): LedgerWriter {
    return this.ledger.open({
      segmentBytesMax: 2000,
      compressSegments: true,
      requestSealing: (request) => this.requests.push(request),
    });
  }

  send(records: number): void {
    for (let count = 0; count < records; count += 1) {
      this.#number += 1;
      const draft = draftOf({ number: this.#number }, `e${this.#number}`);
      expect(this.writer.stage(draft)).toEqual({ status: "staged", seq: this.#number });
      if (count % 3 === 2) this.writer.commit();
    }
    this.writer.commit();
  }

  seal(): void {
    const request = this.requests.shift();
    if (request === undefined) throw new Error("nothing waits to be sealed");
    sealSegment(this.ledger.disk, request);
    this.writer.segmentSealed(request.firstSeq);
  }

  expectAllKnown(): void {
    for (let number = 1; number <= this.#number; number += 1) {
      const again = draftOf({ number }, `e${number}`);
      expect(this.writer.stage(again)).toEqual({ status: "duplicate", seq: number });
    }
  }
}

test("rolling leaves the work to others; identities are known before, while and after", () => {
  const beside = new BesideLedger();
  beside.send(30);
  const [request] = beside.requests;
  expect(request).toMatchObject({ firstSeq: 1, compress: true, ledger: "main" });
  const paths = segmentPaths(DIRECTORY, 1);
  expect(beside.ledger.disk.exists(paths.identities)).toBe(false);
  beside.expectAllKnown();
  while (beside.requests.length > 0) beside.seal();
  expect(beside.ledger.disk.exists(paths.identities)).toBe(true);
  expect(beside.ledger.disk.exists(paths.segment)).toBe(false);
  beside.expectAllKnown();
  beside.send(30);
  beside.expectAllKnown();
});

test("when too many segments wait, the open one grows on until the sealer is through", () => {
  const beside = new BesideLedger();
  beside.send(200);
  expect(beside.requests.length).toBe(4);
  expect(beside.ledger.segmentFirstSeqs.length).toBe(5);
  beside.expectAllKnown();
  beside.seal();
  beside.send(1);
  expect(beside.requests.length).toBe(4);
  expect(beside.ledger.segmentFirstSeqs.length).toBe(6);
});

test("what was not sealed before the process ended is sealed by the next one", async () => {
  const beside = new BesideLedger();
  beside.send(40);
  const left = beside.requests.splice(0);
  expect(left.length).toBeGreaterThan(1);
  beside.writer.close();
  beside.writer = beside.open();
  expect(beside.requests).toEqual(left);
  beside.expectAllKnown();
  while (beside.requests.length > 0) beside.seal();
  beside.expectAllKnown();
  const { disk } = beside.ledger;
  const report = await verifyLedger({ files: disk, directory: DIRECTORY, ledger: "main" });
  expect(report).toMatchObject({ findings: [], records: 40 });
});

test("offsets torn by a power cut before sealing are written anew", async () => {
  const beside = new BesideLedger();
  beside.send(20);
  const path = segmentPaths(DIRECTORY, 1).offsets;
  const sound = beside.ledger.bytesOf(path);
  const torn = Buffer.from(sound).fill(0, 4, 12);
  beside.ledger.overwrite(path, torn);
  beside.seal();
  expect(beside.ledger.bytesOf(path)).toEqual(sound);
});

test("sealing twice changes nothing", () => {
  const beside = new BesideLedger();
  beside.send(20);
  const [request] = beside.requests;
  if (request === undefined) throw new Error("nothing waits to be sealed");
  beside.seal();
  const { compressed } = segmentPaths(DIRECTORY, 1);
  const bytes = beside.ledger.bytesOf(compressed);
  sealSegment(beside.ledger.disk, request);
  beside.writer.segmentSealed(request.firstSeq);
  expect(beside.ledger.bytesOf(compressed)).toEqual(bytes);
});
