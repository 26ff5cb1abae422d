import { Agent, request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closeApp } from "#bin/service/close-app.ts";

/** Far beyond what the tests take: reaching it would show as a timeout. */
const NEVER_MS = 600_000;

let app: FastifyInstance;
let agent: Agent;
let release: () => void;
beforeEach(async () => {
  app = fastify();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  app.get("/slow", async () => {
    await held;
    return "done";
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterEach(() => agent.destroy());

function send() {
  const { port } = new URL(app.listeningOrigin);
  return request({ host: "127.0.0.1", port, path: "/slow", agent }).end();
}

test("the request in hand is answered, and its kept connection closed right after", async () => {
  const arrived = once(app.server, "request");
  const sent = send();
  await arrived;
  const closed = closeApp(app, NEVER_MS);
  while (app.server.listening) await nextTurn();
  release();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  response.resume();
  await closed;
});

test("a request that is never answered ends with the bound", async () => {
  const arrived = once(app.server, "request");
  const sent = send();
  const broken = once(sent, "error");
  await arrived;
  await closeApp(app, 10);
  expect(await broken).toMatchObject([{ code: "ECONNRESET" }]);
  release();
});
