import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventList } from "#query/answers/query-answers.ts";
import { RunningCommand, until } from "./running-command.ts";
import { ROOT, Workplace } from "./running-service.ts";

const SAMPLE = join(ROOT, "tests", "fixtures", "traces", "moodle-trace.txt");

let workplace: Workplace;
beforeAll(async () => {
  workplace = new Workplace();
  await workplace.serve();
});
afterAll(() => workplace[Symbol.asyncDispose]());

function file(name: string, content: string | Buffer): string {
  const path = join(workplace.directory, name);
  writeFileSync(path, content);
  return path;
}

function event(id: string, time = "2026-02-03T10:00:00.000Z"): string {
  return `${JSON.stringify({ id, type: "order.placed", time })}\n`;
}

async function recordsOf(source: string): Promise<EventList["items"]> {
  const found = await workplace.run(["search", `source:${source}`, "--all", "-o", "json"]);
  return JSON.parse(found.out) as EventList["items"];
}

test("bad lines are told with their place, the good ones taken, and the exit code is 1", async () => {
  const bad = file(
    "bad.ndjson",
    `${event("1")}not json\n${event("2", "2026-02-30T10:00:00.000Z")}{"type":\n${event("3")}`,
  );
  const result = await workplace.run(["ingest", bad]);
  expect(result.code).toBe(1);
  expect(result.out).toBe(`${bad}: 2 accepted, 0 already there, 3 quarantined (source bad)\n`);
  for (const line of [2, 3, 4]) expect(result.note).toContain(`${bad}:${line}: quarantined as q`);
  expect(result.note).toContain("tracewell quarantine");
});

