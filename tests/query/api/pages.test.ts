import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp } from "./fixture-ports.ts";

let directory = "";
let app: FastifyInstance;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "tracewell-pages-"));
  const webRoot = join(directory, "web");
  await mkdir(join(webRoot, "assets"), { recursive: true });
  await writeFile(join(webRoot, "index.html"), "<!doctype html><title>app</title>");
  await writeFile(join(webRoot, "mark.svg"), "<svg/>");
  await writeFile(join(webRoot, "assets", "main-4f9a.js"), "export {};");
  await writeFile(join(directory, "secret"), "not for the web");
  ({ app } = buildFixtureApp({ webRoot }));
});

afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

const PAGE = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

test.each(["/", "/index.html", "/transactions/TU80WKRYTI9QUMJ4", "/live?q=type:a.b", "/a/b/c"])(
  "%s is the application, for everybody and always fresh",
  async (url) => {
    const response = await app.inject({ url, headers: PAGE });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain("<title>app</title>");
    expect(response.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
    });
    expect(response.headers["content-security-policy"]).toContain("script-src 'self'");
  },
);

test("files with a hash in their name are kept for good, others are not", async () => {
  const hashed = await app.inject({ url: "/assets/main-4f9a.js" });
  expect(hashed.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(hashed.headers["content-type"]).toMatch("javascript");
  const plain = await app.inject({ url: "/mark.svg" });
  expect(plain.headers["cache-control"]).toBe("no-cache");
});

test.each(["/api/v1/nothing", "/api/nothing", "/api", "/assets/old-1234.js", "/sign-in/nothing"])(
  "%s is no page of the application",
  async (url) => {
    const response = await app.inject({ url, headers: { ...PAGE, ...AUTHORIZED } });
    expect(response.json()).toMatchObject({ status: 404, code: "unknown-route" });
  },
);

test("what is not asked for as a page is a problem", async () => {
  const wantsJson = await app.inject({ url: "/nothing", headers: { accept: "application/json" } });
  expect(wantsJson.statusCode).toBe(404);
  const posted = await app.inject({ method: "POST", url: "/", headers: PAGE });
  expect(posted.statusCode).toBe(404);
});

test.each(["/../secret", "/..%2fsecret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret"])(
  "%s does not leave the directory",
  async (url) => {
    const response = await app.inject({ url });
    expect(response.body).not.toContain("not for the web");
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
  },
);

test("the API stays closed beside the pages", async () => {
  expect((await app.inject({ url: "/api/v1/events", headers: PAGE })).statusCode).toBe(401);
  expect((await app.inject({ url: "/docs", headers: PAGE })).statusCode).toBe(401);
});

test.each(["/", "/live"])("without the built pages, %s tells how to build them", async (url) => {
  const bare = buildFixtureApp({ webRoot: null });
  const response = await bare.app.inject({ url, headers: PAGE });
  expect(response.json()).toMatchObject({
    status: 404,
    code: "unknown-route",
    detail: expect.stringMatching(/pages are not built\. Run `npm run build:web`/),
  });
  const program = await bare.app.inject({ url: "/" });
  expect(program.json().detail).toContain("npm run build:web");
  const file = await bare.app.inject({ url: "/nothing" });
  expect(file.json().detail).toContain("There is nothing at GET /nothing");
  await bare.app.close();
});

test("addresses that try to leave the directory are unknown, and no failure of ours", async () => {
  const lines: string[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => void lines.push(line) });
  const own = buildFixtureApp({ webRoot: join(directory, "web"), logger });
  const { port } = new URL(await own.app.listen({ port: 0, host: "127.0.0.1" }));
  for (const path of ["//secret", "/%00", "/a%00.html", "/assets/../../secret"]) {
    const sent = httpRequest({ port, path, host: "127.0.0.1" });
    sent.end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    const answer: unknown = JSON.parse(await text(response));
    expect({ path, answer }).toMatchObject({
      path,
      answer: { status: 404, code: "unknown-route", detail: `There is nothing at GET ${path}.` },
    });
  }
  expect(lines).toEqual([]);
  await own.app.close();
});

test.each([
  ["DELETE", "/api/v1/events", "GET, HEAD, POST"],
  ["GET", "/api/v1/quarantine/q-1/retry", "POST"],
  ["POST", "/healthz?x=1", "GET, HEAD"],
  ["POST", "/api/v1/transactions/TU80WKRYTI9QUMJ4", "GET, HEAD"],
] as const)("%s %s is told what the address takes", async (method, url, allow) => {
  for (const webRoot of [join(directory, "web"), null]) {
    const own = buildFixtureApp({ webRoot });
    const response = await own.app.inject({ method, url, headers: { ...PAGE, ...AUTHORIZED } });
    expect(response.json()).toMatchObject({
      status: 405,
      code: "method-not-allowed",
      detail: `${url.replace("?x=1", "")} takes ${allow}, not ${method}.`,
    });
    expect(response.headers.allow).toBe(allow);
    await own.app.close();
  }
});
