import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { LedgerWriter } from "#storage/ledger/ledger.ts";
import { removeMerged } from "#storage/ledger/merge-identities.ts";
import { mergeNext, planMerge } from "#storage/ledger/plan-merge.ts";
import { finishRemoval, noteRemoval, planRetention } from "#storage/ledger/retention.ts";
import { sealSegment } from "#storage/ledger/seal-segment.ts";
import type { SealRequest } from "#storage/ledger/seal-segment.ts";
import { listMergedIdentities, segmentPaths } from "#storage/ledger/segment-files.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { DIRECTORY, draftOf, flipped, TestLedger } from "./test-ledger.ts";

const KEY = { low: 0x01234567, high: -7 };
const RECORDED_BEFORE = "2100-01-01T00:00:00.000Z";

/** A service in small: a writer, a sealer and retention, each doing its next step when the test says so. */
class MergingLedger {
  readonly ledger = new TestLedger();
  requests: SealRequest[] = [];
  writer: LedgerWriter = this.open();
  /** Seq by the number in the event's ID: the oracle. */
  readonly known = new Map<number, number>();
  #nextNumber = 1;

  get place() {
    return { files: this.ledger.disk, directory: DIRECTORY, ledger: "main" };
  }

  get merged(): [number, number][] {
    const files = listMergedIdentities(this.ledger.disk, DIRECTORY);
    return files.map(({ firstSeq, lastSeq }) => [firstSeq, lastSeq]);
  }

  open(): LedgerWriter {
    this.requests = [];
    return this.ledger.open({
      segmentBytesMax: 500,
      requestSealing: (request) => this.requests.push(request),
    });
  }

  reopen(): void {
    this.writer.close();
    this.writer = this.open();
  }

  send(records: number): void {
    for (let count = 0; count < records; count += 1) {
      const number = this.#nextNumber;
      this.#nextNumber += 1;
      const result = this.writer.stage(draftOf({ number }, `e${number}`));
      if (result.status !== "staged") throw new Error(`e${number} is called ${result.status}`);
      this.known.set(number, result.seq);
      this.writer.commit();
    }
  }

  sealAll(): void {
    for (const request of this.requests.splice(0)) {
      sealSegment(this.ledger.disk, request);
      this.writer.segmentSealed(request.firstSeq);
    }
  }

  /** Returns whether there was one to do. */
  merge(): boolean {
    const { disk } = this.ledger;
    const merged = mergeNext(disk, { directory: DIRECTORY, ledger: "main", key: KEY });
    if (merged === null) return false;
    this.writer.identitiesMerged(merged);
    removeMerged(disk, merged);
    return true;
  }

  /** Removes about so many of the oldest records, after the sealer is through. */
  retain(records: number): void {
    this.sealAll();
    const limits = { recordedBefore: RECORDED_BEFORE, throughSeq: Number.MAX_SAFE_INTEGER };
    const [first] = this.ledger.segmentFirstSeqs;
    const plan = planRetention(this.place, {
      ...limits,
      throughSeq: (first ?? 1) + records - 1,
    });
    const kept = (plan.at(-1)?.lastSeq ?? 0) + 1;
    if (plan.length === 0) return;
    const by = { by: "a test", removedAt: RECORDED_BEFORE, recordedBefore: RECORDED_BEFORE };
    noteRemoval(this.place, plan, by);
    this.writer.forgetBefore(kept);
    finishRemoval(this.ledger.disk, DIRECTORY);
    for (const [number, seq] of this.known) if (seq < kept) this.known.delete(number);
  }
}

function expectAllKnown({ writer, known }: MergingLedger): void {
  for (const [number, seq] of known) {
    const result = writer.stage(draftOf({ number }, `e${number}`));
    expect(result, `e${number}`).toEqual({ status: "duplicate", seq });
  }
}

async function expectSound({ place }: MergingLedger): Promise<void> {
  expect((await verifyLedger(place)).findings).toEqual([]);
}

