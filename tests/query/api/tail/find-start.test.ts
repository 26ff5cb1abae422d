import { expect, test } from "vitest";
import { API_LIMITS } from "#query/api/limits.ts";
import { Metrics } from "#query/api/metrics.ts";
import { findStart } from "#query/api/tail/find-start.ts";
import { FixturePorts, NOW_MS } from "../fixture-ports.ts";

const later = () => NOW_MS + 1_000;

/** Records were recorded at NOW_MS + 1, + 2, … */
function create(records: number, removedThrough = 0) {
  const ports = new FixturePorts();
  ports.append(records);
  ports.removedThrough = removedThrough;
  const metrics = new Metrics({ status: () => ports.status(), tailClients: () => 0 });
  return { ports, context: { version: "0.0.0", ports, limits: API_LIMITS, nowMs: later, metrics } };
}

test.each([
  [undefined, 1_000],
  ["now", 1_000],
  ["0", 0],
  ["main:17", 17],
  ["17", 17],
  [String(NOW_MS + 501), 500],
  [new Date(NOW_MS + 1).toISOString(), 0],
  [new Date(NOW_MS + 1_000).toISOString(), 999],
  [new Date(NOW_MS + 1_001).toISOString(), 1_000],
  ["now-500ms", 499],
  ["2020-01-01", 0],
  ["2090-01-01", 1_000],
])("since %s begins after record %i", async (since, seq) => {
  const { context, ports } = create(1_000);
  const start = await findStart(context, since === undefined ? {} : { since });
  expect(start.seqOf("main")).toBe(seq);
  expect(ports.requests.length).toBeLessThanOrEqual(11);
});

test("begins after what retention removed", async () => {
  const { context } = create(100, 40);
  const start = await findStart(context, { since: "2020-01-01" });
  expect(start.seqOf("main")).toBe(40);
});

test("the last ID wins over `since`, which a browser repeats", async () => {
  const { context } = create(10);
  const first = await findStart(context, { since: "main:4" });
  const again = await findStart(context, { since: "now", lastEventId: first.id() });
  expect(again.seqOf("main")).toBe(4);
});

test("passes failures of the engine on", async () => {
  const { context, ports } = create(10);
  ports.fail("event", "index-unavailable");
  await expect(findStart(context, { since: "now-1h" })).rejects.toMatchObject({
    code: "index-unavailable",
  });
});
