import { existsSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import type { ShopDatabase } from "#shop/database/shop-database.ts";
import { DIRECT_TRANSPORT } from "#shop/way-out/event-transport.ts";
import { EventFile } from "#shop/way-out/event-file.ts";
import { MoodleTrace, storeTracePath } from "#shop/way-out/moodle-trace.ts";
import { Relay, type RelayOptions } from "#shop/way-out/relay.ts";
import { TestPipeline } from "../../ingest/pipeline/open-pipeline.ts";
import { type OpenShop, openShop } from "../open-shop.ts";
import { TemporaryDirectory } from "./temporary-directory.ts";

const TRANSACTION = "TU80WKRYTI9QUMJ4";

function emit(database: ShopDatabase, message: string): void {
  database.transaction((tx) => {
    tx.emit({ type: "order.uncertain", transactionId: TRANSACTION, message });
  });
}

function relayOf(open: OpenShop, path: string, options: Partial<RelayOptions> = {}): Relay {
  return new Relay({
    outboxes: [open.shop.web, open.shop.main],
    file: new EventFile(path),
    clock: open.clock,
    onFailure: (error) => {
      throw error;
    },
    ...options,
  });
}

function messages(path: string): string[] {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { message: string }).message);
}

function outboxSize(database: ShopDatabase): number {
  const sql = "SELECT count(*) AS rows FROM outbox";
  return database.get(z.object({ rows: z.number() }), sql)?.rows ?? -1;
}

test("events are in the file in order of time, at equal times the first database's first", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const { web, main } = open.shop;
  const relay = relayOf(open, directory.join("events.ndjson"));
  emit(main, "main 1");
  emit(web, "web 1");
  await open.clock.runUntil(open.clock.nowMs() + 1);
  emit(main, "main 2");
  await open.clock.runUntil(open.clock.nowMs() + 1);
  emit(web, "web 2");
  relay.flush();
  expect(messages(directory.join("events.ndjson"))).toEqual(["web 1", "main 1", "main 2", "web 2"]);
  expect([web.waitingEvents(9), main.waitingEvents(9)]).toEqual([[], []]);
  await relay.close();
});

test("batches of any size give the same file", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("web", "main"), fc.integer({ min: 0, max: 2 })), {
        maxLength: 30,
      }),
      fc.integer({ min: 1, max: 7 }),
      async (steps, batchMax) => {
        await using open = openShop();
        using directory = new TemporaryDirectory();
        for (const [index, [name, passesMs]] of steps.entries()) {
          await open.clock.runUntil(open.clock.nowMs() + passesMs);
          emit(name === "web" ? open.shop.web : open.shop.main, `${name} ${index}`);
        }
        const path = directory.join("small.ndjson");
        const whole = relayOf(open, directory.join("whole.ndjson"));
        const small = relayOf(open, path, { batchMax });
        const outboxes = [open.shop.web, open.shop.main];
        whole.flush();
        for (const outbox of outboxes) {
          outbox.transaction((tx) => tx.run("UPDATE outbox SET logged = 0"));
        }
        small.flush();
        expect(messages(path)).toEqual(messages(directory.join("whole.ndjson")));
        expect(messages(path)).toHaveLength(steps.length);
        await Promise.all([whole.close(), small.close()]);
      },
    ),
    { numRuns: 25 },
  );
});

test("once started it writes what was left, and what is emitted, without being asked", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const path = directory.join("events.ndjson");
  emit(open.shop.web, "left");
  const relay = relayOf(open, path);
  relay.start();
  await turn();
  expect(messages(path)).toEqual(["left"]);
  emit(open.shop.main, "new");
  emit(open.shop.web, "newer");
  await turn();
  expect(messages(path)).toEqual(["left", "newer", "new"]);
  emit(open.shop.web, "last");
  await relay.close();
  expect(messages(path)).toEqual(["left", "newer", "new", "last"]);
});

test("what cannot be written waits, marks nothing, stops nobody, and is written later", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const path = directory.join("events.ndjson");
  // A directory in the file's place: it cannot be opened.
  mkdirSync(path);
  const failures: unknown[] = [];
  const relay = relayOf(open, path, { onFailure: (error) => failures.push(error) });
  relay.start();
  emit(open.shop.web, "first");
  await turn();
  expect(failures).toHaveLength(1);
  expect(() => relay.flush()).toThrow("cannot be opened");
  emit(open.shop.web, "second");
  expect(open.shop.web.waitingEvents(9)).toHaveLength(2);
  await open.clock.runUntil(open.clock.nowMs() + 3_500);
  expect(failures).toHaveLength(4);
  expect(open.shop.web.waitingEvents(9)).toHaveLength(2);
  rmdirSync(path);
  await open.clock.runUntil(open.clock.nowMs() + 1_000);
  expect(messages(path)).toEqual(["first", "second"]);
  expect(open.shop.web.waitingEvents(9)).toEqual([]);
  emit(open.shop.web, "third");
  await turn();
  expect(messages(path)).toEqual(["first", "second", "third"]);
  await relay.close();
  expect(failures).toHaveLength(4);
});