test("pino lines keep their level and fields", async () => {
  const lines = [
    {
      level: 30,
      time: Date.UTC(2026, 1, 3),
      pid: 7,
      hostname: "shop-1",
      msg: "paid",
      orderId: "9",
    },
    { level: 50, time: Date.UTC(2026, 1, 3), pid: 7, hostname: "shop-1", msg: "mail bounced" },
  ];
  const pino = file("pino.log", lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  expect(await workplace.run(["ingest", pino])).toMatchObject({ code: 0 });
  const records = await recordsOf("pino");
  expect(records.map(({ message, level }) => [message, level])).toEqual([
    ["mail bounced", "error"],
    ["paid", "info"],
  ]);
});

test("results have every output format", async () => {
  const one = file("one.ndjson", event("1"));
  const json = await workplace.run(["ingest", one, "-o", "json"]);
  expect(JSON.parse(json.out)).toMatchObject([
    { input: one, source: "one", accepted: 1, duplicate: 0, quarantined: 0 },
  ]);
  const csv = await workplace.run(["ingest", one, "-o", "csv"]);
  expect(csv.out).toMatch(
    /^input,source,accepted,already there,quarantined,seconds\n.*,one,0,1,0,/,
  );
});

test("nothing is sent when one of the files cannot be read", async () => {
  const good = file("good.ndjson", event("1"));
  mkdirSync(join(workplace.directory, "folder"));
  const result = await workplace.run(["ingest", good, "missing.log", "folder"]);
  expect(result).toMatchObject({ code: 2, out: "" });
  expect(result.note).toContain("missing.log cannot be read: there is no such file");
  expect(result.note).toContain("folder cannot be read: it is a directory");
  expect(await recordsOf("good")).toEqual([]);
});

test("a cut archive gives what can be read, says so, and the next file is taken too", async () => {
  const events = Array.from({ length: 20_000 }, (_, number) =>
    event(String(number), new Date(Date.UTC(2026, 0, 1) + number).toISOString()),
  ).join("");
  const packed = gzipSync(events);
  const cut = file("cut.ndjson.gz", packed.subarray(0, Math.floor(packed.length / 2)));
  const whole = file("whole.ndjson", event("1"));
  const result = await workplace.run(["ingest", cut, whole, "-o", "json"]);
  expect(result.code).toBe(3);
  expect(result.note).toMatch(/cut\.ndjson\.gz: The gzip input .+ bytes of content/);
  const [first, second] = JSON.parse(result.out) as { accepted: number; quarantined: number }[];
  expect(first?.accepted).toBeGreaterThan(1_000);
  expect(first?.quarantined).toBe(0);
  expect(second).toMatchObject({ accepted: 1 });
});

test("wrong names are refused before anything is recorded", async () => {
  const some = file("some.txt", "2026-02-03 10:00:00 hello\n");
  const refusals: [string[], RegExp][] = [
    [
      ["--format", "nosuch"],
      /no format "nosuch"; choose one of .*events, ndjson, moodle-trace, .*text/,
    ],
    [["--timezone", "Mars/Phobos"], /no IANA time zone/],
    [["--source", "bad name"], /letters, digits/],
  ];
  for (const [flags, why] of refusals) {
    const result = await workplace.run(["ingest", some, ...flags]);
    expect(result.code).toBe(2);
    expect(result.note).toMatch(why);
  }
  expect(await recordsOf("some")).toEqual([]);
});

test("a pipe that pauses is searchable meanwhile, and its end is taken", async () => {
  await using command = new RunningCommand(workplace, ["ingest", "-", "--source", "pipe"]);
  command.write(event("1"));
  await until(async () => (await recordsOf("pipe")).length === 1);
  command.write(event("2").slice(0, 20));
  command.write(event("2").slice(20) + event("3"));
  await until(async () => (await recordsOf("pipe")).length === 3);
  command.write(event("4").trimEnd());
  command.end();
  expect(await command.ended()).toBe(0);
  expect(command.out).toContain("standard input: 4 accepted, 0 already there, 0 quarantined");
  expect(await recordsOf("pipe")).toHaveLength(4);
});

const PAUSED = ["ingest", "-", "--source", "paused", "--format", "moodle-trace"];

test("a trace that pauses inside a record is closed, and what follows is linked to it", async () => {
  await using command = new RunningCommand(workplace, PAUSED);
  command.write("-- 2016-7-27 11:32:13 753 --\n[TU80WKRYTI9QUMJ4]\nTest Processing:");
  await until(async () => (await recordsOf("paused")).length === 1);
  command.write(" paying\n");
  command.end();
  expect(await command.ended()).toBe(0);
  const notes = (await recordsOf("paused")).map(({ parseNotes }) =>
    parseNotes.map(({ code }) => code),
  );
  expect(notes.flat()).toEqual(expect.arrayContaining(["closed-unfinished", "continues"]));
});

test("Ctrl-C ends standard input well: what came is recorded", async () => {
  await using command = new RunningCommand(workplace, ["ingest", "-", "--source", "stopped"]);
  command.write(event("1"));
  await until(async () => (await recordsOf("stopped")).length === 1);
  expect(await command.interrupt()).toBe(0);
  expect(command.out).toContain("standard input: 1 accepted");
});

test("standard input outlives a restart of the service", async () => {
  await using place = new Workplace();
  const first = await place.serve();
  const { port } = new URL(first.url);
  await using command = new RunningCommand(place, ["ingest", "-", "--source", "pipe"]);
  command.write(event("1"));
  const count = async (): Promise<number> => {
    const found = await place.run(["search", "source:pipe", "-o", "json"]);
    return found.code === 3 ? 0 : (JSON.parse(found.out) as unknown[]).length;
  };
  await until(async () => (await count()) === 1);
  expect(await first.kill("SIGTERM")).toBe(0);
  command.write(event("2"));
  await command.said(/No service answers/, "stderr");
  await place.serve("--port", port);
  command.end();
  expect(await command.ended()).toBe(0);
  expect(command.out).toContain("standard input: 2 accepted");
  expect(await count()).toBe(2);
});

test("the sample is taken once, whatever its packing", async () => {
  const sample = readFileSync(SAMPLE);
  const plain = file("shop.txt", sample);
  const packed = file("shop.txt.gz", gzipSync(sample));
  const grown = file(
    "shop.log",
    Buffer.concat([sample, sample.subarray(0, sample.indexOf("-- 2016-7-27 11:32:14 193"))]),
  );
  expect((await workplace.run(["ingest", plain])).out).toContain("7 accepted");
  expect((await workplace.run(["ingest", packed])).out).toContain("0 accepted, 7 already there");
  expect((await workplace.run(["ingest", grown])).out).toContain("1 accepted, 7 already there");
});

test("a file that grows adds only what is new, wherever it ended before", async () => {
  const whole = event("").replaceAll('"id":"",', "") + event("b") + event("c");
  const cuts = [whole.indexOf("\n"), whole.indexOf("\n") + 1, whole.length - 9, whole.length];
  const grow = async (end: number) =>
    workplace.run(["ingest", file("grows.ndjson", whole.slice(0, end))]);
  expect((await grow(cuts[0] ?? 0)).out).toContain("1 accepted");
  expect((await grow(cuts[1] ?? 0)).out).toContain("0 accepted, 1 already there");
  const unfinished = await grow(cuts[2] ?? 0);
  expect(unfinished).toMatchObject({
    code: 1,
    out: expect.stringContaining("1 accepted, 1 already there, 0 quarantined"),
    note: expect.stringMatching(/the last \d+ bytes hold an unfinished record/),
  });
  const last = await grow(cuts[3] ?? 0);
  expect(last).toMatchObject({ code: 0, note: "" });
  expect(last.out).toContain("1 accepted, 2 already there, 0 quarantined");
  expect(await recordsOf("grows")).toHaveLength(3);
});

async function ingestGrowing(text: string, ...flags: string[]) {
  const path = file("growing.txt", text);
  return workplace.run(["ingest", path, "--format", "moodle-trace", ...flags]);
}

test("a trace whose last record has grown is never a conflict", async () => {
  const start = "-- 2016-7-27 11:32:13 753 --\n[TU80WKRYTI9QUMJ4]\nTest Processing:";
  expect(await ingestGrowing(start)).toMatchObject({
    code: 1,
    out: expect.stringContaining("0 accepted, 0 already there, 0 quarantined"),
  });
  const grown = `${start} paying\n`;
  expect((await ingestGrowing(grown)).out).toContain("1 accepted, 0 already there, 0 quarantined");
  expect((await ingestGrowing(grown)).out).toContain("0 accepted, 1 already there, 0 quarantined");
  const longer = await ingestGrowing(`${grown}by card\n`);
  expect(longer.out).toContain("1 accepted, 0 already there, 0 quarantined");
  const unfinished = await ingestGrowing(`${grown}by card\nand`, "--final");
  expect(unfinished.out).toContain("1 accepted, 0 already there, 0 quarantined");
  expect(await recordsOf("growing")).toHaveLength(3);
});

test("text without times is recorded under a time that somebody gives, at once or later", async () => {
  const notes = file("notes.txt", "disk is full\nretrying\n");
  const time = ["--assumed-time", "2026-01-31T09:05:00Z"];
  const refused = await workplace.run(["ingest", notes, "--format", "text"]);
  expect(refused).toMatchObject({ code: 1, note: expect.stringContaining("--assumed-time") });
  const item = /quarantined as (q\d+)/.exec(refused.note)?.[1] ?? "";
  expect(await workplace.run(["quarantine", "retry", item, ...time])).toMatchObject({ code: 0 });
  const again = await workplace.run(["ingest", notes, "--format", "text", ...time]);
  expect(again.out).toContain("0 accepted, 2 already there, 0 quarantined");
  expect(await recordsOf("notes")).toMatchObject([
    { time: "2026-01-31T09:05:00.000Z" },
    { time: "2026-01-31T09:05:00.000Z" },
  ]);
  const wrong = await workplace.run(["ingest", notes, "--assumed-time", "yesterday"]);
  expect(wrong).toMatchObject({ code: 2, note: expect.stringContaining("assumedTime") });
});
