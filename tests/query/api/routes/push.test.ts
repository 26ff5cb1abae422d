import { Agent, request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { gzipSync, zstdCompressSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { INGEST_BODY_BYTES_MAX, type IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { BODY_FRAMES_MAX } from "#query/api/ingest/decode-body.ts";
import { API_LIMITS } from "#query/api/limits.ts";
import { AUTHORIZED, buildFixtureApp, ingestAnswer, type FixturePorts } from "../fixture-ports.ts";
import { listen } from "../tail-client.ts";

const EVENTS = "/api/v1/events";
const LINES = "/api/v1/sources/shop/lines";
const JSON_BODY = { ...AUTHORIZED, "content-type": "application/json" };

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
});

afterEach(() => app.close());

function post(url: string, payload: Buffer | string, headers: Record<string, string> = JSON_BODY) {
  return app.inject({ method: "POST", url, payload, headers });
}

function ingested(): IngestRequest | undefined {
  const request = ports.lastRequest("ingest");
  return request === undefined ? undefined : (request as IngestRequest);
}

function bodyText(): string | undefined {
  const body = ingested()?.body;
  return body === undefined ? undefined : Buffer.from(body).toString();
}

function open(url: string, headers: Record<string, string>): ClientRequest {
  return httpRequest(`${url}${EVENTS}`, {
    method: "POST",
    headers: { ...JSON_BODY, ...headers },
  });
}

function responseOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on("response", resolve).on("error", reject);
  });
}

test("takes as much as ingest does", () => {
  expect(API_LIMITS.ingestBodyBytesMax).toBe(INGEST_BODY_BYTES_MAX);
});

