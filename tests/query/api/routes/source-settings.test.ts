import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { ADMIN_TOKEN, AUTHORIZED, buildFixtureApp, type FixturePorts } from "../fixture-ports.ts";

const REGISTERED_AT = "2026-01-31T09:05:00.000Z";

const MAPPING = {
  version: 1 as const,
  fields: { time: "at", "objects[0].id": "order.number" },
  constants: { "objects[0].type": "order", "attributes.more": { a: [1] } },
  timeFormat: "epoch-s",
};
const SETTINGS = {
  format: "ndjson",
  timezone: "Europe/Prague",
  transactionIdPattern: "[A-Z]{8}",
  protectRaw: true,
  mapping: MAPPING,
};

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
});

afterEach(() => app.close());

function put(name: string, payload: unknown) {
  const url = `/api/v1/sources/${name}`;
  const headers = { ...AUTHORIZED, "content-type": "application/json" };
  return app.inject({ method: "PUT", url, headers, payload: JSON.stringify(payload) });
}

test("hands the settings over and answers the source as it is read", async () => {
  ports.sourceList.push({ name: "crm", ...SETTINGS, registeredAt: REGISTERED_AT });
  const response = await put("crm", SETTINGS);
  expect(response.statusCode).toBe(200);
  expect(ports.lastRequest("configureSource")).toEqual({ name: "crm", ...SETTINGS });
  expect(response.json()).toMatchObject({ name: "crm", ...SETTINGS, records: 0 });
  const read = await app.inject({ url: "/api/v1/sources/crm", headers: AUTHORIZED });
  expect(read.json()).toEqual(response.json());
  const list = await app.inject({ url: "/api/v1/sources", headers: AUTHORIZED });
  expect(list.json()).toMatchObject({ items: [{ name: "shop" }, { name: "crm", ...SETTINGS }] });
});

test("names every setting that has a wrong form, and asks for nothing", async () => {
  const response = await put("crm", {
    formt: "ndjson",
    timezone: 1,
    transactionIdPattern: "x".repeat(257),
    protectRaw: "yes",
    files: { paths: [], exlude: [] },
    stores: [""],
    mapping: { version: 1, feilds: {}, fields: { time: 1 }, constants: [] },
  });
  expect(response.json()).toMatchObject({
    status: 400,
    code: "invalid-parameter",
    errors: expect.arrayContaining([
      { path: "body.format", message: "is required" },
      { path: "body.timezone", message: expect.stringContaining("string") },
      { path: "body.transactionIdPattern", message: expect.stringContaining("256") },
      { path: "body.protectRaw", message: "must be true or false" },
      { path: "body.files.paths", message: "must not be empty" },
      { path: "body.files.exlude", message: "unknown; did you mean exclude?" },
      { path: "body.stores.0", message: "must not be empty" },
      { path: "body.mapping.fields.time", message: expect.anything() },
      { path: "body.mapping.constants", message: expect.anything() },
      { path: "body.mapping.feilds", message: "unknown; did you mean fields?" },
      { path: "body.formt", message: "unknown; did you mean format?" },
    ]),
  });
  const many = Object.fromEntries(
    Array.from({ length: 257 }, (_, at) => [`attributes.a${at}`, "a"]),
  );
  const large = await put("crm", { format: "ndjson", mapping: { version: 1, fields: many } });
  expect(large.json()).toMatchObject({ errors: [{ path: "body.mapping.fields" }] });
  const later = await put("crm", { format: "ndjson", mapping: { version: 3 } });
  expect(later.json()).toMatchObject({
    errors: [{ path: "body.mapping.version", message: "must be 1 or 2" }],
  });
  const neither = await put("crm", { format: "ndjson", mapping: 5 });
  expect(neither.json()).toMatchObject({
    errors: [{ path: "body.mapping", message: expect.stringContaining("must be an object, or") }],
  });
  expect(ports.lastRequest("configureSource")).toBeUndefined();
});