/** Some 20 segments of two records; the files of the oldest 16 are one. */
function merged(): MergingLedger {
  const ledger = new MergingLedger();
  while (ledger.ledger.segmentFirstSeqs.length < 20) {
    ledger.send(2);
    ledger.sealAll();
    while (ledger.merge());
  }
  return ledger;
}

test("files are merged by fours, and answer like those they were made of", async () => {
  const ledger = merged();
  expect(ledger.merged).toHaveLength(1);
  const [[firstSeq, lastSeq] = [0, 0]] = ledger.merged;
  expect(firstSeq).toBe(1);
  expect(ledger.ledger.segmentFirstSeqs[16]).toBe(lastSeq + 1);
  const own = ledger.ledger.disk.list(DIRECTORY).filter((name) => /^\d+\.identities$/.test(name));
  expect(own.length).toBe(3);
  expectAllKnown(ledger);
  await expectSound(ledger);
  ledger.reopen();
  expectAllKnown(ledger);
  expect(ledger.merged).toHaveLength(1);
});

test.each([
  ["missing", () => null],
  ["empty", () => Buffer.alloc(0)],
  ["with a damaged header", (bytes: Buffer) => flipped(bytes, 9)],
  ["with a damaged filter", (bytes: Buffer) => flipped(bytes, 45)],
  ["with a damaged table", (bytes: Buffer) => flipped(bytes, bytes.length - 1)],
])("a merged file that is %s gives its place to files made again", async (_title, damage) => {
  const ledger = merged();
  const { disk } = ledger.ledger;
  const path = listMergedIdentities(disk, DIRECTORY)[0]?.path ?? "";
  const damaged = damage(ledger.ledger.bytesOf(path));
  if (damaged === null) disk.remove(path);
  else ledger.ledger.overwrite(path, damaged);
  const findings = (await verifyLedger(ledger.place)).findings;
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.every(({ code }) => code === "identities")).toBe(true);
  const named = findings.filter(({ file }) => file === path);
  expect(named.length).toBe(damaged === null ? 0 : 1);
  ledger.reopen();
  expectAllKnown(ledger);
  expect(ledger.merged).toEqual([]);
  await expectSound(ledger);
  while (ledger.merge());
  expect(ledger.merged).toHaveLength(1);
  expectAllKnown(ledger);
  await expectSound(ledger);
});

test("a merged table that becomes unreadable while the writer runs is made again", async () => {
  const ledger = merged();
  const path = listMergedIdentities(ledger.ledger.disk, DIRECTORY)[0]?.path ?? "";
  const bytes = ledger.ledger.bytesOf(path);
  ledger.ledger.overwrite(path, flipped(bytes, bytes.length - 1));
  expectAllKnown(ledger);
  expect(ledger.merged).toEqual([]);
  await expectSound(ledger);
});

test("a damaged file is not merged, and none of the others is lost", async () => {
  const ledger = new MergingLedger();
  ledger.send(12);
  ledger.sealAll();
  const path = segmentPaths(DIRECTORY, ledger.ledger.segmentFirstSeqs[1] ?? 0).identities;
  const bytes = ledger.ledger.bytesOf(path);
  ledger.ledger.overwrite(path, flipped(bytes, bytes.length - 1));
  expect(() => ledger.merge()).toThrow(expect.objectContaining({ code: "ledger-corrupt" }));
  expect(ledger.merged).toEqual([]);
  expectAllKnown(ledger);
  while (ledger.merge());
  ledger.reopen();
  expectAllKnown(ledger);
  await expectSound(ledger);
});

