import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { ShopDatabase, type Transaction } from "#shop/database/shop-database.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { TemporaryDirectory } from "../way-out/temporary-directory.ts";

const START = Date.UTC(2026, 0, 5, 9);
const SCHEMA = "CREATE TABLE IF NOT EXISTS things (name TEXT PRIMARY KEY, size INTEGER) STRICT;";
const thing = z.object({ name: z.string(), size: z.number() });
const job = z.object({ kind: z.string(), subject: z.string(), dueMs: z.number() });

function open(path = ":memory:", options: { seed?: number; durable?: boolean } = {}) {
  const clock = new VirtualClock(START);
  const database = new ShopDatabase({
    name: "web",
    path,
    schema: SCHEMA,
    clock,
    random: seededRandom(options.seed ?? 1, "database"),
    durable: options.durable ?? false,
  });
  const told: (string | number)[] = [];
  database.onEvents = () => told.push("events");
  database.onJobs = (dueMs) => told.push(dueMs);
  return { database, clock, told };
}

const step = (tx: Transaction, name: string): void => {
  tx.run("INSERT INTO things VALUES (?, 1)", name);
  tx.emit({ type: "thing.made", message: `${name} was made.` });
  tx.enqueue({ kind: "polish", subject: name });
};

const jobs = (database: ShopDatabase) =>
  database.all(job, "SELECT kind, subject, dueMs FROM jobs ORDER BY id");

test("state, event and job are committed together, and told of afterwards", () => {
  const { database, told } = open();
  database.transaction((tx) => {
    step(tx, "cup");
    step(tx, "bowl");
    tx.enqueue({ kind: "polish", subject: "later", dueMs: START + 500 });
    expect(told).toEqual([]);
  });
  expect(told).toEqual(["events", START]);
  expect(database.all(thing, "SELECT * FROM things ORDER BY name")).toHaveLength(2);
  expect(jobs(database)).toEqual([
    { kind: "polish", subject: "cup", dueMs: START },
    { kind: "polish", subject: "bowl", dueMs: START },
    { kind: "polish", subject: "later", dueMs: START + 500 },
  ]);
  expect(database.waitingEvents(9).map(({ event }) => event.message)).toEqual([
    "cup was made.",
    "bowl was made.",
  ]);
});

test("a step that throws leaves nothing: no state, no event, no job, and nobody is told", () => {
  const { database, told } = open();
  const failing = (): void =>
    database.transaction((tx) => {
      step(tx, "cup");
      throw new Error("It broke.");
    });
  expect(failing).toThrow("It broke.");
  expect(() =>
    database.transaction((tx) => {
      step(tx, "cup");
      tx.run("INSERT INTO things VALUES ('cup', 2)");
    }),
  ).toThrow("UNIQUE");
  expect(database.all(thing, "SELECT * FROM things")).toEqual([]);
  expect([jobs(database), database.waitingEvents(9), told]).toEqual([[], [], []]);
  database.transaction((tx) => step(tx, "cup"));
  expect(database.waitingEvents(9)).toHaveLength(1);
});

test("a transaction is not nested, not awaited in, and not used after its end", () => {
  const { database } = open();
  expect(() => database.transaction(() => database.transaction(() => 1))).toThrow("within another");
  const waiting = (): unknown =>
    database.transaction(async (tx) => {
      tx.run("INSERT INTO things VALUES ('cup', 1)");
    });
  expect(waiting).toThrow("waited for something");
  let kept: Transaction | undefined;
  database.transaction((tx) => (kept = tx));
  expect(() => kept?.run("DELETE FROM things")).toThrow("after its end");
  expect(() => kept?.emit({ type: "a.b", message: "" })).toThrow("after its end");
  expect(() => kept?.enqueue({ kind: "a", subject: "b" })).toThrow("after its end");
  expect(database.all(thing, "SELECT * FROM things")).toEqual([]);
});