describe("POST /events", () => {
  test("hands the bytes over as they are", async () => {
    const bytes = Buffer.from('{"a": 1}\n{"b":\xff}\n', "latin1");
    const response = await post(EVENTS, bytes, {
      ...AUTHORIZED,
      "content-type": "application/x-ndjson; charset=utf-8",
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(ports.answer);
    expect(ingested()).toMatchObject({
      sourceName: "api",
      format: "events",
      waitIndexed: false,
      allItems: false,
    });
    expect(Buffer.from(ingested()?.body ?? [])).toEqual(bytes);
  });

  test("passes the options on", async () => {
    await post(`${EVENTS}?source=crm&wait=indexed&items=all`, "[]", {
      ...JSON_BODY,
      "idempotency-key": "k-1",
    });
    expect(ingested()).toMatchObject({
      sourceName: "crm",
      waitIndexed: true,
      allItems: true,
      idempotencyKey: "k-1",
    });
  });

  test("answers 207 when something lies in quarantine", async () => {
    const error = { code: "invalid-event", message: "type is missing", position: { index: 1 } };
    const items = [{ index: 1, status: "quarantined" as const, id: "q1", error }];
    ports.answer = ingestAnswer({ quarantined: 1, items });
    const response = await post(EVENTS, "[{},{}]");
    expect(response.statusCode).toBe(207);
    expect(response.json()).toMatchObject({ quarantined: 1, items });
  });

  test.each([
    ["overloaded", 429, "1"],
    ["ledger-stopped", 503, "30"],
    ["closed", 503, "5"],
    ["unreadable-body", 400, undefined],
    ["body-too-large", 413, undefined],
    ["unknown-format", 400, undefined],
  ] as const)("answers %s with %i", async (code, status, retryAfter) => {
    ports.fail("ingest", code);
    const response = await post(EVENTS, "{}");
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code, detail: `because of ${code}` });
    expect(response.headers["retry-after"]).toBe(retryAfter);
  });

  test.each([
    ["application/cloudevents+avro", "application/cloudevents+avro was given"],
    ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded was given"],
    ["text/plain", "/api/v1/sources/{name}/lines"],
    ["not a type", "Content-Type must be"],
  ])("refuses %s before reading the body", async (type, detail) => {
    const response = await post(EVENTS, "{}", { ...AUTHORIZED, "content-type": type });
    expect(response.statusCode).toBe(415);
    expect(response.json<{ detail: string }>().detail).toContain(detail);
    expect(response.headers["accept-post"]).toBe(
      "application/json, application/x-ndjson, application/cloudevents+json, application/cloudevents-batch+json",
    );
    expect(ingested()).toBeUndefined();
  });

  test.each(["application/cloudevents+json", "application/cloudevents-batch+json; charset=utf-8"])(
    "hands %s over as CloudEvents",
    async (type) => {
      const response = await post(EVENTS, "[]", { ...AUTHORIZED, "content-type": type });
      expect(response.statusCode).toBe(200);
      expect(ingested()).toMatchObject({ format: "cloudevents", sourceName: "api" });
      expect(ingested()?.message).toBeUndefined();
    },
  );

  test("takes a CloudEvent in binary mode, with data of any type and without", async () => {
    const headers = {
      ...AUTHORIZED,
      "ce-specversion": "1.0",
      "ce-id": "A%20%C3%A9",
      "ce-source": "/100%",
      "ce-data": "none",
    };
    await post(EVENTS, "lost", { ...headers, "content-type": "text/plain; charset=utf-8" });
    expect(ingested()).toMatchObject({
      format: "cloudevents",
      message: {
        kind: "cloudevent",
        attributes: {
          specversion: "1.0",
          id: "A é",
          source: "/100%",
          datacontenttype: "text/plain; charset=utf-8",
        },
      },
    });
    expect(ingested()?.message).not.toHaveProperty("attributes.data");
    expect(bodyText()).toBe("lost");
    const response = await post(EVENTS, "", headers);
    expect(response.statusCode).toBe(200);
    expect(bodyText()).toBe("");
  });

  test("refuses an empty body", async () => {
    const response = await post(EVENTS, "");
    expect(response.json()).toMatchObject({ status: 400, code: "unreadable-body" });
  });

  test("names every bad parameter", async () => {
    const response = await post(`${EVENTS}?source=a%20b&wait=done&itmes=all`, "{}", {
      ...JSON_BODY,
    });
    expect(response.json()).toMatchObject({
      code: "invalid-parameter",
      errors: [
        { path: "query.source", message: expect.stringContaining("letters, digits") },
        { path: "query.wait", message: "must be indexed" },
        { path: "query.itmes", message: "unknown; did you mean items?" },
      ],
    });
    expect(ingested()).toBeUndefined();
  });

  test("counts what became of the records", async () => {
    ports.answer = ingestAnswer({ accepted: 5, duplicate: 2, quarantined: 1 });
    await post(EVENTS, "{}");
    const metrics = await app.inject({ url: "/metrics", headers: AUTHORIZED });
    expect(metrics.body).toContain('tracewell_ingest_items_total{status="accepted"} 5');
    expect(metrics.body).toContain('tracewell_ingest_items_total{status="duplicate"} 2');
    expect(metrics.body).toContain('tracewell_ingest_items_total{status="quarantined"} 1');
  });
});