test("names every setting that means nothing", async () => {
  const errors = [
    { path: "timezone", message: "no zone" },
    { path: "mapping.fields.a..b", message: "no path" },
  ];
  const refusal = new TracewellError("invalid-parameter", "Not so.", { detail: { errors } });
  ports.failures.set("configureSource", refusal);
  const response = await put("crm", { format: "ndjson" });
  expect(response.json()).toMatchObject({
    status: 400,
    code: "invalid-parameter",
    detail: "Not so.",
    errors: [
      { path: "body.timezone", message: "no zone" },
      { path: "body.mapping.fields.a..b", message: "no path" },
    ],
  });
});

test.each([
  ["unknown-format", 400],
  ["overloaded", 429],
  ["source-managed", 409],
  ["closed", 503],
] as const)("answers %s with %i", async (code, status) => {
  ports.fail("configureSource", code);
  expect((await put("crm", { format: "ndjson" })).json()).toMatchObject({ status, code });
});

test("takes one JSON object from somebody known", async () => {
  for (const payload of [[], "ndjson", null]) {
    expect((await put("crm", payload)).json()).toMatchObject({ code: "invalid-parameter" });
  }
  expect((await put("a%20b", { format: "ndjson" })).json()).toMatchObject({
    errors: [{ path: "path.name" }],
  });
  const url = "/api/v1/sources/crm";
  const stranger = await app.inject({ method: "PUT", url, payload: { format: "ndjson" } });
  expect(stranger.statusCode).toBe(401);
  const session = ports.access.signIn({ token: ADMIN_TOKEN })?.session ?? "";
  const cookie = `tracewell_session=${session}`;
  const foreign = await app.inject({
    method: "PUT",
    url,
    payload: { format: "ndjson" },
    headers: { cookie, "sec-fetch-site": "cross-site" },
  });
  expect(foreign.json()).toMatchObject({ status: 403, code: "cross-origin" });
  expect(ports.lastRequest("configureSource")).toBeUndefined();
});

test("takes files to follow, stores and the name of a mapping", async () => {
  const settings = {
    format: "ndjson",
    mapping: "magento-orders",
    files: { paths: ["/var/log/shop/*.log"], exclude: ["/var/log/shop/debug*"] },
    stores: ["main", "outlet"],
  };
  ports.sourceList.push({ name: "crm", ...settings, registeredAt: REGISTERED_AT });
  expect((await put("crm", settings)).json()).toMatchObject({ name: "crm", ...settings });
  expect(ports.lastRequest("configureSource")).toEqual({ name: "crm", ...settings });
});

function forget(name: string, query: string) {
  const url = `/api/v1/sources/${name}${query}`;
  return app.inject({ method: "DELETE", url, headers: AUTHORIZED });
}

describe("forgetting a source", () => {
  test("answers with what it was, once its name was confirmed", async () => {
    for (const query of ["", "?confirm=", "?confirm=Shop", "?confirm=yes"]) {
      expect((await forget("shop", query)).json()).toMatchObject({
        status: 400,
        errors: [{ path: "query.confirm" }],
      });
    }
    expect(ports.lastRequest("removeSource")).toBeUndefined();
    const forgotten = await forget("shop", "?confirm=shop");
    expect(forgotten.json()).toMatchObject({ name: "shop", format: "moodle-trace", records: 0 });
    expect(ports.lastRequest("removeSource")).toBe("shop");
  });

  test("is refused where there is none, and where the configuration file decides", async () => {
    expect((await forget("nope", "?confirm=nope")).json()).toMatchObject({
      status: 404,
      code: "unknown-source",
    });
    ports.fail("removeSource", "source-managed", "It is set in /etc/tracewell.config.json.");
    expect((await forget("shop", "?confirm=shop")).json()).toMatchObject({
      status: 409,
      code: "source-managed",
      detail: expect.stringContaining("/etc/tracewell.config.json"),
    });
  });

  test("is not for strangers", async () => {
    const url = "/api/v1/sources/shop?confirm=shop";
    expect((await app.inject({ method: "DELETE", url })).statusCode).toBe(401);
    expect(ports.lastRequest("removeSource")).toBeUndefined();
  });
});
