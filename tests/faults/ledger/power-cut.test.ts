import { expect, test } from "vitest";
import { listCompressed } from "#storage/ledger/segment-files.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { FailingFiles } from "../../storage/files/failing-files.ts";
import { randomInteger, seededRandom } from "../../storage/files/seeded-random.ts";
import { SimulatedDisk } from "../../storage/files/simulated-files.ts";
import { DIRECTORY, isLedgerFailure, SendingClient } from "./sending-client.ts";
import type { Sealing } from "./sending-client.ts";

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
      client.sealOne(files, writer);
      if (random() < 0.05) return writer.close();
    }
  } catch (error) {
    if (!isLedgerFailure(error)) throw error;
  }
}

async function runOnce(
  seed: number,
  sealing: Sealing,
): Promise<{ acknowledged: number; cutBytes: number; compressed: number }> {
  const random = seededRandom(seed);
  const disk = new SimulatedDisk();
  const client = new SendingClient(random, sealing);
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
  const compressed = listCompressed(disk, DIRECTORY).length;
  return { acknowledged: client.acknowledged, cutBytes, compressed };
}

const SEALING: readonly Sealing[] = ["plain", "compressed", "beside"];

test.each(SEALING)(
  `${RUNS * CUTS_PER_RUN} power cuts lose nothing that was acknowledged: segments %s`,
  async (sealing) => {
    let acknowledged = 0;
    let cutBytes = 0;
    let compressed = 0;
    for (let seed = 1; seed <= RUNS; seed += 1) {
      try {
        const outcome = await runOnce(seed, sealing);
        acknowledged += outcome.acknowledged;
        cutBytes += outcome.cutBytes;
        compressed += outcome.compressed;
      } catch (error) {
        throw new Error(`the run with seed ${seed} failed`, { cause: error });
      }
    }
    expect(acknowledged).toBeGreaterThan(RUNS * CUTS_PER_RUN);
    expect(cutBytes).toBeGreaterThan(RUNS);
    expect(compressed > RUNS / 10).toBe(sealing !== "plain");
  },
);