describe("compressed bodies", () => {
  test.each([
    ["gzip", gzipSync('{"a":1}')],
    ["zstd", zstdCompressSync('{"a":1}')],
    ["identity", Buffer.from('{"a":1}')],
    ["GZIP", gzipSync('{"a":1}')],
  ])("takes %s", async (encoding, payload) => {
    const response = await post(EVENTS, payload, { ...JSON_BODY, "content-encoding": encoding });
    expect(response.statusCode).toBe(200);
    expect(bodyText()).toBe('{"a":1}');
  });

  test.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
  ])("takes all that was joined as %s", async (encoding, pack) => {
    const payload = Buffer.concat([pack('{"a":1}\n'), pack('{"b":2}\n'), pack('{"c":3}\n')]);
    const response = await post(EVENTS, payload, { ...JSON_BODY, "content-encoding": encoding });
    expect(response.statusCode).toBe(200);
    expect(bodyText()).toBe('{"a":1}\n{"b":2}\n{"c":3}\n');
  });

  test.each([
    ["gzip", gzipSync, "lost text"],
    ["gzip", gzipSync, "\0\0lost text"],
    ["zstd", zstdCompressSync, "lost text"],
    ["zstd", zstdCompressSync, "\0\0lost text"],
  ])("refuses %s with other bytes at its end, declared or not", async (encoding, pack, more) => {
    const payload = Buffer.concat([pack('{"a":1}\n'), pack('{"b":2}\n'), Buffer.from(more)]);
    const url = await listen(app);
    for (const length of [{}, { "content-length": String(payload.length) }]) {
      const request = open(url, { "content-encoding": encoding, ...length });
      const answering = responseOf(request);
      request.end(payload);
      const response = await answering;
      expect(await json(response)).toMatchObject({
        status: 400,
        code: "unreadable-body",
        detail: expect.stringContaining(`is not ${encoding}`),
      });
      expect(ingested()).toBeUndefined();
    }
  });

  test("bounds the frames of a body", async () => {
    const frame = zstdCompressSync("");
    const payload = Buffer.alloc(frame.length * (BODY_FRAMES_MAX + 1), frame);
    const response = await post(EVENTS, payload, { ...JSON_BODY, "content-encoding": "zstd" });
    expect(response.json()).toMatchObject({ status: 413, code: "body-too-large" });
    expect(ingested()).toBeUndefined();
  });

  test.each(["br", "deflate", "gzip, gzip"])("refuses %s", async (encoding) => {
    const response = await post(EVENTS, "x", { ...JSON_BODY, "content-encoding": encoding });
    expect(response.json()).toMatchObject({ status: 415, code: "unsupported-encoding" });
    expect(response.headers["accept-encoding"]).toBe("gzip, zstd, identity");
  });

  test.each([
    ["gzip", "nonsense"],
    ["zstd", "nonsense"],
    ["gzip", gzipSync("{}".repeat(1_000)).subarray(0, 20)],
    ["zstd", zstdCompressSync("ab".repeat(1_000)).subarray(0, 12)],
    ["gzip", Buffer.concat([gzipSync("{}"), gzipSync("{}").subarray(0, -1)])],
    ["zstd", Buffer.concat([zstdCompressSync("{}"), zstdCompressSync("{}").subarray(0, -1)])],
  ])("answers broken %s with 400", async (encoding, payload) => {
    const response = await post(EVENTS, payload, { ...JSON_BODY, "content-encoding": encoding });
    expect(response.json()).toMatchObject({ status: 400, code: "unreadable-body" });
    expect(ingested()).toBeUndefined();
  });

  test.each([
    ["gzip", gzipSync(Buffer.alloc(INGEST_BODY_BYTES_MAX + 1))],
    ["zstd", zstdCompressSync(Buffer.alloc(INGEST_BODY_BYTES_MAX + 1))],
  ])("stops unpacking %s beyond the bound", async (encoding, payload) => {
    expect(payload.length).toBeLessThan(100_000);
    const response = await post(EVENTS, payload, { ...JSON_BODY, "content-encoding": encoding });
    expect(response.json()).toMatchObject({ status: 413, code: "body-too-large" });
    expect(ingested()).toBeUndefined();
  });

  test("takes exactly the largest body", async () => {
    const payload = gzipSync(Buffer.alloc(INGEST_BODY_BYTES_MAX, "a"));
    const response = await post(EVENTS, payload, { ...JSON_BODY, "content-encoding": "gzip" });
    expect(response.statusCode).toBe(200);
    expect(ingested()?.body).toHaveLength(INGEST_BODY_BYTES_MAX);
  });
});

