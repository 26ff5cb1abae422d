import { expect, test } from "vitest";
import { recordsOf, runSimulation } from "./run-simulation.ts";
import { AGREED, judgeRun, namedFindings } from "./story/judge-run.ts";

/** Every fault of the shop and of those around it; what it tells gets through whole. */
export const WHOLE_LOG =
  "all,event.dropped=0,event.delayed=0,event.duplicated=0,event.reordered=0,source.outage=0";

test("without faults the events alone tell what the key knows, and show nothing else", async () => {
  const run = await runSimulation({ customers: 60, days: 8, seed: 6 });
  expect(judgeRun(run)).toEqual(AGREED);
});

test("with every fault: the same facts, and just the findings that the key names", async () => {
  const run = await runSimulation({ customers: 90, days: 10, seed: 3, faults: WHOLE_LOG });
  expect(namedFindings(run.key).length).toBeGreaterThan(10);
  expect(judgeRun(run)).toEqual(AGREED);
});

test("where evidence was removed, only what it was about is told otherwise", async () => {
  const faults = "all,event.dropped=0.01,source.outage=0.01";
  const run = await runSimulation({ customers: 60, days: 8, seed: 5, faults });
  expect(judgeRun(run)).toEqual(AGREED);
});

test("what the key says was done to single events can be seen in the file", async () => {
  const faults = "event.dropped=0.02,event.delayed=0.02,event.duplicated=0.02,event.reordered=0.02";
  const { key, events } = await runSimulation({ customers: 30, days: 3, faults });
  const count = Map.groupBy(events, ({ id }) => id);
  for (const record of recordsOf(key, "evidence")) {
    if (record.what === "outage") continue;
    const expected = { dropped: 0, delayed: 1, reordered: 1, duplicated: 2 }[record.what];
    expect({ ...record, count: count.get(record.eventId)?.length ?? 0 }).toEqual({
      ...record,
      count: expected,
    });
  }
  expect(recordsOf(key, "evidence").length).toBeGreaterThan(20);
});

test("what an outage swallowed is in no file, with the objects that it was about", async () => {
  const { key, events } = await runSimulation({
    customers: 60,
    days: 5,
    faults: "source.outage=0.1",
  });
  const outages = recordsOf(key, "evidence").flatMap((one) => (one.what === "outage" ? [one] : []));
  const lost = new Set(outages.flatMap(({ eventIds }) => eventIds));
  expect(lost.size).toBeGreaterThan(20);
  expect(events.filter(({ id }) => lost.has(id))).toEqual([]);
  expect(outages.flatMap(({ on }) => on).some(({ type }) => type === "order")).toBe(true);
});
