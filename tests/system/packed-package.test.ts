import { once } from "node:events";
import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { blocksOf, stepsOf } from "../docs/markdown.ts";
import { differenceOf, runSteps } from "./documents/run-steps.ts";
import { PackedProject } from "./packed/packed-project.ts";
import { Workplace, type RunningProcess } from "./running-service.ts";

/** Packing builds the package, and installing fetches its dependencies. */
const SETUP_MS = 300_000;

let project: PackedProject;
beforeAll(() => {
  project = new PackedProject();
}, SETUP_MS);
afterAll(() => project[Symbol.dispose]());

function optionsOf(service: RunningProcess, spool: string, more: object = {}): string {
  return JSON.stringify({ url: service.url, token: service.token, source: "shop", spool, ...more });
}

/** Everything of the source that is searchable, in the order of the ledger. */
async function recordsOf(service: RunningProcess): Promise<EventAnswer[]> {
  const records: EventAnswer[] = [];
  let cursor = "";
  do {
    const { body } = await service.api<EventList>(
      `/api/v1/events?q=source:shop&order=oldest&limit=1000${cursor}`,
    );
    records.push(...body.items);
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  return records.sort((left, right) => seqOf(left) - seqOf(right));
}

function seqOf({ reference }: EventAnswer): number {
  return Number(reference.split(":")[1]);
}

const messagesOf = (records: readonly EventAnswer[]) => records.map(({ message }) => message);

async function untilRecords(service: RunningProcess, count: number): Promise<EventAnswer[]> {
  for (;;) {
    const records = await recordsOf(service);
    if (records.length >= count) return records;
  }
}

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}`);

test("the project runs on the oldest Node we promise", async () => {
  const { out } = await project.run(["--version"]);
  expect(out).toMatch(/^v20\./);
});

test("one line in the set-up of pino brings events, in order, with pino's redaction", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  project.write(
    "one-line.js",
    `import pino from "pino";
     const logger = pino({
       redact: ["attributes.pin"],
       transport: { target: "tracewell/pino", options: ${optionsOf(service, join(workplace.directory, "s"))} },
     });
     logger.info({ type: "order.placed", transactionId: "TU80WKRYTI9QUMJ4",
       objects: [{ type: "order", id: "100000042" }], attributes: { store: "cz", pin: "4711" } }, "placed");
     for (let at = 0; at < 500; at++) logger.info("line " + at);`,
  );
  const { code, note } = await project.run(["one-line.js"]);
  expect({ code, note }).toEqual({ code: 0, note: "" });
  const [placed, ...lines] = await untilRecords(service, 501);
  expect(placed).toMatchObject({
    type: "order.placed",
    transactionId: "TU80WKRYTI9QUMJ4",
    message: "placed",
    level: "info",
    attributes: { store: "cz" },
  });
  expect(JSON.stringify(placed)).not.toContain("4711");
  expect(messagesOf(lines)).toEqual(numbered(500));
  expect(readdirSync(join(workplace.directory, "s"))).toEqual([]);
}, 60_000);

test("while the service is away lines wait on disk, and come in order and once after the next start", async () => {
  await using workplace = new Workplace();
  const before = await workplace.serve();
  const spool = join(workplace.directory, "s");
  const port = new URL(before.url).port;
  await before.kill("SIGKILL");
  project.write(
    "away.js",
    `import pino from "pino";
     const [from, count, closeMsMax] = process.argv.slice(2).map(Number);
     const logger = pino({ transport: { target: "tracewell/pino",
       options: { ...${optionsOf(before, spool)}, closeMsMax } } });
     for (let at = 0; at < count; at++) logger.info("line " + (from + at));`,
  );
  const first = await project.run(["away.js", "0", "300", "300"]);
  expect(first.code).toBe(0);
  expect(first.note).toContain("records wait in the spool");
  expect(readdirSync(spool)).toHaveLength(1);
  const again = await workplace.serve("--port", port);
  const second = await project.run(["away.js", "300", "300", "9000"]);
  expect(second.code).toBe(0);
  expect(messagesOf(await untilRecords(again, 600))).toEqual(numbered(600));
  expect(readdirSync(spool)).toEqual([]);
}, 60_000);

test("a service killed again and again while an application logs gets each line once, in order", async () => {
  await using workplace = new Workplace();
  let service = await workplace.serve();
  const port = new URL(service.url).port;
  project.write(
    "steady.js",
    `import pino from "pino";
     const logger = pino({ transport: { target: "tracewell/pino",
       options: ${optionsOf(service, join(workplace.directory, "s"), { closeMsMax: 30_000 })} } });
     process.stdin.resume();
     let at = 0;
     const timer = setInterval(() => { for (let n = 0; n < 5; n++) logger.info("line " + at++); }, 2);
     process.stdin.on("end", () => {
       clearInterval(timer);
       process.stdout.write(String(at));
     });`,
  );
  const application = project.start(["steady.js"]);
  let said = "";
  application.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  for (let round = 1; round <= 3; round++) {
    await untilRecords(service, Math.min(900, round * 100));
    await service.kill("SIGKILL");
    service = await workplace.serve("--port", port);
  }
  application.stdin?.end();
  await once(application, "close");
  const found = await untilRecords(service, Number(said));
  expect(messagesOf(found)).toEqual(numbered(Number(said)));
}, 90_000);

test("what the transport may lose and the destination does not: killed at once after info()", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  const spool = join(workplace.directory, "s");
  const kill = `for (let at = 0; at < 200; at++) logger.info("line " + at);
     process.kill(process.pid, "SIGKILL");`;
  project.write(
    "transport-killed.js",
    `import pino from "pino";
     const logger = pino({ transport: { target: "tracewell/pino", options: ${optionsOf(service, spool)} } });
     ${kill}`,
  );
  project.write(
    "destination-killed.js",
    `import pino from "pino";
     import { tracewellDestination } from "tracewell/pino";
     const logger = pino({}, await tracewellDestination(${optionsOf(service, spool)}));
     ${kill}`,
  );
  project.write(
    "after.js",
    `import pino from "pino";
     import { tracewellDestination } from "tracewell/pino";
     const destination = await tracewellDestination(${optionsOf(service, spool)});
     pino({}, destination).info("after");
     await destination.close();`,
  );
  // The worker had not even begun: nothing was spooled.
  expect((await project.run(["transport-killed.js"])).signal).toBe("SIGKILL");
  expect((await project.run(["after.js"])).code).toBe(0);
  expect(messagesOf(await recordsOf(service))).toEqual(["after"]);
  expect((await project.run(["destination-killed.js"])).signal).toBe("SIGKILL");
  expect((await project.run(["after.js"])).code).toBe(0);
  expect(messagesOf(await untilRecords(service, 202))).toEqual([
    "after",
    ...numbered(200),
    "after",
  ]);
}, 60_000);

test("the client pushes, searches, resolves, reads a timeline and follows", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  project.write(
    "client.js",
    `import { createTracewellClient, TracewellProblem } from "tracewell/client";
     const client = createTracewellClient(${JSON.stringify({ url: service.url, token: service.token })});
     const stop = new AbortController();
     const followed = [];
     const following = (async () => {
       for await (const message of client.tail({ queries: ["type:order.placed"], since: "main:0", signal: stop.signal })) {
         if (message.kind === "event") followed.push(message.event.id);
         if (followed.length === 3) stop.abort();
       }
     })();
     const event = (number) => ({ id: "o" + number, type: "order.placed", time: "2026-01-31T09:05:00.12" + number + "Z",
       transactionId: "TU80WKRYTI9QUMJ4", objects: [{ type: "order", id: "10000004" + number }] });
     const answer = await client.pushEvents([event(1), event(2), event(3)], { source: "shop", waitIndexed: true });
     const found = [];
     for await (const { id } of client.searchEvents({ q: "type:order.placed", limit: 2, order: "oldest" })) found.push(id);
     const timeline = await client.transaction("TU80WKRYTI9QUMJ4");
     const resolved = await client.resolve("TU80WKRYTl9QUMJ4");
     const facets = await client.api.GET("/api/v1/stats/facets", { params: { query: { fields: "type" } } });
     const problem = await client.transaction("AAAAAAAAAAAAAAAA").catch((error) => error);
     await following;
     console.log(JSON.stringify({ accepted: answer.accepted, found, timeline: timeline.timeline.length,
       resolved: resolved.items[0].id, facets: facets.data !== undefined, followed,
       problem: [problem instanceof TracewellProblem, problem.status, problem.code] }));`,
  );
  const { out, note, code } = await project.run(["client.js"]);
  expect({ code, note }).toEqual({ code: 0, note: "" });
  expect(JSON.parse(out)).toEqual({
    accepted: 3,
    found: ["o1", "o2", "o3"],
    timeline: 3,
    resolved: "TU80WKRYTI9QUMJ4",
    facets: true,
    followed: ["o1", "o2", "o3"],
    problem: [true, 404, "not-found"],
  });
}, 60_000);

test("every command of docs/applications.md does what it says", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  symlinkSync(join(project.directory, "node_modules"), join(workplace.directory, "node_modules"));
  writeFileSync(join(workplace.directory, "package.json"), '{"type":"module"}');
  const steps = blocksOf("docs/applications.md")
    .filter(({ language }) => language === "console")
    .flatMap(stepsOf);
  const results = await runSteps(workplace, steps, (command) =>
    command.replaceAll("http://127.0.0.1:7411", service.url),
  );
  expect(results.flatMap((result) => differenceOf(result) ?? []).join("\n\n")).toBe("");
  expect(results).toHaveLength(steps.length);
}, 60_000);

test("the client's types are whole for a project of TypeScript", async () => {
  project.write(
    "typed.ts",
    `import { createTracewellClient, type Event } from "tracewell/client";
     import transport, { type TracewellOptions } from "tracewell/pino";
     const client = createTracewellClient({ url: "http://127.0.0.1:7411", token: "t" });
     const options: TracewellOptions = { url: "http://127.0.0.1:7411", token: "t", source: "shop" };
     void transport(options);
     const first: Event | undefined = (await client.searchEvents().next()).value ?? undefined;
     const { data } = await client.api.GET("/api/v1/events", { params: { query: { limit: 10 } } });
     const time: string | undefined = data?.items[0]?.time ?? first?.time;
     type Unknown = "/api/v1/nothing" extends Parameters<typeof client.api.GET>[0] ? true : false;
     const isUnknown: Unknown = false;
     void isUnknown;
     console.log(time);`,
  );
  project.write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        lib: ["es2023", "dom"],
        module: "nodenext",
        strict: true,
        noEmit: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        types: [],
      },
      files: ["typed.ts"],
    }),
  );
  const compiler = join(
    import.meta.dirname,
    "..",
    "..",
    "node_modules",
    "typescript",
    "bin",
    "tsc",
  );
  const { code, out } = await project.run(
    [compiler, "--project", "tsconfig.json"],
    process.execPath,
  );
  expect({ code, out }).toEqual({ code: 0, out: "" });
}, 60_000);

test("the command of the tarball serves pages and answers", async () => {
  await using workplace = new Workplace();
  const service = project.start(
    [
      project.command,
      "serve",
      "--port",
      "0",
      "--data-dir",
      workplace.dataDir,
      "--master-key-file",
      join(workplace.directory, "key"),
      "--demo",
    ],
    process.execPath,
  );
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    service.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /running at (http:\/\/[0-9.:]+)\s/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    service.once("exit", (code) => reject(new Error(`It ended with ${code}: ${said}`)));
  });
  const page = await fetch(`${url}/`, { headers: { accept: "text/html" } });
  expect(await page.text()).toContain("<html");
  const traced = await project.run(
    [project.command, "trace", "TU80WKRYTI9QUMJ4", "--data-dir", workplace.dataDir, "--url", url],
    process.execPath,
  );
  expect(traced.out).toContain("TU80WKRYTI9QUMJ4");
  service.kill("SIGTERM");
  await once(service, "exit");
  expect(service.exitCode).toBe(0);
  const old = await project.run([project.command, "--version"]);
  expect(old.code).toBe(3);
  expect(old.note).toContain("need Node 24");
}, 60_000);
