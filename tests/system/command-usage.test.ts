import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { VERSION } from "#bin/service/version.ts";
import { COMMAND, Workplace } from "./running-service.ts";

const COMMANDS = [
  "trace",
  "order",
  "gift-card",
  "license",
  "transaction",
  "compare",
  "search",
  "count",
  "show",
  "context",
  "resolve",
  "tail",
  "ingest",
  "quarantine",
  "sources",
  "serve",
  "status",
  "sign-in",
  "verify",
  "rebuild",
  "simulate",
];

let workplace: Workplace;
beforeAll(() => {
  workplace = new Workplace();
});
afterAll(() => workplace[Symbol.asyncDispose]());

test("the version and the help are answers, with exit code 0", async () => {
  expect(await workplace.run(["--version"])).toEqual({ code: 0, out: `${VERSION}\n`, note: "" });
  const help = await workplace.run(["--help"]);
  expect(help).toMatchObject({ code: 0, note: "" });
  const listed = [...help.out.matchAll(/^ {2}([a-z-]+)(?: \[options\]| |$)/gm)].map(
    ([, name]) => name,
  );
  expect(listed).toEqual(expect.arrayContaining(COMMANDS));
  expect(help.out).toContain("Exit codes:");
});

test.each(COMMANDS)("tracewell %s --help shows how it is used", async (name) => {
  const help = await workplace.run([name, "--help"]);
  expect(help).toMatchObject({ code: 0, note: "" });
  expect(help.out).toContain(`Usage: tracewell ${name}`);
  expect(help.out).toContain("--url <url>");
});

test.each([
  [[], /Usage: tracewell/],
  [["serch", "x"], /unknown command 'serch'\n\(Did you mean search\?\)/],
  [["search", "--limit", "many"], /Write a whole number of at least 1/],
  [["search", "-type:x"], /tracewell search -- '-type:x'/],
  [["search", "x", "-o", "xml"], /Allowed choices are table, json, ndjson, csv/],
  [["search", "--all", "--limit", "3"], /cannot be used with/],
  [["show", "6x"], /main:42, or 42/],
  [["trace", " "], /the ID is empty/],
  [["trace"], /missing required argument 'id'/],
  [["--url", "nonsense", "search"], /http:\/\/127\.0\.0\.1:7411/],
  [["quarantine", "show", "7"], /q1/],
  [["quarantine", "retry"], /name the items, or write --all/],
  [["quarantine", "dismiss", "q1"], /--note/],
  [["count", "--by", "type", "--per", "1h"], /cannot be used with/],
  [["count", "--per", "hourly"], /15m/],
])("%j is a wrong use: exit code 2, and the way out", async (args, why) => {
  const result = await workplace.run(args);
  expect(result).toMatchObject({ code: 2, out: "" });
  expect(result.note).toMatch(why);
});

test("every bad setting is named at once, without its value", async () => {
  const config = join(workplace.directory, "bad.json");
  writeFileSync(config, JSON.stringify({ port: "7411x", colour: "red", adminToken: "my-secret" }));
  const result = await workplace.run(["--config", config, "serve", "--log-level", "loud"]);
  expect(result).toMatchObject({ code: 2, out: "" });
  for (const key of ["port (TRACEWELL_PORT)", "colour", "adminToken", "logLevel"]) {
    expect(result.note).toContain(key);
  }
  expect(result.note).not.toContain("my-secret");
  expect((await workplace.run(["--config", "absent.json", "search"])).code).toBe(2);
});

test("whoever finds no service is told where it was looked for, and a token where it should be", async () => {
  const away = await workplace.run(["search", "--url", "http://127.0.0.1:9"]);
  expect(away.code).toBe(3);
  expect(away.note).toMatch(/No service answers at http:\/\/127\.0\.0\.1:9 \(.+tracewell serve/);
  await using other = new Workplace();
  const { url } = await other.serve();
  const stranger = await workplace.run(["search"], { url });
  expect(stranger.code).toBe(3);
  expect(stranger.note).toContain(join(workplace.dataDir, "admin-token"));
  const wrong = await workplace.run(["search", "--token", "a-token-that-is-wrong"], { url });
  expect(wrong.code).toBe(3);
  expect(wrong.note).toContain("token");
});

test("commands find the service of their data directory on any port, as long as it runs", async () => {
  await using place = new Workplace();
  const service = await place.serve();
  const address = join(place.dataDir, "address");
  expect(readFileSync(address, "utf8")).toBe(`${service.url}\n`);
  expect(await place.run(["status"])).toMatchObject({ code: 0 });
  const second = await place.run(["serve", "--port", "0"]);
  expect(second.code).toBe(3);
  expect(second.note).toContain("is already open for writing");
  expect(await place.run(["status"])).toMatchObject({ code: 0 });
  const rebuild = await place.run(["rebuild"]);
  expect(rebuild.code).toBe(3);
  expect(rebuild.note).toContain("Stop the other process");
  expect(await service.kill("SIGTERM")).toBe(0);
  expect(existsSync(address)).toBe(false);
  const killed = await place.serve();
  await killed.kill("SIGKILL");
  const away = await place.run(["status"]);
  expect(away.code).toBe(3);
  expect(away.note).toContain(`the address is in ${address}`);
});

test("what stands in the way of a start is told in words", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const refused = await workplace.run(["serve", "--port", port]);
  taken.close();
  expect(refused.code).toBe(3);
  expect(refused.note).toContain(`Port ${port} of 127.0.0.1 is taken`);

  const file = join(workplace.directory, "a-file");
  writeFileSync(file, "");
  const blocked = await workplace.run(["serve", "--port", "0", "--data-dir", file]);
  expect(blocked.code).toBe(3);
  expect(blocked.note).toContain(`${file} cannot be made or used as the data directory`);

  mkdirSync(join(workplace.directory, "empty"));
  for (const command of ["verify", "rebuild"]) {
    const result = await workplace.run([command, "--data-dir", "empty"]);
    expect(result.code).toBe(2);
    expect(result.note).toContain("There is no ledger in");
  }
});

test("a signal that comes twice, as npm passes it on, is one", async () => {
  await using place = new Workplace();
  const service = await place.serve();
  service.child.kill("SIGINT");
  service.child.kill("SIGINT");
  expect(await service.kill("SIGTERM")).toBe(0);
  expect(existsSync(join(place.dataDir, "address"))).toBe(false);
});

test("a pipe that closes early is no failure", async () => {
  await using place = new Workplace();
  const service = await place.serve();
  const events = Array.from(
    { length: 3_000 },
    (_, number) => `{"id":"${number}","type":"a.b","time":"2026-02-03T10:00:00.000Z"}\n`,
  );
  await service.post("/api/v1/events?wait=indexed", events.join(""));
  const line = `"${process.execPath}" "${COMMAND}" search --all -o ndjson | head -1; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", line], {
    env: place.environment,
  });
  expect(stdout).toMatch(/^\{"reference":"main:3000".*\}\n0\n$/);
  expect(stderr).not.toContain("EPIPE");
});