test("an event's ID tells database, instance and number, its time is the clock's", async () => {
  const { database, clock } = open();
  database.transaction((tx) => step(tx, "cup"));
  await clock.runUntil(START + 1_234);
  database.transaction((tx) => step(tx, "bowl"));
  const [first, second] = database.waitingEvents(9).map(({ event }) => event);
  expect(first?.id).toMatch(/^web-[A-Z0-9]{8}-1$/);
  expect(second?.id).toBe(first?.id.replace(/1$/, "2"));
  expect(second?.time).toBe("2026-01-05T09:00:01.234Z");
  const other = open(":memory:", { seed: 2 }).database;
  other.transaction((tx) => step(tx, "cup"));
  expect(other.waitingEvents(1)[0]?.event.id).not.toBe(first?.id);
});

test("what was marked is not given again, what comes later is, and old rows go", () => {
  const { database } = open();
  for (const name of ["a", "b", "c", "d"]) database.transaction((tx) => step(tx, name));
  expect(database.waitingEvents(2).map(({ id }) => id)).toEqual([1, 2]);
  database.markLogged(3);
  expect(database.waitingEvents(9).map(({ id }) => id)).toEqual([4]);
  database.forgetLogged(0);
  expect(database.waitingEvents(9).map(({ id }) => id)).toEqual([4]);
  database.markLogged(4);
  database.forgetLogged(0);
  database.transaction((tx) => step(tx, "e"));
  expect(database.waitingEvents(9).map(({ id }) => id)).toEqual([5]);
});

test("a file that is opened again goes on: state, outbox, jobs and numbers", () => {
  using directory = new TemporaryDirectory();
  const path = directory.join("web.sqlite");
  const first = open(path, { durable: true }).database;
  first.transaction((tx) => step(tx, "cup"));
  const [before] = first.waitingEvents(9);
  first.close();
  first.close();
  const again = open(path, { durable: true, seed: 2 }).database;
  expect(again.waitingEvents(9)).toEqual([before]);
  expect(jobs(again)).toHaveLength(1);
  again.transaction((tx) => step(tx, "bowl"));
  expect(again.waitingEvents(9)[1]?.event.id).toBe(before?.event.id.replace(/1$/, "2"));
  again.close();
});

test("a job that waits stays as it is when it is enqueued again; one given up begins anew", () => {
  const { database } = open();
  const enqueue = (dueMs: number): void =>
    database.transaction((tx) => tx.enqueue({ kind: "polish", subject: "cup", dueMs }));
  enqueue(START + 100);
  enqueue(START + 5);
  expect(jobs(database)).toEqual([{ kind: "polish", subject: "cup", dueMs: START + 100 }]);
  database.transaction((tx) => tx.run("UPDATE jobs SET failure = 'broken', attempts = 10"));
  enqueue(START + 7);
  const row = z.object({ dueMs: z.number(), attempts: z.number(), failure: z.null() });
  expect(database.get(row, "SELECT dueMs, attempts, failure FROM jobs")).toEqual({
    dueMs: START + 7,
    attempts: 0,
    failure: null,
  });
});

test("a row that is not what was expected is refused", () => {
  const { database } = open();
  database.transaction((tx) => tx.run("INSERT INTO things VALUES ('cup', NULL)"));
  expect(() => database.get(thing, "SELECT * FROM things")).toThrow(z.ZodError);
  expect(database.get(thing, "SELECT * FROM things WHERE name = 'bowl'")).toBeUndefined();
});

test("only the own user reads its files, whatever the directory allows", () => {
  using directory = new TemporaryDirectory();
  const path = directory.join("web.sqlite");
  const { database } = open(path, { durable: true });
  database.transaction((tx) => step(tx, "vase"));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  }
  database.close();
});

test("it knows when it last told of something", async () => {
  const { database, clock } = open();
  expect(database.lastEventMs()).toBeNull();
  database.transaction((tx) => step(tx, "vase"));
  await clock.runUntil(START + 5_000);
  database.transaction((tx) => step(tx, "bowl"));
  database.markLogged(2);
  expect(database.lastEventMs()).toBe(START + 5_000);
});
