import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";
import type { EventList } from "#query/answers/query-answers.ts";
import { asProtobuf, attribute, exportOf } from "../ingest/formats/otlp-schema.ts";
import { ROOT, type RunningProcess, Workplace } from "./running-service.ts";

const EVENTS = "/api/v1/events";
const LOGS = "/api/v1/otlp/v1/logs";

let workplace: Workplace;
let service: RunningProcess;

beforeAll(async () => {
  workplace = new Workplace();
  service = await workplace.serve();
});

afterAll(() => workplace[Symbol.asyncDispose]());

function cloudEvent(id: string, more: object = {}): object {
  return {
    specversion: "1.0",
    id,
    source: "/shop",
    type: "com.example.order.placed",
    time: "2026-01-31T09:05:00.120Z",
    ...more,
  };
}

function push(source: string, type: string, body: string, headers: object = {}) {
  return service.api<IngestAnswer>(`${EVENTS}?source=${source}&wait=indexed`, {
    method: "POST",
    body,
    headers: { "content-type": type, ...headers },
  });
}

function logRecord(transaction: string): object {
  return {
    timeUnixNano: "1769850300120000000",
    severityNumber: 17,
    body: { stringValue: "card declined" },
    attributes: [attribute("tracewell.transaction_id", transaction)],
  };
}

function message(transaction: string): object {
  return exportOf({ service: "till-7", records: [logRecord(transaction), { timeUnixNano: "1" }] });
}

function sample(name: string): string {
  return readFileSync(join(ROOT, "tests", "fixtures", "orders", `${name}.xml`), "utf8");
}

async function found(query: string): Promise<EventList["items"]> {
  return (await service.api<EventList>(`${EVENTS}?q=${encodeURIComponent(query)}`)).body.items;
}

test("CloudEvents are found as soon as they are answered, whichever way they came", async () => {
  const order = { objects: [{ type: "order", id: "100000042" }] };
  const one = JSON.stringify(cloudEvent("1", { data: order }));
  expect(await push("shop", "application/cloudevents+json", one)).toMatchObject({
    status: 200,
    body: { accepted: 1, indexed: true },
  });
  const batch = JSON.stringify([cloudEvent("1", { data: order }), cloudEvent("2"), {}]);
  expect(await push("shop", "application/cloudevents-batch+json", batch)).toMatchObject({
    status: 207,
    body: { accepted: 1, duplicate: 1, quarantined: 1 },
  });
  const lines = [cloudEvent("3"), cloudEvent("4")].map((event) => JSON.stringify(event)).join("\n");
  expect(await push("shop", "application/x-ndjson", lines)).toMatchObject({
    status: 200,
    body: { accepted: 2 },
  });
  const binary = {
    "ce-specversion": "1.0",
    "ce-id": "5",
    "ce-source": "/shop",
    "ce-type": "com.example.mail.sent",
    "ce-time": "2026-01-31T09:05:01Z",
  };
  expect(await push("shop", "text/plain", "to the customer", binary)).toMatchObject({
    status: 200,
    body: { accepted: 1 },
  });
  expect((await found("source:shop")).map(({ id }) => id).toSorted()).toEqual(
    ["1", "2", "3", "4", "5"].map((id) => `/shop#${id}`),
  );
  expect(await found("order:100000042")).toMatchObject([{ id: "/shop#1", type: "order.placed" }]);
  expect(await found("type:mail.sent")).toMatchObject([{ message: "to the customer" }]);
});

test("OpenTelemetry logs in both encodings, packed and not", async () => {
  const json = JSON.stringify(message("OTLPJSON00000001"));
  const answer = await service.api(`${LOGS}?wait=indexed`, {
    method: "POST",
    body: json,
    headers: { "content-type": "application/json" },
  });
  expect(answer).toEqual({ status: 200, body: {} });
  const packed = await fetch(`${service.url}${LOGS}?wait=indexed`, {
    method: "POST",
    body: new Uint8Array(gzipSync(asProtobuf(message("OTLPPROTO0000001")))),
    headers: {
      authorization: `Bearer ${service.token}`,
      "content-type": "application/x-protobuf",
      "content-encoding": "gzip",
    },
  });
  expect(packed.status).toBe(200);
  expect(packed.headers.get("content-type")).toBe("application/x-protobuf");
  expect((await packed.bytes()).length).toBe(0);
  for (const transaction of ["OTLPJSON00000001", "OTLPPROTO0000001"]) {
    expect(await found(`tx:${transaction} attributes.resource.service.name:till-7`)).toMatchObject([
      { source: { name: "till-7" }, level: "error", message: "card declined" },
    ]);
  }
  const before = await found("source:till-7");
  const broken = await service.api(LOGS, {
    method: "POST",
    body: new Uint8Array(asProtobuf(message("OTLPPROTO0000002")).subarray(0, -3)),
    headers: { "content-type": "application/json" },
  });
  expect(broken).toMatchObject({ status: 400, body: { code: 3 } });
  expect(await found("source:till-7")).toEqual(before);
});

test("the documents of an order are found by it, and by what is hidden in them", async () => {
  const body = sample("order-info") + sample("get-key-request");
  const path = "/api/v1/sources/web-db/lines?format=auto&wait=indexed";
  expect(await service.post<IngestAnswer>(path, body, "text/xml")).toMatchObject({
    status: 200,
    body: { accepted: 2, quarantined: 0, indexed: true },
  });
  const events = await found("order:38-211449");
  expect(events.map(({ type }) => type).toSorted()).toEqual([
    "license.requested",
    "order.uncertain",
  ]);
  expect(JSON.stringify(events)).not.toContain("ana@example.com");
  expect(await found("attributes.details.Customer.LoginID:ana@example.com")).toHaveLength(1);
  const stored = readdirSync(workplace.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
  expect(stored.some((text) => text.includes("38-211449"))).toBe(true);
  expect(stored.filter((text) => /ana@example\.com|198\.51\.100\.7/.test(text))).toEqual([]);
});