describe("bodies on the wire", () => {
  test("refuses a declared size beyond the bound without reading", async () => {
    const url = await listen(app);
    const request = open(url, { "content-length": String(INGEST_BODY_BYTES_MAX + 1) });
    const answering = responseOf(request);
    request.flushHeaders();
    expect((await answering).statusCode).toBe(413);
    request.destroy();
  });

  test("reads a refused body to its end, so that its sender gets the answer and goes on", async () => {
    const url = await listen(app);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = (bytes: number) => {
      const request = httpRequest(`${url}${EVENTS}`, { method: "POST", agent, headers: JSON_BODY });
      const answering = responseOf(request);
      request.end(Buffer.alloc(bytes, "a"));
      return answering;
    };
    for (const [bytes, status] of [
      [INGEST_BODY_BYTES_MAX * 2, 413],
      [10, 200],
    ] as const) {
      const response = await post(bytes);
      response.resume();
      expect(response.statusCode).toBe(status);
      expect(response.headers.connection).toBe("keep-alive");
    }
    agent.destroy();
  });

  test("bounds the bytes of all bodies, and frees them however a request ends", async () => {
    const bounded = buildFixtureApp({ limits: { receivingBytesMax: 1_000 } });
    const url = await listen(bounded.app);
    const half = open(url, { "content-length": "900" });
    half.on("error", () => undefined);
    half.write("x".repeat(450));
    const refusal = async (): Promise<number | undefined> => {
      const request = open(url, { "content-length": "200" });
      const answering = responseOf(request);
      request.end("y".repeat(200));
      const response = await answering;
      response.resume();
      return response.statusCode;
    };
    await expect.poll(refusal).toBe(429);
    half.destroy();
    await expect.poll(refusal).toBe(200);
    expect(await refusal()).toBe(200);
    await bounded.app.close();
  });
});

describe("POST /sources/{name}/lines", () => {
  const text = { ...AUTHORIZED, "content-type": "text/plain" };

  test("reads a known source in its own format", async () => {
    const response = await post(LINES, "-- 2016-7-27 --\r\n", text);
    expect(response.statusCode).toBe(200);
    expect(ingested()).toMatchObject({ sourceName: "shop", format: "auto" });
    expect(bodyText()).toBe("-- 2016-7-27 --\r\n");
  });

  test("takes the place of the text in its file", async () => {
    const search =
      "format=ndjson&timezone=Europe/Prague&file=a.log&fingerprint=ab12&offset=7&line=2&more=idle&assumedTime=2026-01-31T10:05:00.5%2B01:00&continuation=c1&wait=indexed";
    await post(`/api/v1/sources/new.one/lines?${search}`, "x", text);
    expect(ingested()).toEqual({
      sourceName: "new.one",
      format: "ndjson",
      timezone: "Europe/Prague",
      file: "a.log",
      fingerprint: "ab12",
      startOffset: 7,
      startLine: 2,
      more: "idle",
      assumedTimeMs: Date.UTC(2026, 0, 31, 9, 5, 0, 500),
      continuation: "c1",
      waitIndexed: true,
      allItems: false,
      body: Buffer.from("x"),
    });
  });

  test("asks for a format where the name is unknown", async () => {
    const response = await post("/api/v1/sources/new/lines", "x", text);
    expect(response.json()).toMatchObject({
      status: 404,
      code: "unknown-source",
      detail: expect.stringContaining("?format=NAME"),
    });
    expect(ingested()).toBeUndefined();
  });

  test("takes any content type but a form of parts", async () => {
    for (const type of ["application/x-www-form-urlencoded", "application/octet-stream"]) {
      const headers = { ...AUTHORIZED, "content-type": type };
      expect((await post(LINES, "x", headers)).statusCode).toBe(200);
    }
    const form = { ...AUTHORIZED, "content-type": "multipart/form-data; boundary=x" };
    expect((await post(LINES, "x", form)).statusCode).toBe(415);
  });

  test.each(["/api/v1/sources/%2e%2e%2fx/lines", "/api/v1/sources/-x/lines?format=auto"])(
    "refuses the name in %s",
    async (url) => {
      const response = await post(url, "x", text);
      expect(response.json()).toMatchObject({
        code: "invalid-parameter",
        errors: [{ path: "path.name" }],
      });
    },
  );

  test("takes the time of text that carries none in milliseconds too", async () => {
    await post(`${LINES}?assumedTime=1769850300000`, "x", text);
    expect(ingested()).toMatchObject({ assumedTimeMs: 1_769_850_300_000 });
  });

  test.each([
    "offset=-1",
    "line=0",
    "more=later",
    "offset=1&offset=2",
    "assumedTime=now-1h",
    "assumedTime=yesterday",
    "assumedTime=8640000000000000",
    "assumedTime=",
  ])("refuses %s", async (search) => {
    const response = await post(`${LINES}?${search}`, "x", text);
    expect(response.json()).toMatchObject({ status: 400, code: "invalid-parameter" });
  });
});
