import { afterEach, beforeEach, expect, test } from "vitest";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { IncidentChange, IncidentExport } from "#query/answers/incident-answers.ts";
import { eventAt, QueryStage, type StagedEvent } from "../../query-stage.ts";
import { AUTHORIZED, buildFixtureApp, FixturePorts, ingestAnswer } from "../fixture-ports.ts";

const INCIDENTS = "/api/v1/incidents";

let stage: QueryStage;
let app: ReturnType<typeof buildFixtureApp>["app"];

beforeEach(async () => {
  stage = new QueryStage();
  await stage.record([eventAt(0), eventAt(1, { message: "Handler <missing>" })]);
  const ports = new FixturePorts();
  Object.assign(ports.engine, stage.engine);
  ports.ingest.ingest = async ({ body, sourceName }: IngestRequest) => {
    const lines = Buffer.from(body).toString().trimEnd().split("\n");
    const source = { source: sourceName };
    await stage.record(lines.map((line) => Object.assign(JSON.parse(line), source) as StagedEvent));
    const head = stage.request().facts.heads[0]?.headSeq ?? 0;
    return ingestAnswer({ firstSeq: head - lines.length + 1, lastSeq: head, indexed: true });
  };
  const status = ports.status.bind(ports);
  ports.status = () => ({ ...status(), heads: [...stage.request().facts.heads] });
  ({ app } = buildFixtureApp({}, ports));
});

afterEach(async () => {
  await app.close();
  await stage[Symbol.asyncDispose]();
});

const get = (path: string) => app.inject({ url: `${INCIDENTS}${path}`, headers: AUTHORIZED });

const post = (path: string, payload: object) =>
  app.inject({ method: "POST", url: `${INCIDENTS}${path}`, headers: AUTHORIZED, payload });

async function open(): Promise<string> {
  const response = await post("", { title: " No handler ", pin: { reference: "2" } });
  expect(response.statusCode).toBe(201);
  return response.json<IncidentChange>().incident.id;
}

test("an incident is opened, written into, closed, listed and read", async () => {
  const id = await open();
  const noted = await post(`/${id}/notes`, { note: "Seen." });
  expect(noted.json()).toMatchObject({ indexed: true, reference: "main:5" });
  await post(`/${id}/pins`, { pin: { reference: "main:1" }, note: "The beginning." });
  await post(`/${id}/rename`, { title: "Handler missing" });
  const closed = await post(`/${id}/close`, { note: "A handler was installed." });
  expect(closed.statusCode).toBe(200);
  expect((await get(`/${id}`)).json()).toMatchObject({
    id,
    title: "Handler missing",
    status: "closed",
    openedBy: "admin",
    pins: [{ note: "The beginning." }, { record: { content: { message: "Handler <missing>" } } }],
    notes: [{ text: "Seen.", by: "admin" }],
    coverage: { status: "complete" },
  });
  const list = (await get("")).json<{ items: unknown[] }>();
  expect(list.items).toMatchObject([{ id, status: "closed", counts: { pins: 2, notes: 1 } }]);
});

test("a pin is taken out with a reason, and the incident opened again", async () => {
  const id = await open();
  const pin = (await get(`/${id}`)).json<{ pins: { id: string }[] }>().pins[0]?.id;
  expect((await post(`/${id}/unpin`, { pin })).statusCode).toBe(400);
  const without = await post(`/${id}/unpin`, { pin, note: "Of another." });
  expect(without.json<IncidentChange>().incident.pins).toEqual([]);
  expect((await post(`/${id}/reopen`, { note: "n" })).statusCode).toBe(409);
  await post(`/${id}/close`, { note: "n" });
  expect((await post(`/${id}/reopen`, { note: "n" })).statusCode).toBe(200);
});

test("it is exported whole, to read and to check", async () => {
  const id = await open();
  const page = await get(`/${id}/export`);
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-disposition": `attachment; filename="tracewell-incident-${id}.html"`,
    "content-security-policy": expect.stringContaining("default-src 'none'"),
  });
  expect(page.body).toContain("Handler &lt;missing&gt;");
  const file = await get(`/${id}/export?format=json`);
  expect(file.headers["content-disposition"]).toContain(`${id}.json`);
  const { manifest, records } = file.json<IncidentExport>();
  expect(records).toMatchObject([{ reference: "main:2", message: "Handler <missing>" }]);
  expect(manifest).toMatchObject({
    product: { version: "0.0.0-test" },
    records: [{ reference: "main:2", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
});

test.each([
  ["", { title: " " }, 400],
  ["", { title: "t", pin: { reference: "x" } }, 400],
  ["", { title: "t", pin: {} }, 400],
  ["/INC-22222222/notes", { note: "n" }, 404],
  ["/no.such/notes", { note: "n" }, 400],
])("refuses POST %s %j", async (path, body, status) => {
  const response = await post(path, body);
  expect(response.statusCode).toBe(status);
  expect(response.json()).toMatchObject({ detail: expect.stringMatching(/\.$/) });
});

test("strangers are not let in", async () => {
  expect((await app.inject({ url: INCIDENTS })).statusCode).toBe(401);
  expect((await app.inject({ method: "POST", url: INCIDENTS, payload: {} })).statusCode).toBe(401);
});
