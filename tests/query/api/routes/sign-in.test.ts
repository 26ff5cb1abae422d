import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ADMIN_TOKEN, AUTHORIZED, buildFixtureApp, type FixturePorts } from "../fixture-ports.ts";

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp({
    nowMs: Date.now,
    limits: { failedSignInsPerMinuteMax: 2 },
  }));
});

afterEach(() => app.close());

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const OWN_PAGE = { ...FORM, "sec-fetch-site": "same-origin" };

function post(fields: Record<string, string>, headers: Record<string, string> = OWN_PAGE) {
  const payload = new URLSearchParams(fields).toString();
  return app.inject({ method: "POST", url: "/sign-in", headers, payload });
}

function newCode(): string {
  const { path } = ports.access.createSignInLink();
  return new URL(path, "http://localhost").searchParams.get("code") ?? "";
}

test("opening the link spends nothing; the button does, once", async () => {
  const code = newCode();
  for (let opened = 0; opened < 3; opened += 1) {
    const page = await app.inject({ url: `/sign-in?code=${code}` });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`value="${code}"`);
    expect(page.headers["set-cookie"]).toBeUndefined();
    expect(page.headers["cache-control"]).toBe("no-store");
  }
  const accepted = await post({ code });
  expect(accepted.statusCode).toBe(303);
  expect(accepted.headers.location).toBe("/");
  expect((await post({ code })).statusCode).toBe(401);
});

test("the session cookie is out of reach of scripts and other sites", async () => {
  const response = await post({ code: newCode() });
  const cookie = String(response.headers["set-cookie"]);
  expect(cookie).toMatch(/^tracewell_session=[\w-]{43};/);
  expect(cookie).toContain("HttpOnly");
  expect(cookie).toContain("SameSite=Strict");
  expect(cookie).toContain("Path=/");
  expect(cookie).toMatch(/Max-Age=4(3200|3199);/);
  expect(cookie).not.toContain("Secure");
  const session = { cookie: cookie.replace(/;.*/, "") };
  expect((await app.inject({ url: "/api/v1/session", headers: session })).statusCode).toBe(200);
});

test("the cookie is for TLS alone where the service is reached by TLS", async () => {
  const behindProxy = buildFixtureApp({ nowMs: Date.now, trustProxy: true });
  const response = await behindProxy.app.inject({
    method: "POST",
    url: "/sign-in",
    headers: { ...OWN_PAGE, "x-forwarded-proto": "https" },
    payload: new URLSearchParams({ token: ADMIN_TOKEN }).toString(),
  });
  await behindProxy.app.close();
  expect(String(response.headers["set-cookie"])).toContain("Secure");
});

test("the admin token signs in as well", async () => {
  expect((await post({ token: ADMIN_TOKEN })).statusCode).toBe(303);
});

test("a page of another site cannot sign a browser in", async () => {
  const code = newCode();
  const refused = await post({ code }, { ...FORM, "sec-fetch-site": "cross-site" });
  expect(refused.json()).toMatchObject({ status: 403, code: "cross-origin" });
  expect((await post({ code })).statusCode).toBe(303);
});

test.each([{ code: "wrong" }, { token: "wrong" }, {}, { code: "x".repeat(300) }])(
  "%j is refused with the page, and after some tries with a limit",
  async (fields) => {
    const first = await post({ ...fields });
    expect(first.statusCode).toBe(401);
    expect(first.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(first.body).toContain("did not sign you in");
    expect(first.headers["set-cookie"]).toBeUndefined();
    await post({ ...fields });
    expect((await post({ ...fields })).statusCode).toBe(429);
    expect((await post({ code: newCode() })).statusCode).toBe(303);
  },
);

test("what stands in the link cannot become markup", async () => {
  const code = encodeURIComponent('"><script>alert(1)</script>');
  const page = await app.inject({ url: `/sign-in?code=${code}` });
  expect(page.body).not.toContain("<script");
  expect(page.body).toContain("&quot;&gt;&lt;script&gt;");
});

test("the page needs no script and no inline style", async () => {
  const page = await app.inject({ url: "/sign-in" });
  expect(page.body).not.toMatch(/<script|<style|style=|\son\w+=/);
  const [, style] = /<link rel="stylesheet" href="([^"]+)">/.exec(page.body) ?? [];
  expect((await app.inject({ url: style ?? "" })).headers["content-type"]).toMatch("text/css");
});

test("signing out ends the session and clears the cookie", async () => {
  const signedIn = await post({ token: ADMIN_TOKEN });
  const cookie = String(signedIn.headers["set-cookie"]).replace(/;.*/, "");
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  const response = await app.inject({ method: "POST", url: "/sign-out", headers });
  expect(response.statusCode).toBe(303);
  expect(String(response.headers["set-cookie"])).toMatch(/^tracewell_session=;/);
  expect((await app.inject({ url: "/api/v1/session", headers })).statusCode).toBe(401);
});

test("a client with the token makes further links", async () => {
  const response = await app.inject({
    method: "POST",
    url: "/api/v1/sign-in-links",
    headers: AUTHORIZED,
  });
  const { path, expiresAt } = response.json<{ path: string; expiresAt: string }>();
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  const code = new URL(path, "http://localhost").searchParams.get("code") ?? "";
  expect((await post({ code })).statusCode).toBe(303);
});
