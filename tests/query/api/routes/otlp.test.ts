import { gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { AUTHORIZED, buildFixtureApp, ingestAnswer, type FixturePorts } from "../fixture-ports.ts";

const LOGS = "/api/v1/otlp/v1/logs";
const JSON_TYPE = { ...AUTHORIZED, "content-type": "application/json; charset=utf-8" };
const PROTOBUF_TYPE = { ...AUTHORIZED, "content-type": "application/x-protobuf" };

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
});

afterEach(() => app.close());

function post(payload: Buffer | string, headers: Record<string, string>, query = "") {
  return app.inject({ method: "POST", url: `${LOGS}${query}`, payload, headers });
}

function ingested(): IngestRequest | undefined {
  const request = ports.lastRequest("ingest");
  return request === undefined ? undefined : (request as IngestRequest);
}

test("hands the message over whole, its sources named by its records", async () => {
  const response = await post("{}", JSON_TYPE);
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toMatch(/^application\/json/);
  expect(response.body).toBe("{}");
  expect(ingested()).toEqual({
    body: Buffer.from("{}"),
    sourceName: "otlp",
    sourceFromRecords: true,
    format: "otlp-logs",
    message: { kind: "otlp", encoding: "json" },
    waitIndexed: false,
    allItems: false,
  });
});

test("takes protobuf, packed, under a source and a key", async () => {
  const response = await post(
    gzipSync(Buffer.from([0x0a, 0])),
    { ...PROTOBUF_TYPE, "content-encoding": "gzip", "idempotency-key": "k-1" },
    "?source=till&wait=indexed",
  );
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("application/x-protobuf");
  expect(response.rawPayload).toHaveLength(0);
  expect(ingested()).toMatchObject({
    body: Buffer.from([0x0a, 0]),
    sourceName: "till",
    sourceFromRecords: false,
    message: { encoding: "protobuf" },
    idempotencyKey: "k-1",
    waitIndexed: true,
  });
});

test("a message without records needs no bytes", async () => {
  const response = await post("", PROTOBUF_TYPE);
  expect(response.statusCode).toBe(200);
  expect(ingested()).toBeUndefined();
});

describe("what lies in quarantine", () => {
  beforeEach(() => {
    const error = { code: "invalid-time", message: "The log record has no time." };
    const items = [0, 1, 2, 3].map((index) => {
      return { index, status: "quarantined" as const, id: `q${index}`, error };
    });
    ports.answer = ingestAnswer({ accepted: 1, quarantined: 4, items });
  });

  test("is a partial success in JSON", async () => {
    const response = await post("{}", JSON_TYPE);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      partialSuccess: {
        rejectedLogRecords: "4",
        errorMessage: expect.stringMatching(/^Kept in quarantine.* q0: The log .* And 1 more\.$/),
      },
    });
  });

  test("is a partial success in protobuf", async () => {
    const { rawPayload } = await post("x", PROTOBUF_TYPE);
    // Field 1, a message: field 1, the number 4; field 2, text.
    expect(rawPayload[0]).toBe(0x0a);
    const inside = rawPayload.subarray(rawPayload.length > 129 ? 3 : 2);
    expect([...inside.subarray(0, 3)]).toEqual([0x08, 4, 0x12]);
    expect(inside.toString()).toContain("q0: The log record has no time.");
  });
});

describe("errors have the form of the protocol", () => {
  test.each([
    ["overloaded", 429, 8, "1"],
    ["ledger-stopped", 503, 14, "30"],
    ["unreadable-body", 400, 3, undefined],
    ["body-too-large", 413, 8, undefined],
    ["internal", 500, 13, undefined],
  ] as const)("%s", async (code, status, rpcCode, retryAfter) => {
    ports.fail("ingest", code);
    const response = await post("{}", JSON_TYPE);
    expect(response.statusCode).toBe(status);
    expect(response.headers["content-type"]).toMatch(/^application\/json/);
    expect(response.headers["retry-after"]).toBe(retryAfter);
    expect(response.json()).toEqual({
      code: rpcCode,
      message: expect.stringContaining(`${code}: `),
    });
  });

  test("in protobuf too", async () => {
    ports.fail("ingest", "overloaded");
    const response = await post("x", PROTOBUF_TYPE);
    expect(response.statusCode).toBe(429);
    expect(response.headers["content-type"]).toBe("application/x-protobuf");
    const text = "overloaded: because of overloaded";
    expect(response.rawPayload).toEqual(
      Buffer.concat([Buffer.from([0x08, 8, 0x12, text.length]), Buffer.from(text)]),
    );
  });

  test.each([
    [
      { ...AUTHORIZED, "content-type": "text/plain" },
      "",
      415,
      "application/json or application/x-pr",
    ],
    [AUTHORIZED, "", 415, "none was given"],
    [{ "content-type": "application/json" }, "", 401, "unauthorized: "],
    [JSON_TYPE, "?sauce=x", 400, "did you mean source?"],
    [{ ...JSON_TYPE, "content-encoding": "gzip" }, "", 400, "unreadable-body: "],
    [{ ...JSON_TYPE, "content-encoding": "br" }, "", 415, "unsupported-encoding: "],
  ])("%j%s", async (headers, query, status, message) => {
    const response = await post("{}", headers, query);
    expect(response.statusCode).toBe(status);
    expect(response.json<{ message: string }>().message).toContain(message);
    expect(ingested()).toBeUndefined();
  });
});
