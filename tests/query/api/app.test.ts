import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp } from "./fixture-ports.ts";
import { listen, TailClient } from "./tail-client.ts";

/** What the service sends on a connection on which `bytes` were sent, until it closes it. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      received += String(chunk);
    });
    socket.on("close", () => resolve(received)).on("error", reject);
  });
}

test.each([
  ["bytes that are not HTTP", "hello\r\n\r\n", 400, "unreadable-body"],
  [
    "headers beyond the bound",
    `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`,
    431,
    "headers-too-large",
  ],
])("%s are answered with a problem and the end", async (_name, bytes, status, code) => {
  const { app } = buildFixtureApp();
  await listen(app);
  const { port } = app.server.address() as AddressInfo;
  const answer = await exchange(port, bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain("Content-Type: application/problem+json");
  expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status, code });
  await app.close();
});

test("an answer that takes too long is given up; a live stream is not", async () => {
  const limits = { handlerTimeoutMs: 30, tailHeartbeatMs: 100 };
  const { app, ports } = buildFixtureApp({ limits });
  const url = await listen(app);
  const client = await TailClient.open(`${url}/api/v1/tail`);
  ports.engine.events = () => new Promise(() => undefined);
  const response = await app.inject({ url: "/api/v1/events", headers: AUTHORIZED });
  expect(response.json()).toMatchObject({ status: 504, code: "handler-timeout" });
  expect((await client.nextOf("heartbeat")).data).toHaveProperty("ledgers");
  await app.close();
});

test("requests and connections have limits in time and size", async () => {
  const { app } = buildFixtureApp({ limits: { requestTimeoutMs: 12_000, headerBytesMax: 9_000 } });
  await app.ready();
  expect(app.server.requestTimeout).toBe(12_000);
  expect(app.server.headersTimeout).toBeGreaterThan(0);
  expect(app.initialConfig.bodyLimit).toBeLessThanOrEqual(64 * 1024);
  await app.close();
});

test("many apps live side by side and close", async () => {
  const apps = Array.from({ length: 3 }, () => buildFixtureApp().app);
  const statuses = await Promise.all(
    apps.map(
      async (app) => (await app.inject({ url: "/metrics", headers: AUTHORIZED })).statusCode,
    ),
  );
  expect(statuses).toEqual([200, 200, 200]);
  await Promise.all(apps.map((app) => app.close()));
});
