import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseEvent } from "#domain/events/parse-event.ts";
import { simulationSummary } from "#shop/simulation/simulation-summary.ts";
import { readSimulation, recordsOf } from "../shop/simulation/run-simulation.ts";
import { RunningCommand } from "./running-command.ts";
import { Workplace } from "./running-service.ts";

let workplace: Workplace;
beforeAll(() => {
  workplace = new Workplace();
});
afterAll(() => workplace[Symbol.asyncDispose]());

test("a month of 300 customers with all faults: read by the product whole, nothing in quarantine", async () => {
  const out = join(workplace.directory, "trade");
  const options = ["--customers", "300", "--days", "30", "--faults", "all", "--seed", "4"];
  const run = await workplace.run(["simulate", ...options, "--out", out, "--json"]);
  expect(run.code).toBe(0);
  expect(run.note).toMatch(/orders [\d,]+\/s, events [\d,]+\/s\n$/);
  const summary = simulationSummary.parse(JSON.parse(run.out));
  expect(JSON.parse(readFileSync(join(out, "summary.json"), "utf8"))).toEqual(summary);
  expect(summary).toMatchObject({ arrived: 300, stopped: false, seed: 4, days: 30 });
  const { key, events } = readSimulation(out);
  expect(recordsOf(key, "order").length).toBeGreaterThan(200);
  expect(recordsOf(key, "fault").length).toBeGreaterThan(20);
  expect(events).toHaveLength(summary.events.written);
  const invalid = events.map((event) => parseEvent(event)).filter(({ ok }) => !ok);
  expect(invalid).toEqual([]);

  await workplace.serve();
  const ingested = await workplace.run(["ingest", join(out, "events.ndjson"), "--source", "shop"]);
  expect(ingested).toMatchObject({ code: 0 });
  const unique = new Set(events.map(({ id }) => id)).size;
  const repeated = events.length - unique;
  expect(ingested.out).toContain(
    `${unique} accepted, ${repeated} already there, 0 quarantined (source shop`,
  );
  const placed = recordsOf(key, "order").find(({ state }) => state === "completed");
  const trace = await workplace.run(["trace", placed?.number ?? "", "-o", "json"]);
  expect(trace).toMatchObject({ code: 0 });
  expect(trace.out).toContain(placed?.foreignId);
});

test("the traces of the stores are read as the text traces they are", async () => {
  const out = join(workplace.directory, "traces");
  const run = await workplace.run(["simulate", "--customers", "40", "--days", "3", "--out", out]);
  expect(run.code).toBe(0);
  const { events } = readSimulation(out);
  const traced = events.filter(
    ({ transactionId, unattributed }) => transactionId !== undefined || unattributed !== undefined,
  );
  const files = readdirSync(out).filter((name) => name.startsWith("moodle-trace-"));
  expect(files).toHaveLength(3);
  let accepted = 0;
  for (const name of files) {
    const read = await workplace.run([
      "ingest",
      join(out, name),
      "--format",
      "moodle-trace",
      "--timezone",
      "Europe/Prague",
    ]);
    expect(read.note).not.toContain("quarantined");
    accepted += Number(/(\d+) accepted/.exec(read.out)?.[1]);
  }
  expect(accepted).toBe(traced.length);
});

test("what is wrong about the call is said, and nothing is touched", async () => {
  const out = join(workplace.directory, "mine");
  mkdirSync(out);
  writeFileSync(join(out, "letter.txt"), "Dear");
  const used = await workplace.run(["simulate", "--out", out, "--force"]);
  expect(used).toMatchObject({ code: 2, out: "" });
  expect(used.note).toContain("holds letter.txt");
  expect(readdirSync(out)).toEqual(["letter.txt"]);
  for (const [args, message] of [
    [["--faults", "mail.lots=1"], "Did you mean mail.lost?"],
    [["--faults", "mail.lost=2"], "a number from 0 to 1"],
    [["--start", "2026-02-30"], "Write a date such as 2026-01-05"],
    [["--days", "0"], "Write a whole number from 1"],
    [["--seed", "x"], "Write a whole number"],
  ] as const) {
    const refused = await workplace.run(["simulate", "--out", join(out, "new"), ...args]);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.note).toContain(message);
  }
  expect(await workplace.run(["simulate"])).toMatchObject({ code: 2 });
});

test("an earlier simulation stays unless it is to be replaced", async () => {
  const out = join(workplace.directory, "twice");
  const args = ["simulate", "--customers", "5", "--days", "1", "--out", out];
  expect(await workplace.run(args)).toMatchObject({ code: 0 });
  const before = readFileSync(join(out, "events.ndjson"), "utf8");
  const again = await workplace.run([...args, "--seed", "2"]);
  expect(again.code).toBe(2);
  expect(again.note).toContain("--force");
  expect(readFileSync(join(out, "events.ndjson"), "utf8")).toBe(before);
  expect(await workplace.run([...args, "--force"])).toMatchObject({ code: 0 });
  expect(readFileSync(join(out, "events.ndjson"), "utf8")).toBe(before);
});

test("Ctrl-C ends it where it is: the files are whole until then", async () => {
  const out = join(workplace.directory, "stopped");
  const args = ["simulate", "--customers", "20000", "--days", "300", "--out", out];
  await using command = new RunningCommand(workplace, args);
  const file = join(out, "events.ndjson");
  while (!hasLines(file)) await new Promise((resolve) => setImmediate(resolve));
  expect(await command.interrupt()).toBe(3);
  expect(command.note).toContain("Stopped at ");
  const { key, events } = readSimulation(out);
  const [run] = recordsOf(key, "run");
  expect(run?.stopped).toBe(true);
  expect(events.every(({ time }) => time <= (run?.to ?? ""))).toBe(true);
});

function hasLines(file: string): boolean {
  try {
    return readFileSync(file).length > 200_000;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
