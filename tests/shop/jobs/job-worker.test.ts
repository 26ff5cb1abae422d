import { expect, test } from "vitest";
import { z } from "zod";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { ShopDatabase } from "#shop/database/shop-database.ts";
import { type JobHandler, JobWorker } from "#shop/jobs/job-worker.ts";
import { seededRandom } from "#shop/random/seeded-random.ts";
import { TemporaryDirectory } from "../way-out/temporary-directory.ts";

const START = Date.UTC(2026, 0, 5, 9);
const SECOND = 1_000;

interface Bench {
  readonly clock: VirtualClock;
  readonly database: ShopDatabase;
  readonly worker: JobWorker;
  /** What was done, with the seconds since the start. */
  readonly done: [string, number][];
  readonly failures: string[];
  readonly enqueue: (subject: string, afterMs?: number, kind?: string) => void;
  readonly rows: () => unknown[];
  readonly run: (durationMs: number) => Promise<void>;
}

function bench(
  handle: (subject: string, bench: Bench) => Promise<void> | void = () => undefined,
  options: { path?: string; startMs?: number } = {},
): Bench {
  const clock = new VirtualClock(options.startMs ?? START);
  const database = new ShopDatabase({
    name: "web",
    path: options.path ?? ":memory:",
    schema: "",
    clock,
    random: seededRandom(1, "jobs"),
    durable: false,
  });
  const done: [string, number][] = [];
  const failures: string[] = [];
  const act: JobHandler = async (subject) => {
    done.push([subject, (clock.nowMs() - START) / SECOND]);
    await handle(subject, made);
  };
  const worker = new JobWorker({
    database,
    clock,
    handlers: { act },
    onFailure: (error, { kind, subject }) => failures.push(`${kind} ${subject}: ${String(error)}`),
  });
  const made: Bench = {
    clock,
    database,
    worker,
    done,
    failures,
    enqueue: (subject, afterMs = 0, kind = "act") =>
      database.transaction((tx) => tx.enqueue({ kind, subject, dueMs: clock.nowMs() + afterMs })),
    rows: () =>
      database.all(
        z.object({ subject: z.string(), attempts: z.number(), failure: z.string().nullable() }),
        "SELECT subject, attempts, failure FROM jobs ORDER BY id",
      ),
    run: (durationMs) => clock.runUntil(clock.nowMs() + durationMs),
  };
  return made;
}

test("jobs are done when they are due, in order of time, and are then gone", async () => {
  const { worker, enqueue, run, done, rows } = bench();
  enqueue("late", 9 * SECOND);
  enqueue("now");
  worker.start();
  enqueue("soon", 2 * SECOND);
  enqueue("sooner", SECOND);
  enqueue("at once");
  await run(5 * SECOND);
  enqueue("between", SECOND);
  await run(10 * SECOND);
  expect(done).toEqual([
    ["now", 0],
    ["at once", 0],
    ["sooner", 1],
    ["soon", 2],
    ["between", 6],
    ["late", 9],
  ]);
  expect(rows()).toEqual([]);
});

test("one that waits for something does not hold up the others, but only so many run at once", async () => {
  let running = 0;
  let most = 0;
  const { worker, enqueue, run, done } = bench(async (_subject, { clock }) => {
    running += 1;
    most = Math.max(most, running);
    await clock.sleep(10 * SECOND);
    running -= 1;
  });
  for (let number = 1; number <= 40; number += 1) enqueue(String(number));
  worker.start();
  await run(SECOND);
  expect(done).toHaveLength(16);
  enqueue("another");
  await run(40 * SECOND);
  expect(most).toBe(16);
  expect(done.map(([subject]) => subject)).toEqual([
    ...Array.from({ length: 40 }, (_, index) => String(index + 1)),
    "another",
  ]);
});

test("one that fails is tried again after 2, 4, 8 … seconds, the others go on", async () => {
  let failuresLeft = 3;
  const { worker, enqueue, run, done, failures, rows } = bench((subject) => {
    if (subject === "bad" && failuresLeft-- > 0) throw new Error("not yet");
  });
  worker.start();
  enqueue("bad");
  enqueue("good", 3 * SECOND);
  await run(60 * SECOND);
  expect(done).toEqual([
    ["bad", 0],
    ["bad", 2],
    ["good", 3],
    ["bad", 6],
    ["bad", 14],
  ]);
  expect(failures).toHaveLength(3);
  expect(failures[0]).toBe("act bad: Error: not yet");
  expect(rows()).toEqual([]);
});

