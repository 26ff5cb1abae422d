import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  AUTHORIZED,
  buildFixtureApp,
  type FixturePorts,
  ingestAnswer,
  quarantineItem,
} from "../fixture-ports.ts";

let app: FastifyInstance;
let ports: FixturePorts;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
  ports.items.set("q1", quarantineItem("q1"));
});

afterEach(() => app.close());

function post(path: string, payload?: object | string, headers: Record<string, string> = {}) {
  return app.inject({
    method: "POST",
    url: `/api/v1/quarantine/${path}`,
    headers: { ...AUTHORIZED, ...headers },
    ...(payload !== undefined && { payload }),
  });
}

test("retries the stored bytes", async () => {
  const response = await post("q1/retry");
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual(ports.answer);
  expect(ports.lastRequest("retry")).toEqual({ itemId: "q1", by: "admin" });
});

test("retries corrected input", async () => {
  await post("q1/retry", { content: "é\n", format: "ndjson", timezone: "UTC", source: "crm" });
  expect(ports.lastRequest("retry")).toEqual({
    itemId: "q1",
    by: "admin",
    content: Buffer.from("é\n"),
    format: "ndjson",
    timezone: "UTC",
    sourceName: "crm",
  });
  await post("q1/retry", { assumedTime: "2026-01-31T10:05:00+01:00" });
  expect(ports.lastRequest("retry")).toMatchObject({ assumedTimeMs: Date.UTC(2026, 0, 31, 9, 5) });
  await post("q1/retry", { contentBase64: "AP88" });
  expect(ports.lastRequest("retry")).toMatchObject({ content: Buffer.from([0, 0xff, 0x3c]) });
});

test("answers 207 when it stays in quarantine", async () => {
  ports.answer = ingestAnswer({ accepted: 0, quarantined: 1, firstSeq: null, lastSeq: null });
  expect((await post("q1/retry")).statusCode).toBe(207);
});

test.each([
  [{ content: "a", contentBase64: "YQ==" }, "body.contentBase64"],
  [{ contentBase64: "not base64!" }, "body.contentBase64"],
  [{ formt: "ndjson" }, "body.formt"],
  [{ content: 1 }, "body.content"],
  [{ content: "" }, "body.content"],
  [{ contentBase64: "" }, "body.contentBase64"],
  [{ assumedTime: "now" }, "body.assumedTime"],
])("refuses %j", async (body, path) => {
  const response = await post("q1/retry", body);
  expect(response.json()).toMatchObject({ status: 400, code: "invalid-parameter" });
  expect(
    response.json<{ errors: { path: string }[] }>().errors.map((error) => error.path),
  ).toContain(path);
  expect(ports.lastRequest("retry")).toBeUndefined();
});

test("refuses what is not JSON, and too much of it", async () => {
  const json = { "content-type": "application/json" };
  expect((await post("q1/retry", "{", json)).json()).toMatchObject({ code: "unreadable-body" });
  const plain = { "content-type": "text/xml" };
  expect((await post("q1/retry", "x", plain)).json()).toMatchObject({
    status: 415,
    code: "unsupported-media-type",
  });
  const large = { content: "x".repeat(3 * 1024 * 1024) };
  expect((await post("q1/retry", large)).json()).toMatchObject({
    status: 413,
    code: "body-too-large",
  });
});

test("a prototype cannot be smuggled in", async () => {
  const json = { "content-type": "application/json" };
  const response = await post("q1/retry", '{"__proto__":{"by":"me"}}', json);
  expect(response.statusCode).toBe(400);
});

test("does not retry what is resolved, or was never there", async () => {
  ports.items.set("q2", quarantineItem("q2", { status: "resolved", resolvedSeqs: [7] }));
  expect((await post("q2/retry")).json()).toMatchObject({
    status: 400,
    detail: expect.stringContaining("record 7"),
  });
  expect((await post("q9/retry")).statusCode).toBe(404);
  expect(ports.lastRequest("retry")).toBeUndefined();
});

test("dismisses with a reason", async () => {
  const response = await post("q1/dismiss", { note: "  a test  " });
  expect(response.json()).toMatchObject({ itemId: "q1", status: "dismissed", note: "a test" });
  expect(ports.lastRequest("dismiss")).toEqual({ itemId: "q1", note: "a test", by: "admin" });
});

test.each([{}, { note: " " }, { note: "x".repeat(2_001) }, { note: "x", why: 1 }])(
  "does not dismiss with %j",
  async (body) => {
    const response = await post("q1/dismiss", body);
    expect(response.json()).toMatchObject({ status: 400, code: "invalid-parameter" });
    expect(ports.lastRequest("dismiss")).toBeUndefined();
  },
);

test("a dismissal without a body says what is missing", async () => {
  const response = await post("q1/dismiss");
  expect(response.json()).toMatchObject({ status: 400, code: "invalid-parameter" });
});

test("a stopped ledger is told", async () => {
  ports.fail("dismiss", "ledger-stopped");
  ports.fail("retry", "ledger-stopped");
  expect((await post("q1/dismiss", { note: "x" })).statusCode).toBe(503);
  expect((await post("q1/retry")).statusCode).toBe(503);
});

test.each([
  [{ note: "" }, "body.note: must not be empty."],
  [{ note: 5 }, "body.note: must be a string."],
  [[], "body: must be an object."],
])("what is wrong with %j is said as a sentence", async (body, detail) => {
  expect((await post("q1/dismiss", body)).json()).toMatchObject({ status: 400, detail });
});
