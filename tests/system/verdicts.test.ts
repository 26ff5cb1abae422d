import { expect, test } from "vitest";
import { judgeVerdicts, type Verdicts } from "../domain/lifecycles/verdicts/judge-verdicts.ts";
import { MANY_FAULTS } from "../domain/lifecycles/verdicts/many-faults.ts";
import { recordedEvents } from "../domain/lifecycles/verdicts/recorded-events.ts";
import { sumOfScores, wrongScores } from "../domain/lifecycles/verdicts/score.ts";
import { runSimulation } from "../shop/simulation/run-simulation.ts";

const SEEDS_OF_EVERY_FAULT = 20;
const SEEDS_OF_MANY_FAULTS = 4;

async function verdictsOf(given: Parameters<typeof runSimulation>[0]): Promise<Verdicts> {
  const { key, files } = await runSimulation(given);
  return judgeVerdicts({ key, events: recordedEvents(files["events.ndjson"] ?? "") });
}

async function verdictsOfSeeds(
  seeds: number,
  given: Parameters<typeof runSimulation>[0],
): Promise<Verdicts[]> {
  const all: Verdicts[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) all.push(await verdictsOf({ ...given, seed }));
  return all;
}

test("every rule finds all that the key names and nothing else, with every fault over many seeds", async () => {
  const all = await verdictsOfSeeds(SEEDS_OF_EVERY_FAULT, {
    customers: 60,
    days: 14,
    faults: "all",
  });
  const scores = sumOfScores(all.map((verdicts) => verdicts.scores));
  expect(all.flatMap(({ differences }) => differences)).toEqual([]);
  expect(wrongScores(scores)).toEqual([]);
  expect(scores.length).toBeGreaterThan(20);
});

test("so it is where faults are frequent, meet each other, and evidence is removed", async () => {
  const all = await verdictsOfSeeds(SEEDS_OF_MANY_FAULTS, {
    customers: 120,
    days: 40,
    faults: MANY_FAULTS,
  });
  const scores = sumOfScores(all.map((verdicts) => verdicts.scores));
  expect(all.flatMap(({ differences }) => differences)).toEqual([]);
  expect(wrongScores(scores)).toEqual([]);
  expect(scores.length).toBeGreaterThan(30);
});
