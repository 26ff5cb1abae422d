import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { nodeFiles } from "#storage/files/node-files.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { listCuts } from "#storage/ledger/segment-files.ts";
import { verifyLedger } from "#storage/ledger/verify-ledger.ts";
import { randomInteger, seededRandom } from "../../storage/files/seeded-random.ts";
import { APPENDED_LEDGER, eventOf } from "./appended-records.ts";

/** Two ledgers at a time, each killed and resumed this many times. */
const LEDGERS = 2;
const ROUNDS = 105;
const ACKNOWLEDGED_BEFORE_KILL_MAX = 300;

const PROGRAM = fileURLToPath(new URL("appending-process.ts", import.meta.url));

/** In the middle of recovery, in the middle of a group, or after so many acknowledgments. */
type KillMoment = "starting" | "appending" | number;

function pickMoment(random: () => number): KillMoment {
  const choice = random();
  if (choice < 0.15) return "starting";
  return choice < 0.35 ? "appending" : randomInteger(random, 1, ACKNOWLEDGED_BEFORE_KILL_MAX);
}

/** Runs the process until the moment has come, then kills it; adds what it acknowledged. */
async function appendUntilKilled(
  directory: string,
  acknowledged: Map<number, number>,
  options: { seed: number; killAt: KillMoment },
): Promise<void> {
  const firstNumber = acknowledged.size + 1;
  const child = spawn(process.execPath, [
    PROGRAM,
    directory,
    String(firstNumber),
    String(options.seed),
  ]);
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const exit = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("exit", (_code, signal) => resolve(signal));
  });
  let received = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // A line torn by the kill is no acknowledgment.
    const [, number, seq] = /^(\d+) (\d+) \.$/.exec(line) ?? [];
    if (number !== undefined) {
      acknowledged.set(Number(number), Number(seq));
      received += 1;
    }
    if (line === options.killAt || received === options.killAt) child.kill("SIGKILL");
  }
  const signal = await exit;
  if (signal !== "SIGKILL") throw new Error(`the process ended by itself: ${complaint}`);
}

function readAll(directory: string): Map<string, number[]> {
  const seqs = new Map<string, number[]>();
  const reader = openLedgerReader({
    files: nodeFiles,
    directory,
    ledger: APPENDED_LEDGER.ledger,
    headFromFiles: true,
  });
  for (let seq = 1; seq <= reader.headSeq;) {
    const lines = reader.readBatch(seq, { recordsMax: 10_000, bytesMax: 8_000_000 });
    for (const { seq: found, line } of lines) {
      const { eventJson } = parseEnvelope(line);
      seqs.set(eventJson, [...(seqs.get(eventJson) ?? []), found]);
    }
    seq += lines.length;
  }
  reader.close();
  return seqs;
}

async function killAgainAndAgain(directory: string, seed: number): Promise<number> {
  const random = seededRandom(seed);
  const acknowledged = new Map<number, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const killAt = pickMoment(random);
    await appendUntilKilled(directory, acknowledged, { seed: seed * 1000 + round, killAt });
  }
  openLedgerWriter({ ...APPENDED_LEDGER, files: nodeFiles, directory, clock: Date.now }).close();
  const stored = readAll(directory);
  for (const [number, seq] of acknowledged) {
    const seqs = stored.get(eventOf(number));
    if (seqs?.length !== 1 || seqs[0] !== seq) {
      throw new Error(`seed ${seed}: ${number} acknowledged at ${seq}, stored at ${String(seqs)}`);
    }
  }
  for (const [event, seqs] of stored) {
    if (seqs.length !== 1) throw new Error(`seed ${seed}: stored twice: ${event.slice(0, 40)}`);
  }
  return acknowledged.size;
}

test(`${LEDGERS * ROUNDS} kills lose nothing that was acknowledged and store nothing twice`, async () => {
  const root = await mkdtemp(join(tmpdir(), "tracewell-kill-"));
  try {
    const ledgers = Array.from({ length: LEDGERS }, (_, index) => index + 1);
    const acknowledged = await Promise.all(
      ledgers.map((seed) => killAgainAndAgain(join(root, String(seed)), seed)),
    );
    for (const count of acknowledged) expect(count).toBeGreaterThan(ROUNDS);
    let torn = 0;
    for (const seed of ledgers) {
      const directory = join(root, String(seed));
      const report = await verifyLedger({ files: nodeFiles, directory, ledger: "main" });
      // Nobody took what recovery cut, so it still lies beside the segments; nothing else may be found.
      const cuts = listCuts(nodeFiles, directory);
      const leftovers = report.findings.filter(({ code }) => code === "leftover-file");
      expect(report.findings).toEqual(leftovers);
      expect(leftovers).toHaveLength(cuts.length);
      expect(report.segments).toBeGreaterThan(1);
      torn += cuts.length;
    }
    expect(torn).toBeGreaterThan(0);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