test("one that always fails is given up after ten times, and stays to be seen", async () => {
  const { worker, enqueue, run, done, rows } = bench(() => {
    throw new Error("never");
  });
  worker.start();
  enqueue("bad");
  await run(24 * 3_600 * SECOND);
  expect(done).toHaveLength(10);
  expect(rows()).toEqual([{ subject: "bad", attempts: 10, failure: "Error: never" }]);
  enqueue("bad");
  await run(SECOND);
  expect(done).toHaveLength(11);
});

test("a job that nobody does fails", async () => {
  const { worker, enqueue, run, failures } = bench();
  worker.start();
  enqueue("thing", 0, "unknown");
  await run(SECOND);
  expect(failures).toEqual(["unknown thing: ShopError: Nobody does unknown."]);
});

test("what is enqueued while it runs is done once more; while it only waits, it is not", async () => {
  const { worker, enqueue, run, done, rows } = bench((_subject, { clock }) => clock.sleep(SECOND));
  enqueue("thing");
  enqueue("thing");
  worker.start();
  await run(500);
  enqueue("thing");
  await run(60 * SECOND);
  expect(done.map(([subject]) => subject)).toEqual(["thing", "thing"]);
  expect(rows()).toEqual([]);
});

test("one that enqueues itself for later goes on so; for now, it is slowed down and given up", async () => {
  const { worker, enqueue, run, done, rows, failures } = bench((subject, bench) => {
    bench.enqueue(subject, subject === "hourly" ? 3_600 * SECOND : 0);
  });
  worker.start();
  enqueue("hourly");
  enqueue("endless");
  await run(20 * 3_600 * SECOND);
  const of = (name: string) => done.filter(([subject]) => subject === name);
  expect(of("hourly").map(([, at]) => at)).toEqual(Array.from({ length: 21 }, (_, n) => n * 3_600));
  expect(of("endless")).toHaveLength(10);
  expect(rows()).toMatchObject([
    { subject: "hourly", failure: null },
    { subject: "endless", failure: "act was enqueued again in each of its runs." },
  ]);
  expect(failures).toHaveLength(1);
});

test("what was under way or waiting at the end of a run is done by the next", async () => {
  using directory = new TemporaryDirectory();
  const path = directory.join("web.sqlite");
  const first = bench(() => new Promise(() => undefined), { path });
  first.worker.start();
  first.enqueue("under way");
  first.enqueue("waiting", 30 * SECOND);
  await first.run(SECOND);
  expect(first.done).toEqual([["under way", 0]]);
  first.database.close();
  const second = bench(undefined, { path, startMs: START + 60 * SECOND });
  second.worker.start();
  await second.run(SECOND);
  expect(second.done).toEqual([
    ["under way", 60],
    ["waiting", 60],
  ]);
  expect(second.rows()).toEqual([]);
});

test("closing waits for what is under way and begins nothing more", async () => {
  const { worker, enqueue, run, done, clock } = bench((_subject, { clock }) =>
    clock.sleep(5 * SECOND),
  );
  worker.start();
  enqueue("under way");
  enqueue("later", 2 * SECOND);
  await run(SECOND);
  let closedAtMs = 0;
  void worker.close().then(() => (closedAtMs = clock.nowMs()));
  enqueue("new");
  await run(60 * SECOND);
  expect(closedAtMs).toBe(START + 5 * SECOND);
  expect(done).toEqual([["under way", 0]]);
});

test("a failure that cannot be noted is told of, and the job is tried again", async () => {
  const { worker, enqueue, run, done, failures, database } = bench();
  worker.start();
  database.transaction((tx) =>
    tx.run("CREATE TRIGGER broken BEFORE DELETE ON jobs BEGIN SELECT RAISE(FAIL, 'no'); END"),
  );
  database.transaction((tx) =>
    tx.run("CREATE TRIGGER worse BEFORE UPDATE ON jobs BEGIN SELECT RAISE(FAIL, 'no'); END"),
  );
  enqueue("thing");
  await run(5 * SECOND);
  expect(done.map(([, at]) => at)).toEqual([0, 2, 4]);
  expect(failures).toHaveLength(6);
  database.transaction((tx) => tx.run("DROP TRIGGER broken"));
  await run(5 * SECOND);
  expect(done.map(([, at]) => at)).toEqual([0, 2, 4, 6]);
});

test("that jobs cannot be read is no failure of who enqueues them; it is tried again", async () => {
  const { worker, enqueue, run, done, failures, database } = bench();
  worker.start();
  const all = database.all.bind(database);
  let isBroken = true;
  database.all = (...given) => {
    if (isBroken) throw new Error("unreadable");
    return all(...given);
  };
  enqueue("thing");
  expect(failures).toEqual(["jobs web: Error: unreadable"]);
  await run(SECOND);
  isBroken = false;
  await run(2 * SECOND);
  expect(done).toEqual([["thing", 2]]);
});
