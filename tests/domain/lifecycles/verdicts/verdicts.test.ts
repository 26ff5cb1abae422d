import { expect, test } from "vitest";
import { runSimulation } from "../../../shop/simulation/run-simulation.ts";
import { judgeVerdicts, type Verdicts } from "./judge-verdicts.ts";
import { MANY_FAULTS } from "./many-faults.ts";
import { recordedEvents } from "./recorded-events.ts";
import { wrongScores } from "./score.ts";

async function verdictsOf(given: Parameters<typeof runSimulation>[0]): Promise<Verdicts> {
  const { key, files } = await runSimulation(given);
  return judgeVerdicts({ key, events: recordedEvents(files["events.ndjson"] ?? "") });
}

test("without faults every fact of every object is as the key has it, and nothing else is found", async () => {
  const verdicts = await verdictsOf({ customers: 60, days: 8, seed: 6 });
  expect(verdicts.differences).toEqual([]);
  expect(wrongScores(verdicts.scores)).toEqual([]);
  expect(verdicts.facts).toBeGreaterThan(500);
});

test("with every fault just what the key names is found, on the objects that it names", async () => {
  const verdicts = await verdictsOf({ customers: 80, days: 12, seed: 3, faults: MANY_FAULTS });
  expect(verdicts.differences).toEqual([]);
  expect(wrongScores(verdicts.scores)).toEqual([]);
  expect(verdicts.scores.length).toBeGreaterThan(20);
});

test("where evidence was removed only what it was about is told otherwise", async () => {
  const faults = "all,event.dropped=0.01,source.outage=0.01";
  const verdicts = await verdictsOf({ customers: 60, days: 8, seed: 5, faults });
  expect(verdicts.differences).toEqual([]);
  expect(wrongScores(verdicts.scores)).toEqual([]);
  expect(verdicts.hurtScores.length).toBeGreaterThan(0);
});