test("records that retention has removed are no duplicates, merged or not; in the end they are left out", async () => {
  const ledger = merged();
  const [[, lastSeq] = [0, 0]] = ledger.merged;
  ledger.retain(6);
  const gone = [1, 2, 3].filter((number) => !ledger.known.has(number));
  expect(gone).toEqual([1, 2, 3]);
  const again = ledger.writer.stage(draftOf({ number: 1 }, "e1"));
  expect(again.status).toBe("staged");
  ledger.reopen();
  expect(ledger.writer.stage(draftOf({ number: 2 }, "e2")).status).toBe("staged");
  ledger.reopen();
  expectAllKnown(ledger);
  await expectSound(ledger);
  expect(ledger.merged).toEqual([[1, lastSeq]]);
  expect(ledger.merge()).toBe(false);
  ledger.retain(lastSeq / 2);
  expect(ledger.merge()).toBe(true);
  expect(ledger.merged).toEqual([[ledger.ledger.segmentFirstSeqs[0], lastSeq]]);
  expectAllKnown(ledger);
  await expectSound(ledger);
  ledger.retain(lastSeq);
  expect(ledger.merged).toEqual([]);
  expectAllKnown(ledger);
  await expectSound(ledger);
});

const STEPS = ["send", "send", "send", "seal", "merge", "merge", "retain", "reopen"] as const;

test("any sequence of seals, merges, retention and starts knows just what is kept", async () => {
  let mergesSeen = 0;
  const steps = fc.array(
    fc.record({ step: fc.constantFrom(...STEPS), size: fc.integer({ min: 1, max: 14 }) }),
    { minLength: 10, maxLength: 50 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const ledger = new MergingLedger();
      for (const { step, size } of sequence) {
        if (step === "send") ledger.send(size);
        if (step === "seal") ledger.sealAll();
        if (step === "merge" && ledger.merge()) mergesSeen += 1;
        if (step === "retain") ledger.retain(size);
        if (step === "reopen") ledger.reopen();
      }
      expectAllKnown(ledger);
      ledger.reopen();
      expectAllKnown(ledger);
      await expectSound(ledger);
    }),
    { numRuns: 60 },
  );
  expect(mergesSeen).toBeGreaterThan(20);
});

type Runs = Parameters<typeof planMerge>[0];

function mergePlanned(runs: Runs): Runs {
  const plan = planMerge(runs, () => true);
  if (plan === null) return runs;
  const segments = plan.flatMap((run) => run.segments);
  const [firstSeq, lastSeq] = [segments[0]?.firstSeq ?? 0, segments.at(-1)?.lastSeq ?? 0];
  const at = runs.findIndex((run) => run === plan[0]);
  const one = { merged: { firstSeq, lastSeq, path: "" }, segments };
  return mergePlanned(runs.toSpliced(at, plan.length, one));
}

/** How many segments are in each file when all merges are done after each of so many seals. */
function sizesAfter(segments: number): number[][] {
  let runs: Runs = [];
  return Array.from({ length: segments }, (_, index) => {
    const [firstSeq, lastSeq] = [index * 588_000 + 1, (index + 1) * 588_000];
    const segment = { directory: "/", ledger: "main", firstSeq, lastSeq };
    runs = mergePlanned(runs.concat({ merged: null, segments: [segment] }));
    return runs.map((run) => run.segments.length);
  });
}

function runOf(firstSeq: number, segments: number): Runs[number] {
  return {
    merged: { firstSeq, lastSeq: firstSeq + segments - 1, path: String(firstSeq) },
    segments: Array.from({ length: segments }, (_, index) => {
      const seq = firstSeq + index;
      return { directory: "/", ledger: "main", firstSeq: seq, lastSeq: seq };
    }),
  };
}

test("170 segments are in six files, and never in more than ten", () => {
  const sizes = sizesAfter(170);
  expect(sizes.at(-1)).toEqual([128, 32, 4, 4, 1, 1]);
  expect(Math.max(...sizes.map((files) => files.length))).toBeLessThanOrEqual(10);
});

test("a file that was made again between larger ones goes into the one behind it", () => {
  const runs = [runOf(1, 32), runOf(33, 1), runOf(34, 16)];
  expect(planMerge(runs, () => true)).toEqual(runs.slice(1));
});
