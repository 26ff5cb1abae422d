import { afterAll, expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp } from "./fixture-ports.ts";

const { app } = buildFixtureApp();
afterAll(() => app.close());

test.each([
  "/healthz",
  "/api/v1/events",
  "/api/v1/events/99",
  "/sign-in",
  "/docs",
  "/docs/static/swagger-ui-bundle.js",
  "/openapi.json",
  "/metrics",
  "/nothing",
])("%s carries the content policy and its companions", async (url) => {
  const { headers } = await app.inject({ url, headers: AUTHORIZED });
  const policy = String(headers["content-security-policy"]);
  expect(policy.split(";")).toEqual(
    expect.arrayContaining([
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]),
  );
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(headers["access-control-allow-origin"]).toBeUndefined();
});

test.each(["/api/v1/events", "/api/v1/events/99", "/openapi.json", "/metrics", "/readyz"])(
  "%s is not kept by anybody",
  async (url) => {
    const { headers } = await app.inject({ url, headers: AUTHORIZED });
    expect(headers["cache-control"]).toBe("no-store");
  },
);

test("the documentation page loads only files of ours, none of them inline", async () => {
  const page = await app.inject({ url: "/docs", headers: AUTHORIZED });
  expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? "");
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) {
    expect(file).toMatch(/^\/docs\/static\//);
    expect((await app.inject({ url: file, headers: AUTHORIZED })).statusCode).toBe(200);
  }
});
