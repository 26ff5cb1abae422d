import { pino } from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";
import { withoutSecrets } from "#query/api/request-log.ts";
import { ADMIN_TOKEN, AUTHORIZED, buildFixtureApp } from "./fixture-ports.ts";
import { listen, TailClient } from "./tail-client.ts";

function collect() {
  const lines: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
  return { lines, logger };
}

test("no credential and no query reaches the log", async () => {
  const { lines, logger } = collect();
  const { app, ports } = buildFixtureApp({ logger, nowMs: Date.now });
  const { path } = ports.access.createSignInLink();
  const code = path.replace(/.*=/, "");
  const session = ports.access.signIn({ token: ADMIN_TOKEN })?.session ?? "";
  ports.failures.set("events", new Error("engine broke"));
  const cookie = `tracewell_session=${session}`;
  await app.inject({ url: "/api/v1/events?q=customer@example.com", headers: AUTHORIZED });
  await app.inject({ url: "/api/v1/session?token=abc", headers: { cookie } });
  await app.inject({ url: path });
  await app.inject({ url: `/nothing?code=${code}`, headers: AUTHORIZED });
  await app.inject({
    method: "POST",
    url: "/sign-in",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "same-origin",
    },
    payload: `code=${code}`,
  });
  await app.close();
  const log = lines.join("");
  expect(lines.length).toBeGreaterThanOrEqual(5);
  expect(log).toContain('"path":"/api/v1/events"');
  expect(log).toContain("engine broke");
  for (const secret of [ADMIN_TOKEN, session, code, "customer@example.com", "token=abc"]) {
    expect(log).not.toContain(secret);
  }
});

test("what can be spent reaches the log by its last four characters alone", async () => {
  const { lines, logger } = collect();
  const { app, ports } = buildFixtureApp({ logger });
  const code = "AAAA-BBBB-CCCC-1234";
  const notFound = new TracewellError("not-found", `No record names the gift card ${code}.`);
  for (const method of ["object", "cardBalance"]) ports.failures.set(method, notFound);
  for (const path of [
    `gift-cards/${code}`,
    `gift-cards/${code}/balance`,
    `licenses/${code}?asOf=now`,
    `objects/giftCard/${code}`,
    `objects/license/${code}`,
    "gift-cards/1234/balance",
    "gift-cards/reconciliation?asOf=now",
  ]) {
    await app.inject({ url: `/api/v1/${path}`, headers: AUTHORIZED });
  }
  await app.close();
  const log = lines.join("");
  expect(log).toContain('"path":"/api/v1/gift-cards/…1234/balance"');
  expect(log).toContain('"path":"/api/v1/gift-cards/…/balance"');
  expect(log).toContain('"path":"/api/v1/gift-cards/reconciliation"');
  expect(log).not.toContain("AAAA");
});

test("credentials handed to the logger itself are removed", () => {
  const { lines, logger } = collect();
  withoutSecrets(logger).info(
    { headers: { authorization: "Bearer s1", cookie: "s2" }, query: { code: "s3", token: "s4" } },
    "odd",
  );
  withoutSecrets(logger).info(
    { req: { headers: { authorization: "s5" } }, given: { headers: { cookie: "s6" } } },
    "odd",
  );
  expect(lines.join("")).not.toMatch(/s[1-6]/);
  expect(lines.join("")).toContain("[removed]");
});

test("a client that leaves a live stream is no failure", async () => {
  const { lines, logger } = collect();
  const { app } = buildFixtureApp({ logger });
  const client = await TailClient.open(`${await listen(app)}/api/v1/tail?q=type:a.b`);
  client.break();
  await expect.poll(() => lines.join("")).toContain("client went away");
  await app.close();
  const levels = lines.map(
    (line): number => z.object({ level: z.number() }).parse(JSON.parse(line)).level,
  );
  expect(Math.max(...levels)).toBeLessThanOrEqual(pino.levels.values.info ?? 0);
  expect(lines.join("")).not.toContain("type:a.b");
});

test("work is quiet, refusals are told, failures are loud", async () => {
  const { lines, logger } = collect();
  const { app, ports } = buildFixtureApp({ logger });
  await app.inject({ url: "/healthz" });
  await app.inject({ url: "/api/v1/events?limit=0", headers: AUTHORIZED });
  ports.fail("events", "index-unavailable");
  await app.inject({ url: "/api/v1/events", headers: AUTHORIZED });
  await app.close();
  const told = lines
    .map((line): { level: number; status?: number } => JSON.parse(line))
    .filter(({ status }) => status !== undefined)
    .map(({ level, status }) => [status, level]);
  const { debug, info, warn } = pino.levels.values;
  expect(told).toEqual([
    [200, debug],
    [400, info],
    [503, warn],
  ]);
});
