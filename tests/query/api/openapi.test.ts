import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { AUTHORIZED, buildFixtureApp } from "./fixture-ports.ts";

const referenceSchema = z.object({ $ref: z.string() }).or(z.looseObject({}));
const operationSchema = z.looseObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(5),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.enum(["query", "path", "header"]),
        description: z.string().min(5).optional(),
        schema: referenceSchema,
      }),
    )
    .optional(),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: referenceSchema })) })
    .optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|default)$/),
    z.looseObject({
      description: z.string().min(3),
      content: z.record(z.string(), z.looseObject({ schema: referenceSchema })).optional(),
    }),
  ),
});
const documentSchema = z.looseObject({
  openapi: z.literal("3.1.0"),
  info: z.looseObject({ title: z.literal("Tracewell"), version: z.string() }),
  security: z.array(z.record(z.string(), z.array(z.string()))).min(1),
  tags: z.array(z.looseObject({ name: z.string() })),
  paths: z.record(z.string().startsWith("/"), z.record(z.string(), operationSchema)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
});

const { app } = buildFixtureApp();
let text = "";
let document: z.infer<typeof documentSchema>;

beforeAll(async () => {
  const response = await app.inject({ url: "/openapi.json", headers: AUTHORIZED });
  text = response.body;
  document = documentSchema.parse(response.json());
});

afterAll(() => app.close());

function operations() {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
}

test("names every route of the API, and no other", () => {
  const routes = operations().map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  expect(routes.toSorted()).toEqual(
    [
      "DELETE /api/v1/exports/{id}",
      "GET /api/v1/exports",
      "GET /api/v1/exports/{id}",
      "GET /api/v1/exports/{id}/download",
      "GET /api/v1/exports/{id}/manifest",
      "GET /api/v1/replays",
      "GET /api/v1/replays/past",
      "GET /api/v1/replays/{foreignId}",
      "POST /api/v1/exports",
      "POST /api/v1/exports/{id}/cancel",
      "POST /api/v1/exports/{id}/resume",
      "POST /api/v1/replays/{foreignId}",
      "DELETE /api/v1/alerts/{id}",
      "DELETE /api/v1/saved-searches/{id}",
      "DELETE /api/v1/sources/{name}",
      "GET /api/v1/alerts",
      "GET /api/v1/alerts/{id}",
      "GET /api/v1/alerts/{id}/deliveries",
      "GET /api/v1/saved-searches",
      "GET /api/v1/saved-searches/{id}",
      "POST /api/v1/alerts",
      "POST /api/v1/alerts/{id}/test",
      "POST /api/v1/findings/{type}/{id}/{rule}/acknowledge",
      "POST /api/v1/findings/{type}/{id}/{rule}/assign",
      "POST /api/v1/findings/{type}/{id}/{rule}/explain",
      "POST /api/v1/findings/{type}/{id}/{rule}/reopen",
      "POST /api/v1/saved-searches",
      "PUT /api/v1/alerts/{id}",
      "PUT /api/v1/saved-searches/{id}",
      "DELETE /api/v1/shop/schedule/tasks/{taskId}",
      "GET /api/v1/shop/customers",
      "GET /api/v1/shop/products",
      "GET /api/v1/shop/schedule",
      "GET /api/v1/shop/simulator",
      "POST /api/v1/shop/customers/empty",
      "POST /api/v1/shop/customers/fetch",
      "POST /api/v1/shop/products/empty",
      "POST /api/v1/shop/products/fetch",
      "POST /api/v1/shop/schedule/tasks",
      "POST /api/v1/shop/schedule/tasks/{taskId}/pause",
      "POST /api/v1/shop/schedule/tasks/{taskId}/resume",
      "PUT /api/v1/shop/schedule/speed",
      "PUT /api/v1/shop/simulator/customers",
      "PUT /api/v1/shop/simulator/faults",
      "GET /api/v1/events",
      "GET /api/v1/events/{ref}",
      "GET /api/v1/events/{ref}/context",
      "GET /api/v1/event-types",
      "GET /api/v1/search-fields",
      "GET /api/v1/compare",
      "GET /api/v1/finding-rules",
      "GET /api/v1/gift-cards/{id}",
      "GET /api/v1/incidents",
      "GET /api/v1/incidents/{id}",
      "GET /api/v1/incidents/{id}/export",
      "POST /api/v1/incidents",
      "POST /api/v1/incidents/{id}/close",
      "POST /api/v1/incidents/{id}/notes",
      "POST /api/v1/incidents/{id}/pins",
      "POST /api/v1/incidents/{id}/rename",
      "POST /api/v1/incidents/{id}/reopen",
      "POST /api/v1/incidents/{id}/unpin",
      "GET /api/v1/licenses/{id}",
      "GET /api/v1/lifecycle-models",
      "GET /api/v1/objects",
      "GET /api/v1/gift-cards/liability",
      "GET /api/v1/gift-cards/reconciliation",
      "GET /api/v1/gift-cards/{id}/balance",
      "GET /api/v1/objects/counts",
      "GET /api/v1/order-numbers",
      "GET /api/v1/order-numbers/stores",
      "GET /api/v1/objects/{type}/{id}",
      "GET /api/v1/orders/{id}",
      "GET /api/v1/payments/{id}",
      "GET /api/v1/quarantine",
      "GET /api/v1/quarantine/{id}",
      "GET /api/v1/quarantine/{id}/content",
      "GET /api/v1/quotes/{id}",
      "GET /api/v1/replay-table",
      "GET /api/v1/resolve",
      "GET /api/v1/session",
      "GET /api/v1/sources",
      "GET /api/v1/sources/{name}",
      "GET /api/v1/stats/durations",
      "GET /api/v1/stats/facets",
      "GET /api/v1/stats/histogram",
      "GET /api/v1/stats/process-map",
      "GET /api/v1/stats/step-objects",
      "GET /api/v1/storage",
      "GET /api/v1/tail",
      "GET /api/v1/transactions/{id}",
      "GET /healthz",
      "GET /metrics",
      "GET /readyz",
      "POST /api/v1/events",
      "POST /api/v1/otlp/v1/logs",
      "POST /api/v1/followers/{name}/pause",
      "POST /api/v1/followers/{name}/resume",
      "POST /api/v1/quarantine/{id}/dismiss",
      "POST /api/v1/quarantine/{id}/retry",
      "POST /api/v1/sign-in-links",
      "POST /api/v1/sources/reload",
      "POST /api/v1/sources/{name}/lines",
      "PUT /api/v1/sources/{name}",
    ].toSorted(),
  );
});

test("operations have names of their own and tags that are explained", () => {
  const names = operations().map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
  const tags = new Set(document.tags.map(({ name }) => name));
  for (const { operation } of operations()) expect(tags).toContain(operation.tags[0]);
});

test("everything is closed but the probes", () => {
  const open = operations()
    .filter(({ operation }) => operation.security?.length === 0)
    .map(({ path }) => path);
  expect(open).toEqual(["/healthz", "/readyz"]);
  const schemes = Object.keys(document.components.securitySchemes);
  expect(document.security.flatMap(Object.keys)).toEqual(schemes);
});

test("closed routes say 401, changing ones 403, all of them 429 and problems in general", () => {
  const problem = {
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  // The one route of another protocol, whose clients read its errors alone.
  const rpcStatus = {
    content: { "application/json": { schema: { required: ["code", "message"] } } },
  };
  for (const { path, method, operation } of operations()) {
    const expected = ["429", "default"];
    const refusal = operation.operationId === "pushOtlpLogs" ? rpcStatus : problem;
    if (operation.security?.length !== 0) expected.push("401");
    if (method !== "get" && path !== "/api/v1/sign-in-links") expected.push("403");
    for (const status of expected) {
      expect(operation.responses[status], `${method} ${path} ${status}`).toMatchObject(refusal);
    }
  }
});

test("path parameters are declared, and parameters are described", () => {
  for (const { path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
    expect(declared.map(({ name }) => name)).toEqual(inPath);
    for (const { name, description } of operation.parameters ?? []) {
      expect(description, `${path} ${name}`).toBeDefined();
    }
  }
});

test("every reference leads to a schema, and every schema is used", () => {
  const references = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
  );
  expect(references).toEqual(new Set(Object.keys(document.components.schemas)));
  expect(text.match(/"\$ref":"(?!#\/components\/schemas\/)/)).toBeNull();
});

test("bodies that are taken as bytes are described with examples", () => {
  const { post } = document.paths["/api/v1/events"] ?? {};
  expect(post?.requestBody?.content).toMatchObject({
    "application/json": { example: { type: "order.placed" } },
    "application/x-ndjson": { example: expect.stringContaining("order.placed") },
  });
  const lines = document.paths["/api/v1/sources/{name}/lines"]?.post;
  expect(lines?.requestBody?.content).toHaveProperty("text/plain");
});

test("the settings of a source are described with an example of a mapping", () => {
  const { put } = document.paths["/api/v1/sources/{name}"] ?? {};
  expect(put?.requestBody?.content["application/json"]).toMatchObject({
    schema: {
      required: ["format"],
      properties: {
        mapping: {
          anyOf: [
            { type: "string" },
            { oneOf: [{ required: ["version", "fields"] }, { required: ["version"] }] },
          ],
        },
        files: { required: ["paths"] },
      },
    },
    examples: {
      example1: {
        value: { format: "ndjson", mapping: { version: 1, timeFormat: "dd/MM/yyyy HH:mm:ss" } },
      },
    },
  });
});

test("the page of the documentation shows the same document", async () => {
  const shown = await app.inject({ url: "/docs/json", headers: AUTHORIZED });
  expect(shown.json()).toEqual(JSON.parse(text));
});
