import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { AUTHORIZED, buildFixtureApp, type FixturePorts } from "../fixture-ports.ts";

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
});

afterEach(() => app.close());

const reload = () =>
  app.inject({ method: "POST", url: "/api/v1/sources/reload", headers: AUTHORIZED });

async function shownConfiguration(): Promise<unknown> {
  const response = await app.inject({ url: "/api/v1/sources", headers: AUTHORIZED });
  return response.json<{ configuration: unknown }>().configuration;
}

test("a reload says what became of each source", async () => {
  const response = await reload();
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual(ports.reloaded);
});

test("everything that is wrong with the file stands in the answer", async () => {
  const errors = [
    { path: "sources[2].timezone", message: "no zone" },
    { path: "port (TRACEWELL_PORT)", message: "no number" },
  ];
  const refusal = new TracewellError("invalid-config", "Bad configuration.", {
    detail: { errors },
  });
  ports.failures.set("reload", refusal);
  expect((await reload()).json()).toMatchObject({
    status: 409,
    code: "invalid-config",
    detail: "Bad configuration.",
    errors,
  });
});

test("the list of sources says how the service stands to its configuration file", async () => {
  expect(await shownConfiguration()).toEqual(ports.configurationStatus);
  const errors = [{ path: "sources[0].format", message: "is required" }];
  ports.configurationStatus = { ...ports.configurationStatus, errors };
  expect(await shownConfiguration()).toMatchObject({ errors });
});

test("strangers and other sites cannot ask for it", async () => {
  const url = "/api/v1/sources/reload";
  expect((await app.inject({ method: "POST", url })).statusCode).toBe(401);
  expect(ports.lastRequest("reload")).toBeUndefined();
});