test("closing says when something could not be written, and leaves it in the outbox", async () => {
  await using open = openShop();
  const relay = relayOf(open, "/dev/full");
  emit(open.shop.web, "waits");
  await expect(relay.close()).rejects.toMatchObject({ code: "internal" });
  await relay.close();
  expect(open.shop.web.waitingEvents(9)).toHaveLength(1);
});

test("logged rows are kept up to a bound, waiting ones always", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const relay = relayOf(open, directory.join("events.ndjson"), { keptRowsMax: 3, batchMax: 4 });
  for (let index = 0; index < 10; index += 1) emit(open.shop.web, `event ${index}`);
  expect(outboxSize(open.shop.web)).toBe(10);
  relay.flush();
  expect(outboxSize(open.shop.web)).toBe(3);
  emit(open.shop.web, "after");
  expect(open.shop.web.waitingEvents(9)[0]?.event.id).toMatch(/^web-[A-Z0-9]{8}-11$/);
  await relay.close();
});

test("a trace that was interrupted goes on where it stopped", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const trace = new MoodleTrace({
    path: directory.join("trace.txt"),
    stores: open.shop.settings.stores,
    visits: open.shop.web,
  });
  const path = directory.join("events.ndjson");
  mkdirSync(path);
  const relay = relayOf(open, path, { trace, onFailure: () => undefined });
  relay.start();
  emit(open.shop.web, "first");
  await turn();
  emit(open.shop.web, "second");
  rmdirSync(path);
  await open.clock.runUntil(open.clock.nowMs() + 2_000);
  await relay.close();
  const text = readFileSync(storeTracePath(directory.join("trace.txt"), "europe"), "utf8");
  expect(text.match(/first|second/g)).toEqual(["first", "second"]);
  expect(messages(path)).toEqual(["first", "second"]);
});

test("what a transport repeats is in the file twice and in the trace once, what it held comes at the end", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  const trace = new MoodleTrace({
    path: directory.join("trace.txt"),
    stores: open.shop.settings.stores,
    visits: open.shop.web,
  });
  emit(open.shop.web, "one");
  const [row] = open.shop.web.waitingEvents(1);
  if (row === undefined) throw new Error("nothing waits");
  const relay = relayOf(open, directory.join("events.ndjson"), {
    trace,
    transport: {
      carry: (event) => [...DIRECT_TRANSPORT.carry(event), { event, repeated: true }],
      finish: () => [{ event: { ...row.event, id: "held", message: "held" }, repeated: false }],
    },
  });
  await relay.close();
  expect(messages(directory.join("events.ndjson"))).toEqual(["one", "one", "held"]);
  const text = readFileSync(storeTracePath(directory.join("trace.txt"), "europe"), "utf8");
  expect(text.match(/one|held/g)).toEqual(["one", "held"]);
});

test("Tracewell takes the file as it is, and repeats by their IDs", async () => {
  await using open = openShop();
  using directory = new TemporaryDirectory();
  using ingest = new TestPipeline();
  const path = directory.join("events.ndjson");
  emit(open.shop.web, "one");
  open.shop.main.transaction((tx) => {
    tx.emit({
      type: "license.generated",
      transactionId: TRANSACTION,
      objects: [{ type: "license", id: "LN-1" }],
      message: "A license was generated.",
      attributes: { kind: "standard", licenseNumber: "AAAA-BBBB-CCCC-DDDD" },
    });
  });
  const relay = relayOf(open, path);
  relay.flush();
  const lines = readFileSync(path, "utf8");
  expect(ingest.push(lines + lines)).toMatchObject({ accepted: 2, duplicate: 2, quarantined: 0 });
  expect(ingest.records().map(({ event }) => event)).toMatchObject([
    { type: "order.uncertain", transactionId: TRANSACTION, message: "one", level: "info" },
    { type: "license.generated", time: "2026-01-05T09:00:00.000Z" },
  ]);
  await relay.close();
});
