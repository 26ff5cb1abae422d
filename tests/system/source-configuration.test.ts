import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReloadAnswer, SourceList, SourceStatus } from "#query/answers/source-answers.ts";
import { RunningCommand, until } from "./running-command.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

const SHOP = { name: "shop", format: "ndjson", timezone: "Europe/Prague", files: ["logs/*.log"] };
const TILL = { name: "till", format: "events", stores: ["main"] };

let workplace: Workplace;
let configFile: string;

beforeEach(() => {
  workplace = new Workplace();
  configFile = join(workplace.directory, "tracewell.config.json");
});

afterEach(() => workplace[Symbol.asyncDispose]());

function configure(sources: unknown, more: object = {}): void {
  writeFileSync(configFile, JSON.stringify({ ...more, sources }));
}

async function listOf(service: RunningProcess): Promise<SourceList> {
  return (await service.api<SourceList>("/api/v1/sources")).body;
}

const configurationOf = async (service: RunningProcess) => (await listOf(service)).configuration;

const reload = (service: RunningProcess) =>
  service.api<ReloadAnswer & { code?: string; errors?: { path: string }[] }>(
    "/api/v1/sources/reload",
    { method: "POST" },
  );

const put = (service: RunningProcess, name: string, settings: object) =>
  service.api<SourceStatus & { code?: string; detail?: string; errors?: { path: string }[] }>(
    `/api/v1/sources/${name}`,
    {
      method: "PUT",
      body: JSON.stringify(settings),
      headers: { "content-type": "application/json" },
    },
  );

test("a service does not start on a bad file, and says everything that is wrong with it", async () => {
  configure([SHOP, { name: "shop", format: "csvv" }, { nme: "x", format: "text" }], { prot: 1 });
  const { code, out, note } = await workplace.run(["serve", "--port", "0"]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  for (const said of [
    configFile,
    "prot: no such setting; did you mean port?",
    "sources[1].name: ",
    "sources[1].format: ",
    "sources[2].nme: no such setting; did you mean name?",
    "sources[2].name: is required",
  ]) {
    expect(note).toContain(said);
  }
  expect(existsSync(workplace.dataDir)).toBe(false);
});

describe("an edit of the file", () => {
  test("is seen without a restart, whatever way it is saved; a bad one changes nothing", async () => {
    configure([SHOP]);
    const service = await workplace.serve();
    const { items, configuration } = await listOf(service);
    const files = { paths: [join(workplace.directory, "logs/*.log")] };
    expect(items).toMatchObject([{ ...SHOP, files, managedBy: "config" }]);
    expect(configuration).toMatchObject({ file: configFile, errors: [] });

    configure([SHOP, TILL]);
    await until(async () => (await listOf(service)).items.length === 2);

    appendFileSync(configFile, "}");
    await until(async () => (await configurationOf(service))?.errors.length === 1);
    writeFileSync(`${configFile}.new`, JSON.stringify({ sources: [{ ...SHOP, timezone: "X/Y" }] }));
    renameSync(`${configFile}.new`, configFile);
    await until(async () => (await configurationOf(service))?.errors[0]?.path !== "");
    const bad = await listOf(service);
    expect(bad.configuration?.errors).toMatchObject([{ path: "sources[0].timezone" }]);
    expect(bad.items).toMatchObject([{ ...SHOP, files }, TILL]);
    expect(await workplace.run(["sources"], { url: service.url })).toMatchObject({
      code: 1,
      note: expect.stringContaining("sources[0].timezone: "),
    });
    expect(await workplace.run(["status"], { url: service.url })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^configuration +bad.*\n/m),
    });

    const elsewhere = join(workplace.directory, "elsewhere.json");
    writeFileSync(elsewhere, JSON.stringify({ sources: [TILL] }));
    rmSync(configFile);
    symlinkSync(elsewhere, configFile);
    await until(async () => (await configurationOf(service))?.errors.length === 0);
    expect((await listOf(service)).items).toMatchObject([
      { name: "shop", timezone: "Europe/Prague", managedBy: "api" },
      { ...TILL, managedBy: "config" },
    ]);
    expect((await listOf(service)).items[0]).not.toHaveProperty("files");
  });

  test("is read at SIGHUP, by command and by API where changes are not watched", async () => {
    configure([SHOP], { ignoreConfigChanges: true });
    const service = await workplace.serve();
    configure([SHOP, TILL], { ignoreConfigChanges: true, readerThreads: 3 });
    const said = new Promise<string>((resolve) => {
      service.child.stderr?.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    });
    service.child.kill("SIGHUP");
    expect(await said).toContain("added: till; 1 unchanged.");
    expect((await listOf(service)).items).toHaveLength(2);

    configure([TILL], { ignoreConfigChanges: true, readerThreads: 3 });
    const command = await workplace.run(["sources", "reload"], { url: service.url });
    expect(command).toMatchObject({ code: 0, note: "" });
    expect(command.out).toContain("not followed: shop; 1 unchanged.");
    expect(command.out).toContain("with the next start: readerThreads.");

    configure([{ ...TILL, stores: ["main", "outlet"] }]);
    expect(await reload(service)).toMatchObject({
      status: 200,
      body: {
        file: configFile,
        added: [],
        changed: ["till"],
        removed: [],
        unchanged: [],
        needsRestart: ["ignoreConfigChanges"],
      },
    });
    configure([{ name: "till" }, 5]);
    expect(await reload(service)).toMatchObject({
      status: 409,
      body: {
        code: "invalid-config",
        errors: [{ path: "sources[0].format" }, { path: "sources[1]" }],
      },
    });
    const refused = await workplace.run(["sources", "reload"], { url: service.url });
    expect(refused).toMatchObject({ code: 2, note: expect.stringContaining("sources[1]: ") });
    expect((await listOf(service)).items).toMatchObject([{}, { stores: ["main", "outlet"] }]);
  });

  test("outlasts a kill; without the file the names stay, and nothing is followed", async () => {
    configure([SHOP, TILL]);
    const first = await workplace.serve();
    configure([SHOP]);
    expect((await reload(first)).body).toMatchObject({ removed: ["till"] });
    rmSync(configFile);
    expect(await reload(first)).toMatchObject({ status: 409 });
    await first.kill("SIGKILL");
    const kept = readFileSync(join(workplace.dataDir, "sources.json"), "utf8");
    expect(JSON.parse(kept)).toMatchObject({
      sources: [
        { name: "shop", managedBy: "config", files: {} },
        { name: "till", managedBy: "api" },
      ],
    });
    const second = await workplace.serve();
    const { items, configuration } = await listOf(second);
    expect(configuration).toMatchObject({ file: null, errors: [] });
    expect(items).toMatchObject([
      { name: "shop", timezone: "Europe/Prague", managedBy: "api" },
      { name: "till", managedBy: "api" },
    ]);
    expect(items[0]).not.toHaveProperty("files");
  });
});

