import { afterEach, expect, test } from "vitest";
import { ADMIN_TOKEN, AUTHORIZED, buildFixtureApp, type FixturePorts } from "../fixture-ports.ts";
import type { AppOptions } from "#query/api/context.ts";

const apps: { close(): Promise<void> }[] = [];

function build(options: Partial<AppOptions> = {}) {
  const built = buildFixtureApp({ nowMs: Date.now, ...options });
  apps.push(built.app);
  return built;
}

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

function sessionCookie(ports: FixturePorts): string {
  return `tracewell_session=${ports.access.signIn({ token: ADMIN_TOKEN })?.session ?? ""}`;
}

const CLOSED = [
  "/api/v1/events",
  "/api/v1/events/1",
  "/api/v1/tail",
  "/api/v1/quarantine",
  "/api/v1/quarantine/q1/content",
  "/api/v1/sources",
  "/metrics",
  "/openapi.json",
  "/docs",
  "/docs/json",
];

test.each(CLOSED)("%s is closed to strangers", async (url) => {
  const { app, ports } = build();
  const response = await app.inject({ url });
  expect(response.statusCode).toBe(401);
  expect(response.json()).toMatchObject({ code: "unauthorized" });
  expect(response.headers["www-authenticate"]).toBe('Bearer realm="tracewell"');
  expect(ports.requests).toEqual([]);
});

test.each(["/healthz", "/readyz", "/sign-in"])("%s is open", async (url) => {
  const { app } = build();
  expect((await app.inject({ url })).statusCode).toBe(200);
});

test("takes the token in any spelling of the scheme, and nothing else", async () => {
  const { app } = build();
  const statuses = await Promise.all(
    [
      `Bearer ${ADMIN_TOKEN}`,
      `bearer ${ADMIN_TOKEN}`,
      `Basic ${Buffer.from(`admin:${ADMIN_TOKEN}`).toString("base64")}`,
      ADMIN_TOKEN,
      `Bearer ${ADMIN_TOKEN}x`,
      "Bearer ",
    ].map(async (authorization) => {
      return (await app.inject({ url: "/api/v1/sources", headers: { authorization } })).statusCode;
    }),
  );
  expect(statuses).toEqual([200, 200, 401, 401, 401, 401]);
});

test("a wrong token is not rescued by a session", async () => {
  const { app, ports } = build();
  const headers = { authorization: "Bearer wrong", cookie: sessionCookie(ports) };
  expect((await app.inject({ url: "/api/v1/sources", headers })).statusCode).toBe(401);
});

test("takes a session, and only until it is signed out", async () => {
  const { app, ports } = build();
  const headers = { cookie: sessionCookie(ports), "sec-fetch-site": "same-origin" };
  expect((await app.inject({ url: "/api/v1/session", headers })).json()).toMatchObject({
    by: "session",
    role: "admin",
    expiresAt: expect.stringMatching(/Z$/),
  });
  await app.inject({ method: "POST", url: "/sign-out", headers });
  expect((await app.inject({ url: "/api/v1/session", headers })).statusCode).toBe(401);
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site" }, 403],
  ["a sibling host", { "sec-fetch-site": "same-site" }, 403],
  ["a foreign Origin", { origin: "http://evil.example" }, 403],
  ["another port", { origin: "http://localhost:81" }, 403],
  ["an opaque Origin", { origin: "null" }, 403],
  ["nothing at all", {}, 403],
  ["our own Origin", { origin: "http://localhost:80" }, 200],
  ["our own page", { "sec-fetch-site": "same-origin" }, 200],
])("a session that changes something from %s", async (_name, headers, status) => {
  const { app, ports } = build();
  const response = await app.inject({
    method: "POST",
    url: "/api/v1/followers/event-index/pause",
    headers: { cookie: sessionCookie(ports), host: "localhost:80", ...headers },
  });
  expect(response.statusCode).toBe(status);
  const asked = ports.requests.some(({ method }) => method === "pause");
  expect(asked).toBe(status === 200);
});

test("a token needs no origin", async () => {
  const { app } = build();
  const response = await app.inject({
    method: "POST",
    url: "/api/v1/followers/event-index/pause",
    headers: AUTHORIZED,
  });
  expect(response.statusCode).toBe(200);
});

test("on loopback it answers to its own names only", async () => {
  const { app } = build({ host: "127.0.0.1" });
  const statusOf = async (host: string) =>
    (await app.inject({ url: "/healthz", headers: { host } })).statusCode;
  expect(await statusOf("localhost:7411")).toBe(200);
  expect(await statusOf("[::1]:7411")).toBe(200);
  expect(await statusOf("rebound.example:7411")).toBe(421);
});

test("elsewhere it answers to any name, or to the named ones", async () => {
  const open = build({ host: "0.0.0.0" });
  const named = build({ host: "0.0.0.0", allowedHosts: ["traces.example"] });
  const headers = { host: "traces.example" };
  expect((await open.app.inject({ url: "/healthz", headers })).statusCode).toBe(200);
  expect((await named.app.inject({ url: "/healthz", headers })).statusCode).toBe(200);
  expect((await named.app.inject({ url: "/healthz" })).statusCode).toBe(421);
});

test("wrong tokens are limited by address; the right one still passes", async () => {
  const { app } = build({ limits: { failedSignInsPerMinuteMax: 3 } });
  const wrong = { url: "/api/v1/sources", headers: { authorization: "Bearer wrong" } };
  const statuses: number[] = [];
  for (let tries = 0; tries < 5; tries += 1) statuses.push((await app.inject(wrong)).statusCode);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  const refused = await app.inject(wrong);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect((await app.inject({ ...wrong, headers: AUTHORIZED })).statusCode).toBe(200);
  const neighbor = await app.inject({ ...wrong, remoteAddress: "127.0.0.9" });
  expect(neighbor.statusCode).toBe(401);
});

test("strangers are limited by address, on open, closed and unknown addresses", async () => {
  for (const [url, status] of [
    ["/healthz", 200],
    ["/api/v1/sources", 401],
    ["/nothing", 404],
  ] as const) {
    const { app } = build({ limits: { strangerRequestsPerMinuteMax: 2 } });
    const statuses: number[] = [];
    for (let tries = 0; tries < 3; tries += 1)
      statuses.push((await app.inject({ url })).statusCode);
    expect(statuses).toEqual([status, status, 429]);
  }
});

test("known clients have a limit of their own", async () => {
  const limits = { requestsPerMinuteMax: 2, strangerRequestsPerMinuteMax: 1 };
  const { app, ports } = build({ limits });
  const request = { url: "/api/v1/sources", headers: AUTHORIZED };
  expect((await app.inject(request)).statusCode).toBe(200);
  expect((await app.inject(request)).statusCode).toBe(200);
  const refused = await app.inject(request);
  expect(refused.json()).toMatchObject({ status: 429, code: "too-many-requests" });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  const session = { ...request, headers: { cookie: sessionCookie(ports) } };
  expect((await app.inject(session)).statusCode).toBe(200);
});

test("a query string beyond the bound is refused before anything is asked", async () => {
  const { app, ports } = build({ limits: { queryStringCharactersMax: 100 } });
  const url = `/api/v1/events?q=${"x".repeat(99)}`;
  const response = await app.inject({ url, headers: AUTHORIZED });
  expect(response.json()).toMatchObject({ status: 414, code: "address-too-long" });
  expect(ports.requests).toEqual([]);
});
