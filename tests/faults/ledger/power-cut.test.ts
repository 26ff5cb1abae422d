import { expect, test } from "vitest";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { FailingFiles } from "../../storage/files/failing-files.ts";
import { randomInteger, seededRandom } from "../../storage/files/seeded-random.ts";
import { SimulatedDisk } from "../../storage/files/simulated-files.ts";
import { DIRECTORY, isLedgerFailure, SendingClient } from "./sending-client.ts";

const RUNS = 400;
const CUTS_PER_RUN = 5;

/** A start makes some 40 file operations, a commit 3 to 15: cuts fall into all of them. */
const OPERATIONS_MAX = 120;

/** The power fails at some file operation of starting, sending or stopping. */
function sendUntilPowerFails(
  disk: SimulatedDisk,
  client: SendingClient,
  random: () => number,
): void {
  const files = new FailingFiles(disk, {
    call: randomInteger(random, 1, OPERATIONS_MAX),
    code: "EIO",
    forever: true,
    shortWrite: random() < 0.5,
  });
  try {
    const writer = client.open(files);
    while (files.failed === null) {
      client.send(writer);
      if (random() < 0.05) return writer.close();
    }
  } catch (error) {
    if (!isLedgerFailure(error)) throw error;
  }
}

async function runOnce(seed: number): Promise<{ acknowledged: number; cutBytes: number }> {
  const random = seededRandom(seed);
  const disk = new SimulatedDisk();
  const client = new SendingClient(random);
  for (let cut = 0; cut < CUTS_PER_RUN; cut += 1) {
    sendUntilPowerFails(disk, client, random);
    disk.powerCut(random);
  }
  const writer = client.open(disk);
  client.assertKept(disk, writer.headSeq);
  client.send(writer);
  client.assertKept(disk, writer.headSeq);
  writer.close();
  const report = await verifyLedger({ files: disk, directory: DIRECTORY, ledger: "main" });
  expect(report.findings).toEqual([]);
  const cutBytes = client.cuts.reduce((sum, cut) => sum + cut.bytes.length, 0);
  return { acknowledged: client.acknowledged, cutBytes };
}

test(`${RUNS * CUTS_PER_RUN} power cuts lose nothing that was acknowledged`, async () => {
  let acknowledged = 0;
  let cutBytes = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    try {
      const outcome = await runOnce(seed);
      acknowledged += outcome.acknowledged;
      cutBytes += outcome.cutBytes;
    } catch (error) {
      throw new Error(`the run with seed ${seed} failed`, { cause: error });
    }
  }
  expect(acknowledged).toBeGreaterThan(RUNS * CUTS_PER_RUN);
  expect(cutBytes).toBeGreaterThan(RUNS);
});