test("who decides about a source: the file, or API and command", async () => {
  configure([SHOP]);
  const service = await workplace.serve();
  const refused = await put(service, "shop", { format: "text" });
  expect(refused).toMatchObject({ status: 409, body: { code: "source-managed" } });
  expect(refused.body.detail).toContain(configFile);
  const command = await workplace.run(["sources", "remove", "shop", "--yes"], { url: service.url });
  expect(command).toMatchObject({ code: 3, note: expect.stringContaining(configFile) });

  expect(await put(service, "web", { format: "text" })).toMatchObject({
    status: 200,
    body: { managedBy: "api" },
  });
  const pushed = await service.post("/api/v1/sources/web/lines?wait=indexed", "hello\n");
  expect(pushed).toMatchObject({ status: 200 });
  const unsure = await workplace.run(["sources", "remove", "web"], { url: service.url });
  expect(unsure).toMatchObject({ code: 2, note: expect.stringContaining("--yes") });
  const removed = await workplace.run(["sources", "remove", "web", "--yes"], { url: service.url });
  expect(removed).toMatchObject({ code: 0, out: "web is forgotten. Records kept: 1.\n" });
  expect((await service.api("/api/v1/sources/web")).status).toBe(404);
  const found = await service.api<{ items: unknown[] }>("/api/v1/events?q=source:web");
  expect(found.body.items).toHaveLength(1);
});

test("through the API, files are followed only where that was allowed", async () => {
  const open = join(workplace.directory, "open");
  mkdirSync(open);
  symlinkSync("/etc", join(open, "way-out"));
  const closed = await workplace.serve();
  const glob = { paths: [join(open, "*.log")] };
  const refused = await put(closed, "web", { format: "text", files: glob });
  expect(refused).toMatchObject({
    status: 400,
    body: { errors: [{ path: "body.files.paths[0]" }] },
  });
  expect(refused.body.detail).toContain("followDirectories");
  await closed.kill("SIGTERM");

  const service = await workplace.serve("--follow-directories", workplace.directory);
  const taken = await put(service, "web", { format: "text", files: glob });
  expect(taken).toMatchObject({ status: 200, body: { files: glob } });
  for (const path of [
    "/etc/*",
    join(open, "way-out", "*"),
    join(workplace.dataDir, "*"),
    join(workplace.directory, "master.key"),
    configFile,
    "relative/*",
  ]) {
    expect(await put(service, "web", { format: "text", files: { paths: [path] } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "body.files.paths[0]" }] },
    });
  }
  const set = [
    "sources",
    "set",
    "cli",
    "--format",
    "text",
    "--files",
    "open/*",
    "--store",
    "a",
    "b",
  ];
  expect(await workplace.run(set, { url: service.url })).toMatchObject({ code: 0 });
  const shown = await workplace.run(["sources", "show", "cli"], { url: service.url });
  expect(shown.out).toMatch(/follows +.*\/open\/\*\n/);
  expect(shown.out).toMatch(/stores +a, b\n/);
});

test("a file is checked without a service, and what would be followed is shown", async () => {
  mkdirSync(join(workplace.directory, "logs"));
  for (const name of ["a.log", "b.log", "c.txt"]) {
    writeFileSync(join(workplace.directory, "logs", name), "");
  }
  expect(await workplace.run(["sources", "check"])).toMatchObject({ code: 2 });
  configure([SHOP, TILL]);
  const good = await workplace.run(["sources", "check", "-o", "json"]);
  expect(good).toMatchObject({ code: 0, note: `${configFile} is good: 2 sources.\n` });
  expect(JSON.parse(good.out)).toMatchObject([
    {
      source: "shop",
      files: ["a.log", "b.log"].map((name) => join(workplace.directory, "logs", name)),
    },
    { source: "till", files: [] },
  ]);
  const other = join(workplace.directory, "other.json");
  writeFileSync(other, JSON.stringify({ sources: [{ ...SHOP, format: "x", timezone: "X/Y" }] }));
  const bad = await workplace.run(["sources", "check", "other.json"]);
  expect(bad).toMatchObject({ code: 2, out: "" });
  for (const said of [other, "sources[0].format: ", "sources[0].timezone: "]) {
    expect(bad.note).toContain(said);
  }
  expect(existsSync(workplace.dataDir)).toBe(false);
});

test("a watching service ends as before", async () => {
  configure([SHOP]);
  await using command = new RunningCommand(workplace, ["serve", "--port", "0"]);
  await command.said(/running at/);
  expect(await command.interrupt("SIGTERM")).toBe(0);
  expect(command.note).not.toContain("cannot be used");
});
