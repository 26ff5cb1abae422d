import { expect, test } from "vitest";
import type { TracewellError } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import type { LedgerWriter } from "#storage/ledger/ledger.ts";
import { listSegments, segmentPaths } from "#storage/ledger/segment-files.ts";
import { FailingFiles } from "../../storage/files/failing-files.ts";
import type { FailurePlan, FileOperation } from "../../storage/files/failing-files.ts";
import { seededRandom } from "../../storage/files/seeded-random.ts";
import { SimulatedDisk } from "../../storage/files/simulated-files.ts";
import { DIRECTORY, isLedgerFailure, SendingClient } from "./sending-client.ts";
import type { Sealing } from "./sending-client.ts";

const SENDS = 8;

/** One for all calls, so that each file operation of the work is the failing one once. */
const SEED = 3;

/** A ledger of several segments whose last one ends in a torn line, and the client that filled it. */
function prepare(
  seed: number,
  sealing: Sealing,
): {
  disk: SimulatedDisk;
  client: SendingClient;
  random: () => number;
} {
  const random = seededRandom(seed);
  const disk = new SimulatedDisk();
  const client = new SendingClient(random, sealing);
  const writer = client.open(disk);
  for (let count = 0; count < SENDS; count += 1) client.send(writer);
  writer.close();
  const lastFirstSeq = listSegments(disk, DIRECTORY).at(-1) ?? 1;
  const segment = disk.openAppend(segmentPaths(DIRECTORY, lastFirstSeq).segment, { create: false });
  segment.append(Buffer.from('{"seq":99,"recordedAt":"2026-'));
  segment.sync();
  return { disk, client, random };
}

/** Starts, recovers, sends, stops, and all again: every kind of operation happens. */
function work(files: FileLayer, client: SendingClient): void {
  for (let start = 0; start < 2; start += 1) {
    const writer = client.open(files);
    try {
      for (let count = 0; count < SENDS; count += 1) sendOrFail(writer, client);
    } finally {
      writer.close();
    }
  }
}

function sendOrFail(writer: LedgerWriter, client: SendingClient): void {
  try {
    client.send(writer);
  } catch (error) {
    if (isLedgerFailure(error) && error.code === "ledger-stopped") assertStopped(writer, error);
    throw error;
  }
}

/** Nothing is tried a second time: every later call fails with the first cause. */
function assertStopped(writer: LedgerWriter, first: TracewellError): void {
  const draft = { sourceName: "api", sourceJson: '{"name":"api"}', eventJson: "{}" };
  for (const call of [() => writer.stage(draft), () => writer.commit()]) {
    expect(call).toThrow(expect.objectContaining({ code: "ledger-stopped", cause: first.cause }));
  }
}

/** The message of the ledger's own error; null when the call went through. */
function failureOf(call: () => void): string | null {
  try {
    call();
    return null;
  } catch (error) {
    if (!isLedgerFailure(error)) throw error;
    return error.message;
  }
}

interface SealingPlan extends Omit<FailurePlan, "onFailedSync"> {
  readonly sealing: Sealing;
}

/** Runs the work with one failing call; null when there are fewer calls. */
function failAt(seed: number, { sealing, ...plan }: SealingPlan): FileOperation | null {
  const { disk, client, random } = prepare(seed, sealing);
  const files = new FailingFiles(disk, { ...plan, onFailedSync: (path) => disk.failSync(path) });
  const message = failureOf(() => work(files, client));
  if (files.failed === null) return null;
  // Some failures mend themselves: a derived file that cannot be read is made again.
  const mended = `${DIRECTORY} ${plan.code}`;
  expect(message ?? mended).toContain(DIRECTORY);
  expect(message ?? mended).toContain(plan.code);
  // A new process finds everything; and when the power fails later, it is really on the disk.
  for (let start = 0; start < 2; start += 1) {
    const writer = client.open(disk);
    client.assertKept(disk, writer.headSeq);
    client.send(writer);
    client.send(writer);
    client.assertKept(disk, writer.headSeq);
    disk.powerCut(random);
  }
  const writer = client.open(disk);
  client.assertKept(disk, writer.headSeq);
  writer.close();
  return files.failed;
}

const PLANS: readonly Omit<SealingPlan, "call">[] = [
  { code: "EIO", sealing: "plain" },
  { code: "ENOSPC", sealing: "compressed" },
  { code: "ENOSPC", shortWrite: true, sealing: "compressed" },
  { code: "EIO", forever: true, sealing: "compressed" },
];

test.each(PLANS)("every file operation fails: $code, segments $sealing, $shortWrite", (plan) => {
  const failed = new Map<FileOperation, number>();
  for (let call = 1; ; call += 1) {
    let operation: FileOperation | null;
    try {
      operation = failAt(SEED, { ...plan, call });
    } catch (error) {
      throw new Error(`failing call ${call} with ${plan.code}`, { cause: error });
    }
    if (operation === null) break;
    failed.set(operation, (failed.get(operation) ?? 0) + 1);
  }
  const kinds: readonly FileOperation[] = [
    "makeDirectory",
    "list",
    "openAppend",
    "openRead",
    "syncDirectory",
    "rename",
    "remove",
    "append",
    "read",
    "size",
    "truncate",
    "sync",
    "close",
  ];
  expect([...failed.keys()].sort()).toEqual([...kinds].sort());
  expect(failed.get("sync")).toBeGreaterThan(10);
});
