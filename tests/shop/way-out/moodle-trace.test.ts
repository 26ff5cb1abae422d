import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { MoodleTrace, storeTracePath } from "#shop/way-out/moodle-trace.ts";
import { TestPipeline } from "../../ingest/pipeline/open-pipeline.ts";
import { type OpenShop, openShop } from "../open-shop.ts";
import { TemporaryDirectory } from "./temporary-directory.ts";

const EUROPEAN = "TU80WKRYTI9QUMJ4";
const AMERICAN = "AB12CD34EF56GH78";

function visit(open: OpenShop, transactionId: string, store: string): void {
  open.shop.web.transaction((tx) => {
    tx.run("INSERT INTO visits VALUES (?, ?, 'session', NULL, 0)", transactionId, store);
  });
}

function event(extra: Partial<LoggedEvent>): LoggedEvent {
  return {
    id: "web-ABCD1234-1",
    time: "2026-01-05T09:00:00.005Z",
    type: "payment.requested",
    message: "The payment was asked for.",
    ...extra,
  };
}

function traceOf(open: OpenShop, path: string): MoodleTrace {
  return new MoodleTrace({ path, stores: open.shop.settings.stores, visits: open.shop.web });
}

test("each store's visits are in its own file, in its own time", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  using ingest = new TestPipeline();
  visit(open, EUROPEAN, "europe");
  visit(open, AMERICAN, "america");
  const path = directory.join("trace.txt");
  const trace = traceOf(open, path);
  trace.write([event({ transactionId: EUROPEAN }), event({ transactionId: AMERICAN })]);
  trace.write([event({ transactionId: AMERICAN, type: "order.completed" })]);
  trace.sync();
  trace.close();
  expect(readdirSync(directory.path).toSorted()).toEqual(["trace-america.txt", "trace-europe.txt"]);
  const american = readFileSync(storeTracePath(path, "america"));
  expect(american.toString()).toMatch(/^-- 2026-1-5 4:0:0 5 --\n/);
  const european = readFileSync(storeTracePath(path, "europe"));
  expect(european.toString()).toMatch(/^-- 2026-1-5 10:0:0 5 --\n/);
  const options = { format: "moodle-trace", sourceName: "moodle", timezone: "America/New_York" };
  expect(ingest.push(american, options)).toMatchObject({ accepted: 2, quarantined: 0 });
  expect(ingest.records().map(({ event }) => [event["type"], event["time"]])).toEqual([
    ["payment.requested", "2026-01-05T09:00:00.005Z"],
    ["order.completed", "2026-01-05T09:00:00.005Z"],
  ]);
});

test("what belongs to no visit is left out, but an error from before the visit is not", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const path = directory.join("trace.txt");
  const trace = traceOf(open, path);
  trace.write([
    event({ type: "task.started" }),
    event({ type: "source.heartbeat" }),
    event({ unattributed: "no visit yet", message: "There is no product NOSUCH.", type: "a.b" }),
    event({ unattributed: "no visit yet", type: "a.c", attributes: { store: "academy" } }),
  ]);
  trace.close();
  expect(readFileSync(storeTracePath(path, "europe"), "utf8")).toBe(
    `-- 2026-1-5 10:0:0 5 --\n${" ".repeat(30)}A B:\nThere is no product NOSUCH.\n`,
  );
  expect(readFileSync(storeTracePath(path, "academy"), "utf8")).toContain("A C:");
});

test("what a component says in its own words is written in these", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  visit(open, EUROPEAN, "europe");
  const path = directory.join("trace.txt");
  const trace = traceOf(open, path);
  const component = "Production Controller";
  const message = `${component}: Post Pay process`;
  const said = { transactionId: EUROPEAN, type: "trace.recorded", message };
  trace.write([event({ ...said, attributes: { component } }), event(said)]);
  trace.close();
  const text = readFileSync(storeTracePath(path, "europe"), "utf8");
  expect(text).toContain(`[${EUROPEAN}] ${component}:\nPost Pay process\n`);
  expect(text).toContain(`[${EUROPEAN}] Trace Recorded:\n${message}\n`);
});

test("a visit of a store that is not there any more is in the first store's file", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const path = directory.join("trace.txt");
  visit(open, AMERICAN, "closed_store");
  const trace = traceOf(open, path);
  trace.write([event({ transactionId: AMERICAN }), event({ transactionId: "UNKNOWN000000000" })]);
  trace.close();
  const text = readFileSync(storeTracePath(path, "europe"), "utf8");
  expect(text.match(/\[\w+\]/g)).toEqual([`[${AMERICAN}]`, "[UNKNOWN000000000]"]);
});
