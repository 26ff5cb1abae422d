import { expect, test } from "vitest";
import { FAULTS, isFaultName } from "#shop/faults/fault-catalog.ts";
import { recordsOf, runSimulation } from "../shop/simulation/run-simulation.ts";
import { AGREED, judgeRun, namedFindings } from "../shop/simulation/story/judge-run.ts";

/** Far more often than usual: several faults then meet on one order. */
const OFTEN = 6;
const RATE_MAX = 0.5;

function faultsOfShop(factor: number): string {
  return Object.keys(FAULTS)
    .filter(isFaultName)
    .filter((name) => !name.startsWith("event.") && name !== "source.outage")
    .map((name) => `${name}=${Math.min(RATE_MAX, FAULTS[name].rate * factor)}`)
    .join(",");
}

test.each([1, 2, 3])("seed %i: events and key agree on every fact and finding", async (seed) => {
  const run = await runSimulation({ customers: 200, days: 30, seed, faults: faultsOfShop(1) });
  expect(judgeRun(run)).toEqual(AGREED);
});

test.each([1, 3, 5])("seed %i, where faults meet: they agree all the same", async (seed) => {
  const run = await runSimulation({ customers: 150, days: 25, seed, faults: faultsOfShop(OFTEN) });
  expect(judgeRun(run)).toEqual(AGREED);
  expect(new Set(namedFindings(run.key).map(({ rule }) => rule)).size).toBeGreaterThan(20);
});

test("without faults over two months, with carts that return and carts that do not", async () => {
  const run = await runSimulation({ customers: 200, days: 70, seed: 9 });
  expect(judgeRun(run)).toEqual(AGREED);
  const statuses = new Set<string>(recordsOf(run.key, "number").map(({ status }) => status));
  expect([...statuses].sort()).toEqual([
    "abandoned",
    "cancelled",
    "declined",
    "session-expired",
    "used",
    "used-late",
  ]);
});

test("a run that is stopped anywhere: they agree on what was until then", async () => {
  for (const stepsMax of [3_000, 9_000, 20_000]) {
    let steps = 0;
    const run = await runSimulation({
      customers: 120,
      days: 20,
      seed: 4,
      faults: faultsOfShop(1),
      isStopped: () => ++steps > stepsMax,
    });
    expect(run.summary.stopped).toBe(true);
    expect({ stepsMax, ...judgeRun(run) }).toEqual({ stepsMax, ...AGREED });
  }
});
