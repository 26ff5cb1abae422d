import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { type AnswerKeyRecord, answerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";
import { simulate, type SimulationOptions } from "#shop/simulation/simulate.ts";
import type { SimulationSummary } from "#shop/simulation/simulation-summary.ts";

export interface Simulated {
  readonly summary: SimulationSummary;
  readonly key: readonly AnswerKeyRecord[];
  readonly events: readonly LoggedEvent[];
  /** Every file by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a small simulation in a directory that is gone afterwards. The key is checked by its schema. */
export async function runSimulation(
  given: Partial<SimulationOptions> & { faults?: string },
): Promise<Simulated> {
  const directory = mkdtempSync(join(tmpdir(), "tracewell-simulation-"));
  try {
    const { faults = "none", ...options } = given;
    const summary = await simulate({
      customers: 40,
      seed: 1,
      days: 5,
      startMs: Date.UTC(2026, 0, 5),
      rates: parseFaultRates(faults),
      directory,
      replace: false,
      ...options,
    });
    return { summary, ...readSimulation(directory) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The files of a simulation. */
export function readSimulation(directory: string): Omit<Simulated, "summary"> {
  const files = Object.fromEntries(
    readdirSync(directory)
      .sort()
      .map((name) => [name, readFileSync(join(directory, name), "utf8")]),
  );
  const linesOf = (name: string): unknown[] =>
    (files[name] ?? "")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as unknown);
  return {
    files,
    key: linesOf("answer-key.ndjson").map((line) => answerKeyRecord.parse(line)),
    events: linesOf("events.ndjson") as LoggedEvent[],
  };
}

/** The records of one kind. */
export function recordsOf<Kind extends AnswerKeyRecord["record"]>(
  key: readonly AnswerKeyRecord[],
  kind: Kind,
): Extract<AnswerKeyRecord, { record: Kind }>[] {
  return key.filter(
    (record): record is Extract<AnswerKeyRecord, { record: Kind }> => record.record === kind,
  );
}
