import { expect, test } from "vitest";
import type { FileLayer } from "#storage/files/file-layer.ts";
import type { LedgerWriter } from "#storage/ledger/ledger.ts";
import { removeMerged } from "#storage/ledger/merge-identities.ts";
import { mergeNext } from "#storage/ledger/plan-merge.ts";
import { listMergedIdentities, listSegmentIdentities } from "#storage/ledger/segment-files.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { FailingFiles } from "../../storage/files/failing-files.ts";
import { seededRandom } from "../../storage/files/seeded-random.ts";
import { SimulatedDisk } from "../../storage/files/simulated-files.ts";
import { DIRECTORY, draftOf, TestLedger } from "../../storage/ledger/test-ledger.ts";

const RECORDS = 24;
const CUTS_PER_CALL = 3;
const KEY = { low: 0x01234567, high: -7 };
const SMALL = { segmentBytesMax: 300 };

/** A segment for each record, none of them merged. */
function fill(disk: SimulatedDisk): TestLedger {
  const ledger = new TestLedger(disk);
  const writer = ledger.open(SMALL);
  for (let number = 1; number <= RECORDS; number += 1) {
    writer.stage(draftOf({ number }, `e${number}`));
    writer.commit();
  }
  writer.close();
  return ledger;
}

/** All merges that there are to do, as the sealer does them; the writer is of another process's life. */
function mergeAll(files: FileLayer, writer: LedgerWriter): void {
  for (;;) {
    const merged = mergeNext(files, { directory: DIRECTORY, ledger: "main", key: KEY });
    if (merged === null) return;
    writer.identitiesMerged(merged);
    removeMerged(files, merged);
  }
}

function expectAllKnown(writer: LedgerWriter): void {
  for (let seq = 1; seq <= RECORDS; seq += 1) {
    const again = writer.stage(draftOf({ number: seq }, `e${seq}`));
    expect(again, `seq ${seq}`).toEqual({ status: "duplicate", seq });
  }
}

/** Each sealed segment is in just one file. */
function coveredTwice(disk: SimulatedDisk): number[] {
  const merged = listMergedIdentities(disk, DIRECTORY);
  return listSegmentIdentities(disk, DIRECTORY)
    .map(({ firstSeq }) => firstSeq)
    .filter((seq) => merged.some((file) => file.firstSeq <= seq && seq <= file.lastSeq));
}

interface Outcome {
  readonly failed: boolean;
  readonly files: number;
}

/** This file operation of the merges fails, and all after it when the power does. */
async function failAt(call: number, seed: number, power: boolean): Promise<Outcome> {
  const random = seededRandom(seed);
  const disk = new SimulatedDisk();
  const ledger = fill(disk);
  const running = ledger.open(SMALL);
  const files = new FailingFiles(disk, {
    call,
    code: power ? "EIO" : "ENOSPC",
    forever: power,
    shortWrite: seed % 2 === 0,
    onFailedSync: (path) => disk.failSync(path),
  });
  try {
    mergeAll(files, running);
  } catch (error) {
    if (files.failed === null) throw error;
  }
  if (power) disk.powerCut(random);
  else expectAllKnown(running);
  const writer = ledger.open(SMALL);
  expectAllKnown(writer);
  expect(coveredTwice(disk)).toEqual([]);
  const report = await verifyLedger({ files: disk, directory: DIRECTORY, ledger: "main" });
  expect(report).toMatchObject({ findings: [], records: RECORDS });
  const left = listMergedIdentities(disk, DIRECTORY).length;
  mergeAll(disk, writer);
  expectAllKnown(writer);
  expect(listMergedIdentities(disk, DIRECTORY).map(({ firstSeq }) => firstSeq)).toEqual([1, 17]);
  return { failed: files.failed !== null, files: left };
}

test.each([true, false])(
  "a merge that fails at any step loses no identity; the power fails: %s",
  async (power) => {
    const outcomes = new Set<number>();
    let calls = 0;
    for (let call = 1; ; call += 1) {
      let failed = true;
      for (let cut = 0; cut < (power ? CUTS_PER_CALL : 2) && failed; cut += 1) {
        const outcome = await failAt(call, call * 100 + cut, power);
        ({ failed } = outcome);
        outcomes.add(outcome.files);
      }
      if (!failed) break;
      calls = call;
    }
    expect(calls).toBeGreaterThan(100);
    expect(outcomes.size).toBeGreaterThan(3);
  },
);
