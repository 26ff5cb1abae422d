import { expect, test } from "vitest";
import { ANSWER_KEY_VERSION } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf, runSimulation } from "./run-simulation.ts";

const SMALL = { customers: 12, days: 1, faults: "all" };

test("a small run: files, key, and the same bytes again", async () => {
  const first = await runSimulation(SMALL);
  const { summary, key, events, files } = first;
  expect(recordsOf(key, "run")).toEqual([
    {
      record: "run",
      version: ANSWER_KEY_VERSION,
      seed: 1,
      customers: 12,
      days: 1,
      from: "2026-01-05T00:00:00.000Z",
      to: "2026-01-07T00:00:00.000Z",
      stopped: false,
      rates: summary.rates,
    },
  ]);
  expect(summary.arrived).toBe(12);
  expect(recordsOf(key, "order").length).toBeGreaterThan(4);
  expect(events.length).toBe(summary.events.written);
  expect(JSON.parse(files["summary.json"] ?? "")).toEqual(summary);
  const again = await runSimulation(SMALL);
  expect(again.files).toEqual(files);
});

test("nobody comes: the shop is there all the same", async () => {
  const { summary, key, events } = await runSimulation({ customers: 0, days: 1 });
  expect(summary).toMatchObject({ arrived: 0, orders: {}, numbers: {}, faults: {} });
  expect(key.map(({ record }) => record)).toEqual(["run"]);
  expect(events.map(({ type }) => type)).toContain("source.heartbeat");
});

test("the key holds no code, no license number, no address", async () => {
  const { files, events } = await runSimulation({ customers: 40, days: 3 });
  const secrets = events.flatMap(({ attributes }) =>
    [attributes?.["code"], attributes?.["licenseNumber"], attributes?.["recipient"]].filter(
      (value) => typeof value === "string",
    ),
  );
  expect(secrets.length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => files["answer-key.ndjson"]?.includes(secret))).toEqual([]);
});
