import { expect, test } from "vitest";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { finishRemoval, noteRemoval, planRetention } from "#storage/ledger/retention.ts";
import { keptFromSeq } from "#storage/ledger/retention-note.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { FailingFiles } from "../../storage/files/failing-files.ts";
import { seededRandom } from "../../storage/files/seeded-random.ts";
import { SimulatedDisk } from "../../storage/files/simulated-files.ts";
import { DIRECTORY, SendingClient } from "./sending-client.ts";

const SENDS = 20;
const CUTS_PER_CALL = 6;
const LIMITS = { recordedBefore: "2100-01-01T00:00:00.000Z", throughSeq: 25 };

interface Filled {
  readonly disk: SimulatedDisk;
  readonly client: SendingClient;
  readonly headSeq: number;
}

function fill(random: () => number): Filled {
  const disk = new SimulatedDisk();
  const client = new SendingClient(random, "compressed");
  const writer = client.open(disk);
  for (let count = 0; count < SENDS; count += 1) client.send(writer);
  const { headSeq } = writer;
  writer.close();
  return { disk, client, headSeq };
}

function remove(files: FileLayer): void {
  const place = { files, directory: DIRECTORY, ledger: "main" };
  const plan = planRetention(place, LIMITS);
  const by = { by: "a test", removedAt: "2026-03-01T00:00:00.000Z", ...LIMITS };
  noteRemoval(place, plan, by);
  finishRemoval(files, DIRECTORY);
}

/** The power fails at this file operation of a removal. Returns whether there was one. */
async function cutAt(call: number, seed: number): Promise<{ wasCut: boolean; kept: number }> {
  const random = seededRandom(seed);
  const { disk, client, headSeq } = fill(random);
  const files = new FailingFiles(disk, { call, code: "EIO", forever: true });
  try {
    remove(files);
  } catch (error) {
    if (files.failed === null) throw error;
  }
  disk.powerCut(random);
  client.open(disk).close();
  const kept = keptFromSeq(disk, DIRECTORY);
  const reader = openLedgerReader({ files: disk, directory: DIRECTORY, ledger: "main" });
  reader.advance(headSeq);
  for (let seq = 1; seq <= headSeq; seq += 1) {
    const isThere = reader.readLine(seq) !== null;
    if (isThere !== seq >= kept) throw new Error(`seq ${seq} of ${kept} to ${headSeq}`);
  }
  const report = await verifyLedger({ files: disk, directory: DIRECTORY, ledger: "main" });
  expect(report).toMatchObject({ findings: [], headSeq });
  return { wasCut: files.failed !== null, kept };
}

test("a power cut anywhere in a removal leaves all of it undone, or all of it done", async () => {
  const outcomes = new Set<boolean>();
  let calls = 0;
  for (let call = 1; ; call += 1) {
    let wasCut = true;
    for (let cut = 0; cut < CUTS_PER_CALL && wasCut; cut += 1) {
      const outcome = await cutAt(call, call * 100 + cut);
      ({ wasCut } = outcome);
      outcomes.add(outcome.kept > 1);
    }
    if (!wasCut) break;
    calls = call;
  }
  expect(calls).toBeGreaterThan(30);
  expect(outcomes).toEqual(new Set([false, true]));
});
