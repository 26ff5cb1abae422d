import type { FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Finding } from "#domain/lifecycles/finding.ts";
import type { IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import { AUTHORIZED, buildFixtureApp, type FixturePorts, ingestAnswer } from "../fixture-ports.ts";

let app: FastifyInstance;
let ports: FixturePorts;
let findings: readonly Finding[];

const finding: Finding = {
  rule: "order.stuck",
  version: 1,
  severity: "warning",
  on: { type: "order", id: "100000042" },
  sentence: "It is stuck.",
  values: {},
  evidence: ["main:1"],
  since: "2026-01-31T09:05:00.000Z",
  triage: null,
};

const TRIAGE = {
  status: "explained",
  by: "admin",
  note: "n",
  assignee: null,
  at: "2026-01-31T09:05:00.000Z",
  reference: "main:1",
  hasNewEvidence: false,
} as const;

beforeEach(() => {
  ({ app, ports } = buildFixtureApp());
  ports.append(1);
  ports.answer = ingestAnswer({ firstSeq: 7, lastSeq: 7, indexed: true });
  findings = [finding];
  answerFindings();
});

afterEach(() => app.close());

function answerFindings(): void {
  const { engine } = buildFixtureApp().ports;
  ports.engine.object = async (request) => ({
    ...(await engine.object(request)),
    object: { type: "order", id: "100000042" },
    findings: [...findings],
  });
}

function post(path: string, payload: object, headers: Record<string, string> = AUTHORIZED) {
  return app.inject({ method: "POST", url: `/api/v1/findings/${path}`, headers, payload });
}

test.each([
  ["acknowledge", "acknowledged"],
  ["explain", "explained"],
  ["reopen", "reopened"],
])("%s is recorded under the object's own name", async (action, status) => {
  findings = [{ ...finding, triage: TRIAGE }];
  const response = await post(`order/38-211449/order.stuck/${action}`, { note: " Known. " });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({
    on: { type: "order", id: "100000042" },
    triage: { status, note: "Known.", by: "admin", reference: "main:7" },
    indexed: true,
  });
  const request = ports.lastRequest("ingest") as IngestRequest;
  expect(request).toMatchObject({ sourceName: "tracewell", format: "events", waitIndexed: true });
  expect(JSON.parse(Buffer.from(request.body).toString())).toMatchObject({
    type: `finding.${status}`,
    objects: [{ type: "order", id: "100000042" }],
    unattributed: "finding",
    attributes: { rule: "order.stuck", note: "Known.", by: "admin" },
  });
});

test("a finding is assigned to somebody", async () => {
  const body = { note: "Please look.", assignee: "Kim" };
  const response = await post("order/100000042/order.stuck/assign", body);
  expect(response.json()).toMatchObject({ triage: { status: "assigned", assignee: "Kim" } });
});

test.each([
  ["order/1/order.stuck/explain", {}, "body.note"],
  ["order/1/order.stuck/explain", { note: "  " }, "body.note"],
  ["order/1/order.stuck/explain", { note: "n", assignee: "Kim" }, "body.assignee"],
  ["order/1/order.stuck/assign", { note: "n" }, "body.assignee"],
  ["orders/1/order.stuck/explain", { note: "n" }, "path.type"],
  ["order/1/stuck/explain", { note: "n" }, "path.rule"],
])("refuses %s %j", async (path, body, at) => {
  const response = await post(path, body);
  expect(response.json()).toMatchObject({ code: "invalid-parameter", errors: [{ path: at }] });
  expect(ports.lastRequest("ingest")).toBeUndefined();
});

test("a finding that does not hold is a conflict, a rule that does not exist is not found", async () => {
  const note = { note: "n" };
  const gone = await post("order/100000042/order.number-reused/explain", note);
  expect(gone.json()).toMatchObject({ status: 409, code: "conflict" });
  const unknown = await post("order/100000042/order.stuk/explain", note);
  expect(unknown.json()).toMatchObject({ status: 404, code: "not-found" });
});

test("is closed to strangers", async () => {
  const response = await post("order/1/order.stuck/explain", { note: "n" }, {});
  expect(response.statusCode).toBe(401);
});
